package dev.roadrig.wires.tool.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.roadrig.boards.adb.EmulatedAndroid;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.adb.AdbLink;
import dev.roadrig.wires.adb.AdbTarget;
import dev.roadrig.wires.ssh.LoopbackSshd;
import dev.roadrig.wires.ssh.SshLink;
import dev.roadrig.wires.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tool whose board goes away under it, and one that nobody may run. */
@SuppressWarnings("NullAway.Init")
class ToolFaultsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final RealTicker ticker = new RealTicker("test");

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        ticker.close();
    }

    private Path program(String script) throws IOException {
        Path program = Files.writeString(folder.resolve("trtexec"), "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    private static Invocation invocation(String program) {
        return Invocation.of(Tool.TRTEXEC, Optional.of(program), List.of());
    }

    @Test
    void a_board_that_is_unplugged_under_it_is_the_rigs_fault_at_once() throws Exception {
        Path begun = folder.resolve("begun");
        String program = program("echo $$ >" + begun + "; sleep 50").toString();
        try (var sshd = new LoopbackSshd(LoopbackSshd.newKey());
                SshLink link = SshLink.connect(sshd.target(), ticker, ticker.in(LONG))) {
            var cutter = new Thread(() -> {
                await().atMost(LONG).until(() -> Files.exists(begun));
                try {
                    sshd.cutAll();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            cutter.start();
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> ToolOnBoard.run(link.shell(), invocation(program), ticker, LONG))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("ssh.lost"));
            cutter.join();
        }
    }

    @Test
    void a_board_that_boots_anew_under_it_is_lost_at_once() throws Exception {
        Path board = Files.createDirectories(folder.resolve("board"));
        Files.copy(program("reboot; sleep 50"), board.resolve("trtexec"));
        assertThat(board.resolve("trtexec").toFile().setExecutable(true)).isTrue();
        try (var android = new EmulatedAndroid("droid", ticker, board, Optional.empty(), Duration.ZERO, Duration.ZERO);
                AdbLink link = AdbLink.connect(
                        new AdbTarget("droid", "127.0.0.1", android.port(), Optional.empty()),
                        ticker,
                        ticker.in(LONG))) {
            assertThatExceptionOfType(UnknownFault.class)
                    .isThrownBy(() -> ToolOnBoard.run(link.shell(), invocation("/trtexec"), ticker, LONG))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("adb.lost"));
        }
    }

    /** Not even root runs what nobody may. */
    @Test
    void a_program_that_nobody_may_run_is_not_said_to_be_missing() throws Exception {
        Path program = program("echo never");
        assertThat(program.toFile().setExecutable(false)).isTrue();
        ToolOnBoard ran = ToolOnBoard.run(new HostShell(folder), invocation(program.toString()), ticker, LONG);
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> ran.read("kept.txt"))
                .withMessageStartingWith(
                        "The program " + program + " on the board may not be run (exit code 126). Say");
    }
}
