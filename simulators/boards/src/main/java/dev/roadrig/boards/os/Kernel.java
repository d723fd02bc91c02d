package dev.roadrig.boards.os;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The kernel's log: a ring that {@code dmesg} shows, and a console that sees what is below the console's level, in the
 * middle of whatever is being printed.
 */
public final class Kernel {
    public static final int EMERGENCY = 0;
    public static final int ERROR = 3;
    public static final int NOTICE = 5;
    public static final int DEFAULT_CONSOLE_LEVEL = 7;

    private static final int MOST_LINES = 1000;

    private final SystemClock clock;
    private final Consumer<byte[]> console;
    private final Deque<String> ring = new ArrayDeque<>();
    private int consoleLevel = DEFAULT_CONSOLE_LEVEL;

    /**
     * @param console prints ahead of everything queued
     */
    public Kernel(SystemClock clock, Consumer<byte[]> console) {
        this.clock = clock;
        this.console = console;
    }

    /** Logs a line with the seconds since power-on, as {@code [    1.234567] text}. */
    public synchronized void print(int level, String text) {
        String line = String.format(Locale.ROOT, "[%12.6f] %s", clock.uptimeSeconds(), text);
        ring.addLast(line);
        if (ring.size() > MOST_LINES) {
            ring.removeFirst();
        }
        if (level < consoleLevel) {
            console.accept((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Lines below this level reach the console: {@code dmesg -n 1} leaves emergencies only. */
    public synchronized void consoleLevel(int level) {
        consoleLevel = Math.max(1, Math.min(8, level));
    }

    /** As {@code /proc/sys/kernel/printk} shows it: console, default, least and boot-time level. */
    public synchronized String printk() {
        return consoleLevel + "\t4\t1\t7\n";
    }

    /** Everything in the ring. */
    public synchronized String dmesg() {
        return ring.isEmpty() ? "" : String.join("\n", ring) + "\n";
    }
}
