package dev.roadrig.boards.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningBoardsTest {
    @TempDir
    private Path dir;

    /** A process that names the folder on its command line, as QEMU does. */
    private static Process standIn(BoardFolder folder) throws IOException {
        Process process = new ProcessBuilder(
                        "tail", "-f", folder.path().resolve(BoardFolder.OWNER).toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Files.writeString(folder.path().resolve(BoardFolder.PID), process.pid() + "\n");
        return process;
    }

    /** Of a process that has ended: a number that is given out again, and a birth in another boot. */
    private static void orphan(BoardFolder folder) throws IOException {
        Files.writeString(
                folder.path().resolve(BoardFolder.OWNER),
                ProcessHandle.current().pid() + "\n00000000-0000-0000-0000-000000000000 7\narm64\n");
    }

    @Test
    void a_board_whose_harness_was_killed_is_ended_and_told_and_one_whose_harness_lives_is_left() throws Exception {
        var boards = new RunningBoards(dir.resolve("boards"));
        BoardFolder left = boards.add("arm64");
        BoardFolder lives = boards.add("other");
        Process orphan = standIn(left);
        Process running = standIn(lives);
        try {
            orphan(left);
            assertThat(boards.endLeftovers())
                    .containsExactly("Of arm64, whose harness was killed, the QEMU process " + orphan.pid()
                            + " still ran and was ended.");
            assertThat(orphan.waitFor()).isNotZero();
            assertThat(running.isAlive()).isTrue();
            assertThat(left.path()).doesNotExist();
            assertThat(lives.path()).isDirectory();
            assertThat(boards.endLeftovers()).isEmpty();
        } finally {
            orphan.destroyForcibly();
            running.destroyForcibly();
        }
    }

    @Test
    void a_process_that_has_the_number_now_and_is_no_qemu_of_ours_is_left_alone() throws Exception {
        var boards = new RunningBoards(dir.resolve("boards"));
        BoardFolder left = boards.add("arm64");
        orphan(left);
        Files.writeString(
                left.path().resolve(BoardFolder.PID), ProcessHandle.current().pid() + "\n");
        assertThat(boards.endLeftovers())
                .containsExactly("Of arm64, whose harness was killed, only a folder was left, and was removed.");
    }

    @Test
    void boards_that_start_at_the_same_moment_make_one_folder_and_one_of_them_ends_what_was_left() throws Exception {
        int starts = 8;
        var together = new CyclicBarrier(starts);
        ExecutorService threads = Executors.newFixedThreadPool(starts);
        try {
            for (int round = 0; round < 20; round++) {
                Path place = dir.resolve("boards-" + round);
                List<Future<RunningBoards>> opened = all(threads, starts, () -> {
                    together.await();
                    return new RunningBoards(place);
                });
                orphan(opened.get(0).get().add("arm64"));
                List<String> told = new ArrayList<>();
                for (Future<List<String>> each : all(threads, starts, () -> {
                    together.await();
                    return new RunningBoards(place).endLeftovers();
                })) {
                    told.addAll(each.get());
                }
                assertThat(told).hasSize(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> List<Future<T>> all(ExecutorService threads, int times, Callable<T> task) {
        List<Future<T>> started = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            started.add(threads.submit(task));
        }
        return started;
    }

    @Test
    void a_folder_is_ones_own_by_the_users_number_since_a_containers_user_may_have_no_name() throws Exception {
        Path made = Files.createFile(dir.resolve("made"));
        assertThat(Files.getAttribute(made, "unix:uid")).isEqualTo(OwnUser.id());
        assertThat(OwnUser.owns(made)).isTrue();
    }

    @Test
    void a_folder_that_others_may_write_into_is_refused() throws Exception {
        Path open = Files.createDirectory(dir.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> new RunningBoards(open))
                .isInstanceOf(RigFault.class)
                .hasMessageContaining("can be written by others");
    }
}
