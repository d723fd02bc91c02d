package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.fault.BadInput;
import java.io.Closeable;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The times of a sensor of KITTI raw, walked beside its files: line n, from 0, is of the file whose name is the number n. */
final class KittiStamps implements Closeable {
    static final String FILE = "timestamps.txt";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSSSS", Locale.ROOT);

    private final TextLines lines;
    private long last = -1;

    KittiStamps(Path sensor) {
        lines = TextLines.open(sensor.resolve(FILE));
    }

    /**
     * The time of the next file, UTC nanoseconds; later than that of the file before.
     *
     * @param dropped counts times whose file is not there
     */
    long of(Path file, Tally dropped) {
        String name = Pictures.stem(file);
        if (!name.matches("\\d{1,10}")) {
            throw new BadInput(file + " should be named by its number, such as 0000000000.");
        }
        long number = Long.parseLong(name);
        while (lines.line() <= number) {
            if (!lines.next() || lines.text().isBlank()) {
                throw lines.bad("there is no time for " + file.getFileName());
            }
            if (lines.line() <= number) {
                dropped.add("times whose file is not there", lines.line());
            }
        }
        long stamp = nanos();
        if (stamp <= last) {
            throw lines.bad(lines.text(), "is not later than the time before");
        }
        last = stamp;
        return stamp;
    }

    private long nanos() {
        try {
            Instant time = LocalDateTime.parse(lines.text().strip(), STAMP).toInstant(ZoneOffset.UTC);
            long seconds = time.getEpochSecond();
            int nanos = time.getNano();
            if (seconds >= 0 && seconds < 8_000_000_000L) {
                return seconds * Stamps.NANOS + nanos;
            }
        } catch (DateTimeException e) {
            throw lines.bad(lines.text(), "is no time such as 2011-09-26 13:02:25.964389445");
        }
        throw lines.bad(lines.text(), "is not between 1970 and 2200");
    }

    @Override
    public void close() {
        lines.close();
    }
}
