package dev.roadrig.wires.files;

import java.time.Duration;

/**
 * How fast a console is.
 *
 * @param bytesPerSecond one way; a tenth of the baud rate, less where characters are typed with a delay
 */
public record ConsoleRate(double bytesPerSecond) {
    /** Base64 and the words around it. */
    private static final double GROWTH = 1.6;

    private static final double LINE_BYTES = 500;
    private static final double LINE_SECONDS = 0.03;
    private static final Duration SHELL = Duration.ofSeconds(3);
    private static final double LONGEST_LINE = 8192;

    public ConsoleRate {
        if (!(bytesPerSecond >= 1)) {
            throw new IllegalArgumentException("a console takes at least a byte a second, not " + bytesPerSecond);
        }
    }

    /**
     * @param baud 8N1: ten bits a byte
     * @param typedBytes at a time
     * @param delay after each of these
     */
    public static ConsoleRate of(int baud, int typedBytes, Duration delay) {
        double secondsPerByte = 10.0 / baud + delay.toNanos() / 1e9 / typedBytes;
        return new ConsoleRate(Math.max(1, 1 / secondsPerByte));
    }

    /** About how long a file takes. */
    Duration timeFor(long bytes) {
        double seconds = bytes * GROWTH / bytesPerSecond + bytes / LINE_BYTES * LINE_SECONDS;
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** By when a line's answer has come, or never will. */
    Duration answersWithin() {
        return SHELL.plus(Duration.ofMillis(Math.round(LONGEST_LINE / bytesPerSecond * 1000)));
    }
}
