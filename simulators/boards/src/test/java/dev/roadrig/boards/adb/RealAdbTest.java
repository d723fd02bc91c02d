package dev.roadrig.boards.adb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roadrig.scenarios.time.RealTicker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The emulated adbd is one to Debian's adb too. */
@Tag("world")
class RealAdbTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(500);

    @TempDir
    private Path folder;

    @Test
    void debians_adb_connects_runs_commands_moves_files_and_sees_a_reboot() throws Exception {
        assumeTrue(RealAdb.isHere(), "there is no /usr/bin/adb; Debian's package adb has it");
        try (var ticker = new RealTicker("droid");
                var adb = new RealAdb(Files.createDirectory(folder.resolve("home")));
                var android = new EmulatedAndroid(
                        "droid",
                        ticker,
                        Files.createDirectory(folder.resolve("board")),
                        Optional.of(adb.publicKey()),
                        SHORT,
                        SHORT)) {
            String serial = "127.0.0.1:" + android.port();
            assertThat(adb.run("connect", serial).out()).contains("connected to " + serial);
            assertThat(adb.run("devices", "-l").out()).contains(" device product:rr_dashcam model:Emulated device:rr");
            assertThat(adb.run("-s", serial, "shell", "echo out; echo err >&2; exit 7"))
                    .isEqualTo(new RealAdb.Outcome(7, "out\n", "err\n"));
            moves(adb, serial);
            reboots(adb, serial, android);
        }
    }

    private void moves(RealAdb adb, String serial) throws Exception {
        byte[] bytes = new byte[200_000];
        new Random(7).nextBytes(bytes);
        Path local = Files.write(folder.resolve("bytes"), bytes);
        Path back = folder.resolve("back");
        assertThat(adb.run("-s", serial, "push", local.toString(), "/data/local/tmp/bytes")
                        .out())
                .contains("1 file pushed");
        assertThat(adb.run("-s", serial, "pull", "/data/local/tmp/bytes", back.toString())
                        .out())
                .contains("1 file pulled");
        assertThat(back).hasBinaryContent(bytes);
        assertThat(adb.run("-s", serial, "pull", "/data/none", back.toString()).exit())
                .isNotZero();
    }

    /** As a real host has it: the server keeps the dead connection, and has to be told to drop it. */
    private static void reboots(RealAdb adb, String serial, EmulatedAndroid android) throws Exception {
        assertThat(adb.run("-s", serial, "reboot").exit()).isZero();
        await().atMost(LONG).until(() -> android.boots() == 2);
        assertThat(adb.run("disconnect", serial).out()).contains("disconnected");
        await().atMost(LONG)
                .until(() -> adb.run("connect", serial).out().contains("connected to ")
                        && adb.run("-s", serial, "shell", "getprop sys.boot_completed")
                                .out()
                                .equals("1\n"));
    }

    @Test
    void a_key_that_the_board_does_not_know_is_unauthorized_to_debians_adb() throws Exception {
        assumeTrue(RealAdb.isHere(), "there is no /usr/bin/adb; Debian's package adb has it");
        try (var ticker = new RealTicker("droid");
                var adb = new RealAdb(Files.createDirectory(folder.resolve("home")));
                var android = new EmulatedAndroid(
                        "droid",
                        ticker,
                        Files.createDirectory(folder.resolve("board")),
                        Optional.empty(),
                        SHORT,
                        SHORT)) {
            android.suffer(AdbdFault.UNAUTHORIZED);
            assertThat(adb.publicKey()).isNotEmpty();
            String serial = "127.0.0.1:" + android.port();
            String said = adb.run("connect", serial).out();
            assertThat(said).contains("failed to authenticate");
            assertThat(adb.run("devices").out()).contains(serial + "\tunauthorized");
        }
    }
}
