package dev.roadrig.scenarios.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How much later than asked the kernel may end a thread's waits, so as to end several at once: 50 us on Linux, which a
 * thread that paces others does not want. Each thread has its own (proc(5), {@code /proc/TID/timerslack_ns}).
 */
public final class TimerSlack {
    /** Named {@code PID/task/TID}; there is no timerslack_ns behind it, but there is one behind {@code /proc/TID}. */
    private static final Path THREAD = Path.of("/proc/thread-self");

    private TimerSlack() {}

    /** Asks for the least slack, 1 ns, for the calling thread; where the kernel has none to give, nothing changes. */
    public static void least() {
        try {
            Files.writeString(file(), "1");
        } catch (IOException | SecurityException e) {
            // Waits end as they always did: later by some 50 us.
        }
    }

    /** The calling thread's slack in nanoseconds; empty where the kernel does not say. */
    public static OptionalLong nanos() {
        try {
            return OptionalLong.of(Long.parseLong(Files.readString(file()).strip()));
        } catch (IOException | SecurityException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static Path file() throws IOException {
        Path thread = Files.readSymbolicLink(THREAD);
        return Path.of("/proc", String.valueOf(thread.getFileName()), "timerslack_ns");
    }
}
