package dev.roadrig.wires.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of a transfer, and what the next one makes of it. */
@SuppressWarnings("NullAway.Init")
class SshFilesTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int TORN = 5 * BoardHash.BLOCK;

    private final RealTicker ticker = new RealTicker("test");
    private final byte[] bytes = new byte[8 * BoardHash.BLOCK + 77];

    @TempDir
    private Path folder;

    private LoopbackSshd sshd;
    private SshLink link;

    @BeforeEach
    void start() throws Exception {
        new Random(5).nextBytes(bytes);
        sshd = new LoopbackSshd(LoopbackSshd.newKey());
        link = SshLink.connect(sshd.target(), ticker, ticker.in(LONG));
    }

    @AfterEach
    void stop() throws IOException {
        link.close();
        sshd.close();
        ticker.close();
    }

    private Path part(String name) {
        return folder.resolve(name + SshFiles.PART);
    }

    @Test
    void a_put_goes_on_after_what_is_there_when_its_hash_is_right_and_from_the_start_when_it_is_not() throws Exception {
        Path local = LoopbackSshd.file(folder, "local", bytes);
        Path there = folder.resolve("there");
        Files.write(part("there"), Arrays.copyOf(bytes, TORN));
        link.files().put(local, there.toString(), ticker.in(LONG));
        assertThat(there).hasBinaryContent(bytes);
        assertThat(sshd.offsets.written.get(0)).isEqualTo(TORN);

        sshd.offsets.written.clear();
        Files.write(part("there"), new byte[TORN]);
        link.files().put(local, there.toString(), ticker.in(LONG));
        assertThat(there).hasBinaryContent(bytes);
        assertThat(sshd.offsets.written.get(0)).isZero();
        assertThat(part("there")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lit*b",
                "lit?b",
                "*",
                "[l]it",
                "lit\\b",
                "lit\\*b",
                "it's one",
                "two \"words\" $HOME",
                "-rf",
                "~"
            })
    void a_name_is_taken_as_it_is_and_no_other_file_is_touched(String name) throws Exception {
        Path board = Files.createDirectory(folder.resolve("a*b \\ [c]?"));
        Path beside = Files.writeString(board.resolve("litXb"), "of somebody else");
        Path part = Files.writeString(board.resolve("litXb" + SshFiles.PART), "of somebody else too");
        Path local = LoopbackSshd.file(folder, "local", bytes);
        Path there = board.resolve("new ? folder").resolve(name);
        for (Path file : List.of(there, board.resolve(name), board.resolve(name))) {
            link.files().put(local, file.toString(), ticker.in(LONG));
            assertThat(file).hasBinaryContent(bytes);
        }
        Path back = folder.resolve("back");
        link.files().get(board.resolve(name).toString(), back, ticker.in(LONG));
        assertThat(back).hasBinaryContent(bytes);
        assertThat(beside).hasContent("of somebody else");
        assertThat(part).hasContent("of somebody else too");
        assertThat(board).isDirectoryNotContaining(path -> path.toString().endsWith(name + SshFiles.PART));
    }

    @Test
    void a_get_of_a_name_that_is_not_there_is_no_other_files() {
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> {
                    Files.writeString(folder.resolve("litXb"), "of somebody else");
                    link.files().get(folder.resolve("lit*b").toString(), folder.resolve("back"), ticker.in(LONG));
                })
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("files.missing"));
    }

    @Test
    void a_get_goes_on_after_what_is_here_when_its_hash_is_right_and_from_the_start_when_it_is_not() throws Exception {
        Path there = LoopbackSshd.file(folder, "there", bytes);
        Path local = folder.resolve("local");
        Files.write(part("local"), Arrays.copyOf(bytes, TORN + 3));
        link.files().get(there.toString(), local, ticker.in(LONG));
        assertThat(local).hasBinaryContent(bytes);
        assertThat(sshd.offsets.read.get(0)).isEqualTo(TORN);

        sshd.offsets.read.clear();
        Files.write(part("local"), new byte[TORN]);
        link.files().get(there.toString(), local, ticker.in(LONG));
        assertThat(local).hasBinaryContent(bytes);
        assertThat(sshd.offsets.read.get(0)).isZero();
        assertThat(part("local")).doesNotExist();
    }

    @Test
    void a_connection_that_is_cut_in_the_middle_leaves_a_part_that_the_next_put_goes_on_with() throws Exception {
        interrupted(sshd::cutAll);
    }

    @Test
    void a_server_that_is_restarted_in_the_middle_takes_the_rest_over_the_next_connection() throws Exception {
        interrupted(sshd::restart);
    }

    private interface Interruption {
        void begin() throws IOException;
    }

    private void interrupted(Interruption interruption) throws Exception {
        byte[] large = new byte[24 << 20];
        new Random(6).nextBytes(large);
        Path local = LoopbackSshd.file(folder, "local", large);
        Path there = folder.resolve("there");
        var cutter = new Thread(() -> {
            await().atMost(LONG).pollInterval(Duration.ofMillis(1)).until(() -> sshd.offsets.written.size() > 20);
            try {
                interruption.begin();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        cutter.start();
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> link.files().put(local, there.toString(), ticker.in(LONG)))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("ssh.lost"));
        cutter.join();
        assertThat(there).doesNotExist();
        long torn = Files.size(part("there"));
        assertThat(torn).isBetween(1L, large.length - 1L);
        sshd.offsets.written.clear();
        try (SshLink again = SshLink.connect(sshd.target(), ticker, ticker.in(LONG))) {
            again.files().put(local, there.toString(), ticker.in(LONG));
        }
        assertThat(sshd.offsets.written.get(0)).isEqualTo(torn);
        assertThat(there).hasBinaryContent(large);
    }

    @Test
    void a_file_that_is_not_there_and_one_that_is_not_here_are_told_and_leave_nothing() {
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> link.files().get(folder + "/none", folder.resolve("x"), ticker.in(LONG)))
                .withMessage("There is no file " + folder + "/none on b.");
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> link.files().put(folder.resolve("none"), folder + "/y", ticker.in(LONG)))
                .withMessageContaining("none for b can't be read");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_connection_lost_between_a_gets_last_byte_and_its_hash_leaves_a_part_for_the_next() throws Exception {
        Path there = LoopbackSshd.file(folder, "there", bytes);
        Path local = folder.resolve("local");
        hashInstead("exec cat");
        var cutter = new Thread(() -> {
            await().atMost(LONG).until(() -> Files.exists(part("local")) && Files.size(part("local")) == bytes.length);
            try {
                sshd.cutAll();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        cutter.start();
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> link.files().get(there.toString(), local, ticker.in(LONG)))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("ssh.lost"));
        cutter.join();
        assertThat(local).doesNotExist();
        assertThat(part("local")).hasBinaryContent(bytes);
        sshd.instead = UnaryOperator.identity();
        sshd.offsets.read.clear();
        try (SshLink again = SshLink.connect(sshd.target(), ticker, ticker.in(LONG))) {
            again.files().get(there.toString(), local, ticker.in(LONG));
        }
        assertThat(sshd.offsets.read.get(0)).isEqualTo(8L * BoardHash.BLOCK);
        assertThat(local).hasBinaryContent(bytes);
    }

    /** Has the board do something else once it is told to hash what is fetched. */
    private void hashInstead(String work) {
        sshd.instead = command ->
                command.startsWith("echo $$;read -r size&&") ? "echo $$;read -r size&&{ " + work + "; }" : command;
    }

    @Test
    void a_get_that_fails_leaves_no_hash_going_on_there() throws Exception {
        Path there = LoopbackSshd.file(folder, "there", bytes);
        hashInstead("sleep 300 <" + there + "; true");
        sshd.offsets.broken = true;
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> link.files().get(there.toString(), folder.resolve("x"), ticker.in(LONG)))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("files.failed"));
        await().atMost(LONG).until(() -> ProcessHandle.allProcesses().noneMatch(process -> reads(process, there)));
    }

    @Test
    void a_file_for_which_there_is_no_room_here_is_neither_fetched_nor_hashed() throws Exception {
        Path there = folder.resolve("there");
        Path begun = folder.resolve("begun");
        try (var sparse = new RandomAccessFile(there.toFile(), "rw")) {
            sparse.setLength(Files.getFileStore(folder).getUsableSpace() + (64L << 30));
        }
        hashInstead("touch " + begun);
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> link.files().get(there.toString(), folder.resolve("x"), ticker.in(LONG)))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("files.no-space"));
        assertThat(sshd.offsets.read).isEmpty();
        assertThat(begun).doesNotExist();
    }

    @Test
    void a_large_file_is_hashed_by_openssl_there_and_by_another_program_where_that_does_not_know_how()
            throws Exception {
        Path there = LoopbackSshd.file(folder, "there", new byte[5 << 20]);
        Path asked = folder.resolve("asked");
        sshd.instead =
                command -> "openssl() { echo \"$@\" >>" + asked + "; echo Invalid command >&2; return 1; }; " + command;
        link.files().get(there.toString(), folder.resolve("back"), ticker.in(LONG));
        assertThat(folder.resolve("back")).hasSameBinaryContentAs(there);
        assertThat(asked).hasContent("dgst -sha256 -r");
    }

    @Test
    void a_small_file_is_hashed_by_what_starts_faster() throws Exception {
        Path there = LoopbackSshd.file(folder, "there", bytes);
        Path asked = folder.resolve("asked");
        sshd.instead = command -> "openssl() { touch " + asked + "; return 1; }; " + command;
        link.files().get(there.toString(), folder.resolve("back"), ticker.in(LONG));
        assertThat(folder.resolve("back")).hasBinaryContent(bytes);
        assertThat(asked).doesNotExist();
    }

    private static boolean reads(ProcessHandle process, Path file) {
        try {
            return Files.isSameFile(Path.of("/proc/" + process.pid() + "/fd/0"), file);
        } catch (IOException e) {
            return false;
        }
    }
}
