package dev.roadrig.boards.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends of a board's process, each of which leaves nothing behind. */
class QemuMainTest {
    private static final int SIGTERM = 128 + 15;

    @TempDir
    private Path dir;

    private @Nullable Process process;

    @AfterEach
    void end() throws Exception {
        Process started = process;
        if (started != null) {
            started.descendants().forEach(ProcessHandle::destroyForcibly);
            started.destroyForcibly().waitFor();
        }
    }

    private Process start(StandInQemu qemu) throws IOException {
        Process started = qemu.start();
        process = started;
        return started;
    }

    /** The line that announces its wires. */
    private static String announced(Process process) throws IOException {
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return String.valueOf(out.readLine());
    }

    @Test
    void one_that_is_told_to_end_ends_its_qemu_and_removes_its_folder_and_tells_of_no_fault() throws Exception {
        var qemu = new StandInQemu(dir, StandInQemu.NAMES_ITS_CONSOLE + "exec sleep 600", "exit 0");
        Process told = start(qemu);
        assertThat(announced(told)).as(Files.readString(qemu.said())).contains("\"console\":\"/dev/pts/0\"");
        assertThat(qemu.boards()).hasSize(1);
        ProcessHandle child = told.children().findFirst().orElseThrow();
        told.destroy();
        assertThat(told.waitFor()).isEqualTo(SIGTERM);
        assertThat(child.isAlive()).isFalse();
        assertThat(qemu.boards()).isEmpty();
        assertThat(qemu.said()).isEmptyFile();
    }

    @Test
    void one_whose_input_is_closed_ends_the_same_way() throws Exception {
        var qemu = new StandInQemu(dir, StandInQemu.NAMES_ITS_CONSOLE + "exec sleep 600", "exit 0");
        Process closed = start(qemu);
        assertThat(announced(closed)).contains("console");
        closed.getOutputStream().close();
        assertThat(closed.waitFor()).isZero();
        assertThat(qemu.boards()).isEmpty();
        assertThat(qemu.said()).isEmptyFile();
    }

    @Test
    void one_whose_qemu_ends_says_what_qemu_said_and_removes_the_folder() throws Exception {
        var qemu = new StandInQemu(dir, StandInQemu.NAMES_ITS_CONSOLE + "echo 'out of wires' >&2; exit 3", "exit 0");
        Process left = start(qemu);
        assertThat(left.waitFor()).isEqualTo(1);
        assertThat(qemu.said()).content().contains("QEMU ended with exit code 3. out of wires");
        assertThat(qemu.boards()).isEmpty();
    }

    @Test
    void one_that_cannot_be_made_leaves_no_folder() throws Exception {
        var qemu = new StandInQemu(dir, "exit 0", "echo 'disk full' >&2; exit 1");
        assertThat(start(qemu).waitFor()).isEqualTo(1);
        assertThat(qemu.said()).content().contains("disk full");
        assertThat(qemu.boards()).isEmpty();
    }
}
