package dev.roadrig.boards.os;

import dev.roadrig.boards.soc.Crystal;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A board's operating system without a board: a shell over a folder, for tests. */
final class ShellBench implements AutoCloseable {
    final RealTicker ticker = new RealTicker("bench");
    final BoardFiles files;
    final Kernel kernel;
    final BoardSystem system;
    final Shell shell;
    final ByteArrayOutputStream console = new ByteArrayOutputStream();
    final AtomicInteger reboots = new AtomicInteger();

    /** What a command did. */
    record Outcome(int status, String out, String err) {}

    ShellBench(Path folder) throws IOException, InterruptedException {
        files = new BoardFiles(folder);
        files.write("/root/.profile", "");
        files.write("/tmp/.keep", "");
        var clock = new SystemClock(ticker, new Crystal(5_000_000_000L, 100), "boot-1", Duration.ofSeconds(12));
        kernel = new Kernel(clock, console::writeBytes);
        var power = new BoardSystem.Power() {
            @Override
            public void reboot() {
                reboots.incrementAndGet();
            }

            @Override
            public void off() {
                reboots.addAndGet(100);
            }
        };
        system = new BoardSystem("bench", files, clock, kernel, power, Map.of());
        files.live("/proc/sys/kernel/printk", kernel::printk);
        BoardProcess process = system.processes().start("-sh", 1, Thread.currentThread());
        shell = new Shell(system, process);
    }

    Outcome run(String line) throws IOException, InterruptedException {
        return run(line, "");
    }

    Outcome run(String line, String input) throws IOException, InterruptedException {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = shell.runToExit(
                line, new Stdio(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, err));
        return new Outcome(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    String out(String line) throws IOException, InterruptedException {
        return run(line).out();
    }

    @Override
    public void close() throws IOException {
        // Its shell runs in the test's own thread, which must not be joined.
        system.processes().end(shell.process(), 0);
        system.close();
        ticker.close();
    }
}
