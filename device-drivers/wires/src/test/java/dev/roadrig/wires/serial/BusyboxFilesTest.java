package dev.roadrig.wires.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roadrig.boards.pty.Pty;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.console.BootDeadlines;
import dev.roadrig.wires.console.BootWatch;
import dev.roadrig.wires.console.ConsoleLogin;
import dev.roadrig.wires.console.ConsoleShell;
import dev.roadrig.wires.files.ConsoleFiles;
import dev.roadrig.wires.files.ConsoleRate;
import dev.roadrig.wires.files.TransferProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files over a console to a shell that is not ours, busybox's, which edits its line itself and asks for the cursor. */
@Tag("world")
class BusyboxFilesTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    /** Either way; a lost quote leaves busybox in a line that goes on. */
    private static final int ONE_BYTE_LOST_IN = 4000;

    private static final Path BUSYBOX = Path.of("/bin/busybox");

    @TempDir
    private Path folder;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, Integer.getInteger("roadrig.busybox.seeds", 1));
    }

    /** Each lost byte costs three seconds; -Droadrig.busybox.seeds=20 tries as many cables. */
    @ParameterizedTest
    @MethodSource("seeds")
    void a_file_goes_to_busybox_and_back_over_a_cable_that_loses_bytes(int seed) throws Exception {
        assumeTrue(Files.isExecutable(BUSYBOX), () -> BUSYBOX + " is not here (apt-get install busybox)");
        byte[] bytes = new byte[3000];
        new Random(4).nextBytes(bytes);
        Path local = Files.write(folder.resolve("local"), bytes);
        try (var ticker = new RealTicker("test");
                Pty pty = Pty.open()) {
            Process busybox = shell(pty);
            var port = new BoardEndPort(pty, seed, ONE_BYTE_LOST_IN);
            try (var console = SerialConsole.open(folder.resolve("b").toString(), 115_200, port, ticker, "b")) {
                var watch = new BootWatch("b", ticker, BootDeadlines.USUAL);
                console.listen(watch);
                var login = new ConsoleLogin("root", null, Duration.ofSeconds(1), ConsoleLogin.Typing.AT_ONCE);
                var shell = new ConsoleShell(console, watch, login, ticker);
                shell.login(ticker.in(LONG));
                var files = new ConsoleFiles(shell, new ConsoleRate(50_000), TransferProgress.SILENT, ticker);
                String there = folder.resolve("board/a file").toString();
                files.put(local, there, ticker.in(LONG));
                assertThat(Path.of(there)).hasBinaryContent(bytes);
                files.get(there, folder.resolve("back"), ticker.in(LONG));
                assertThat(folder.resolve("back")).hasBinaryContent(bytes);
            } finally {
                busybox.descendants().forEach(ProcessHandle::destroyForcibly);
                busybox.destroyForcibly();
            }
        }
    }

    /** It must not silence this host's own kernel, as it would a board's. */
    private Process shell(Pty pty) throws Exception {
        Path rc = Files.writeString(
                folder.resolve("rc"),
                "dmesg() { :; }\ncat() { [ \"$1\" = /proc/sys/kernel/printk ] && echo 1 4 1 7 || busybox cat \"$@\"; }\nPS1='# '\n");
        var builder = new ProcessBuilder(BUSYBOX.toString(), "sh", "-i");
        builder.environment().put("ENV", rc.toString());
        builder.environment().put("TERM", "vt100");
        return builder.redirectErrorStream(true)
                .redirectInput(Path.of(pty.path()).toFile())
                .redirectOutput(Path.of(pty.path()).toFile())
                .start();
    }
}
