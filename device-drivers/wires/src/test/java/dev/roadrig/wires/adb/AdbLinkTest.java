package dev.roadrig.wires.adb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dadb.AdbKeyPair;
import dev.roadrig.boards.adb.AdbdFault;
import dev.roadrig.boards.adb.EmulatedAndroid;
import dev.roadrig.ports.Console;
import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class AdbLinkTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration DOWN = Duration.ofMillis(100);

    @TempDir
    private static Path keys;

    private static Path key;

    @TempDir
    private Path folder;

    private final RealTicker ticker = new RealTicker("test");
    private EmulatedAndroid android;
    private AdbLink link;

    @BeforeAll
    static void makeKey() {
        key = keys.resolve("adbkey");
        AdbKeyPair.generate(key.toFile(), keys.resolve("adbkey.pub").toFile());
    }

    @BeforeEach
    void connect() throws Exception {
        String line = Files.readString(keys.resolve("adbkey.pub"));
        android = new EmulatedAndroid(
                "droid", ticker, Files.createDirectory(folder.resolve("board")), Optional.of(line), DOWN, DOWN);
        link = AdbLink.connect(target(), ticker, soon());
    }

    @AfterEach
    void stop() throws IOException {
        link.close();
        android.close();
        ticker.close();
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(LONG)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("rr-droid-")));
    }

    private AdbTarget target() {
        return new AdbTarget("droid", "127.0.0.1", android.port(), Optional.of(key));
    }

    private Deadline soon() {
        return ticker.in(LONG);
    }

    private Shell.Result run(String commandLine) throws Exception {
        return link.shell().run(commandLine, soon());
    }

    private static RunFault fault(Attempt attempt) {
        return catchThrowableOfType(RunFault.class, attempt::make);
    }

    private interface Attempt {
        void make() throws Exception;
    }

    /** Of a board that says something and goes no further; on a host too busy for that in a short time, within a longer one. */
    private RunFault onceHeard(AdbTarget target) {
        RunFault fault = fault(() -> AdbLink.connect(target, ticker, ticker.in(SHORT)));
        for (Duration within = SHORT; fault.code().equals("adb.no-answer") && within.compareTo(LONG) < 0; ) {
            within = within.multipliedBy(2);
            Deadline deadline = ticker.in(within);
            fault = fault(() -> AdbLink.connect(target, ticker, deadline));
        }
        return fault;
    }

    @Test
    void a_command_has_both_its_outputs_and_its_exit_code() throws Exception {
        assertThat(run("echo out; echo err >&2; exit 7")).isEqualTo(new Shell.Result(7, "out\n", "err\n"));
        assertThat(run("cat; echo 'a  b' $((1+1))")).isEqualTo(new Shell.Result(0, "a  b 2\n", ""));
        assertThat(run("nosuch").exitCode()).isEqualTo(127);
        assertThat(run("getprop ro.build.fingerprint").out()).contains("roadrig/rr_dashcam");
    }

    @Test
    void a_file_goes_there_and_back_with_the_same_hash() throws Exception {
        byte[] bytes = new byte[300_000];
        new Random(7).nextBytes(bytes);
        Path local = Files.write(folder.resolve("it's one"), bytes);
        link.files().put(local, "/data/local/tmp/new folder/it's one", soon());
        Path back = folder.resolve("back");
        link.files().get("/data/local/tmp/new folder/it's one", back, soon());
        assertThat(back).hasBinaryContent(bytes);
        assertThat(run("ls '/data/local/tmp/new folder'").out().strip()).isEqualTo("it's one");
    }

    @ParameterizedTest
    @CsvSource({"DAMAGES_FILES,files.damaged,is not the same", "STORAGE_FULL,adb.failed,No space left on device"})
    void a_file_that_does_not_get_there_is_an_error_and_leaves_nothing(AdbdFault what, String code, String words)
            throws Exception {
        Path local = Files.writeString(folder.resolve("f"), "some words");
        android.suffer(what);
        RunFault fault = fault(() -> link.files().put(local, "/data/local/tmp/f", soon()));
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault).hasMessageContaining(words);
        android.suffer(null);
        assertThat(run("ls /data/local/tmp").out().strip()).isEmpty();
    }

    @Test
    void a_file_that_comes_back_damaged_is_an_error_and_leaves_what_was_here() throws Exception {
        byte[] bytes = new byte[200_000];
        new Random(8).nextBytes(bytes);
        link.files().put(Files.write(folder.resolve("f"), bytes), "/data/local/tmp/f", soon());
        Path back = Files.writeString(folder.resolve("back"), "from before");
        android.suffer(AdbdFault.DAMAGES_FILES);
        RunFault fault = fault(() -> link.files().get("/data/local/tmp/f", back, soon()));
        assertThat(fault.code()).isEqualTo("files.damaged");
        assertThat(fault).hasMessageContaining("/data/local/tmp/f is not the same on droid and here");
        assertThat(back).hasContent("from before");
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".rr-part"));
        android.suffer(null);
        link.files().get("/data/local/tmp/f", back, soon());
        assertThat(back).hasBinaryContent(bytes);
    }

    @Test
    void a_file_that_is_not_there_is_an_error_with_the_boards_words() {
        RunFault fault = fault(() -> link.files().get("/data/none", folder.resolve("none"), soon()));
        assertThat(fault).hasMessageContaining("'get /data/none' failed").hasMessageContaining("No such file");
        assertThat(folder)
                .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith("none"));
    }

    @Test
    void a_command_that_does_not_end_is_ended_at_its_deadline_and_the_next_one_runs() throws Exception {
        RunFault fault = fault(() -> link.shell().run("sleep 1000", ticker.in(SHORT)));
        assertThat(fault.code()).isEqualTo("adb.no-answer");
        assertThat(fault).hasMessageStartingWith("On droid, 'sleep 1000' did not end by the deadline. ");
        assertThat(run("ps").out()).doesNotContain("sleep 1000");
        assertThat(android.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HANGS_IN_OUTPUT|adb.no-answer|did not end by the deadline",
                "CUTS_OUTPUT|adb.lost|was lost in 'echo one two'",
                "NO_EXIT_CODE|adb.failed|it ended without an exit code; its output so far: one two",
                "BAD_CHECKSUM|adb.lost|a message was damaged on its way",
                "HUGE_LENGTH|adb.lost|announced a message of 2147483647 bytes",
            })
    void what_goes_wrong_in_a_commands_output_is_one_error(AdbdFault what, String code, String words) throws Exception {
        android.suffer(what);
        RunFault fault = fault(
                () -> link.shell().run("echo one two", ticker.in(what == AdbdFault.HANGS_IN_OUTPUT ? SHORT : LONG)));
        assertThat(fault).isInstanceOf(UnknownFault.class).hasMessageContaining(words);
        assertThat(fault.code()).isEqualTo(code);
        android.suffer(null);
        link.reconnect(soon());
        assertThat(run("echo again").out()).isEqualTo("again\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OFFLINE|adb.no-answer|took the connection and said nothing, as a board does that adb lists as offline",
                "UNAUTHORIZED|adb.unauthorized|does not know the key, and waits for somebody to allow it on its screen",
                "NO_SHELL_V2|adb.no-shell-v2|so exit codes are lost",
            })
    void a_board_that_lets_nobody_in_says_why(AdbdFault what, String code, String words) {
        android.suffer(what);
        RunFault fault = what == AdbdFault.OFFLINE
                ? fault(() -> AdbLink.connect(target(), ticker, ticker.in(SHORT)))
                : onceHeard(target());
        assertThat(fault)
                .isInstanceOf(what == AdbdFault.OFFLINE ? UnknownFault.class : RigFault.class)
                .hasMessageContaining(words);
        assertThat(fault.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n", "SSH-2.0-dropbear\r\n"})
    void a_port_of_another_service_is_an_error_of_the_rig_at_once(String banner) throws IOException {
        try (var sshd = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var serving = new Thread(() -> {
                try (Socket socket = sshd.accept()) {
                    socket.getOutputStream().write(banner.getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            serving.start();
            var wrong = new AdbTarget("droid", "127.0.0.1", sshd.getLocalPort(), Optional.of(key));
            RunFault fault = fault(() -> AdbLink.connect(wrong, ticker, soon()));
            assertThat(fault).isInstanceOf(RigFault.class).hasMessageContaining("is not adb");
            assertThat(fault.code()).isEqualTo("adb.not-adb");
        }
    }

    @Test
    void another_key_is_not_let_in_and_no_key_is_an_error_of_the_rig() {
        Path other = keys.resolve("other");
        AdbKeyPair.generate(other.toFile(), keys.resolve("other.pub").toFile());
        var stranger = new AdbTarget("droid", "127.0.0.1", android.port(), Optional.of(other));
        assertThat(onceHeard(stranger).code()).isEqualTo("adb.unauthorized");
        var none = new AdbTarget("droid", "127.0.0.1", android.port(), Optional.of(keys.resolve("none")));
        assertThat(fault(() -> AdbLink.connect(none, ticker, soon())))
                .isInstanceOf(RigFault.class)
                .hasMessageContaining("can't be read");
        var keyless = new AdbTarget("droid", "127.0.0.1", android.port(), Optional.empty());
        assertThat(fault(() -> AdbLink.connect(keyless, ticker, soon()))).hasMessageContaining("asked for a key");
    }

    @Test
    void a_reboot_is_over_when_the_board_was_gone_is_back_and_has_booted() throws Exception {
        link.reboot(soon());
        assertThat(android.boots()).isEqualTo(2);
        assertThat(run("getprop sys.boot_completed").out()).isEqualTo("1\n");
        assertThat(android.open()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "IGNORES_REBOOT,2000,did not go down: it still answers",
        "STAYS_DOWN,2000,did not come back",
        "NEVER_BOOTED,3000,came back and did not say sys.boot_completed",
        "RESTARTS_ADBD,30000,came back in the same boot (boot_id boot-1): only its adbd was started anew"
    })
    void a_reboot_that_does_not_come_to_its_end_says_how_far_it_came(AdbdFault what, long millis, String words) {
        android.suffer(what);
        RunFault fault = fault(() -> link.reboot(ticker.in(Duration.ofMillis(millis))));
        assertThat(fault.code()).isEqualTo("adb.reboot");
        assertThat(fault).hasMessageContaining(words);
    }

    @Test
    void a_stale_connection_is_closed_before_another_is_made() throws Exception {
        android.suffer(AdbdFault.ONE_AT_A_TIME);
        link.reconnect(soon());
        await().atMost(LONG).until(() -> android.open() == 1);
        assertThat(android.connections()).isEqualTo(2);
        assertThat(run("echo here").out()).isEqualTo("here\n");
        RunFault kept = fault(() -> AdbLink.connect(target(), ticker, ticker.in(SHORT)));
        assertThat(kept.code()).as("a board that serves one keeps out a second").isEqualTo("adb.no-answer");
    }

    @Test
    void logcat_is_a_console_of_its_own_beside_the_shell_and_says_when_it_is_lost() throws Exception {
        var seen = new ByteArrayOutputStream();
        List<RunFault> lost = new CopyOnWriteArrayList<>();
        try (AdbLogcat logcat = link.logcat()) {
            logcat.listen(new Console.Listener() {
                @Override
                public void received(long nanos, byte[] bytes) {
                    seen.writeBytes(bytes);
                }

                @Override
                public void lost(RunFault fault) {
                    lost.add(fault);
                }
            });
            await().atMost(LONG)
                    .until(() -> seen.toString(StandardCharsets.UTF_8).contains("frame "));
            assertThat(run("echo beside").out()).isEqualTo("beside\n");
            android.reboot();
            await().atMost(LONG).until(() -> lost.size() == 1);
            assertThat(lost.get(0).code()).isEqualTo("adb.lost");
            assertThat(fault(() -> logcat.write(new byte[1], soon()))).hasMessageContaining("takes no input");
        }
        await().atMost(LONG).ignoreExceptions().until(() -> {
            link.reconnect(soon());
            return true;
        });
        AdbLogcat again = link.logcat();
        again.close();
        await().atMost(LONG).until(() -> !run("ps").out().contains("logcat"));
    }
}
