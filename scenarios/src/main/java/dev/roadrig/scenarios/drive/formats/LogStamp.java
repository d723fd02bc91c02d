package dev.roadrig.scenarios.drive.formats;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before the text of a log's line: the kernel's {@code <6>[  812.400123][    T1] } (printk, seconds since boot,
 * level and caller where they are shown), or a date {@code 2018-08-02T16:14:48.299Z }.
 *
 * @param nanos since boot, or UTC since 1970
 * @param monotonic whether it counts from the boot
 * @param level of syslog, 0 (emergency) to 7 (debug); -1 where it is not shown
 * @param text the rest of the line
 */
record LogStamp(long nanos, boolean monotonic, int level, String text) {
    private static final Pattern SINCE_BOOT =
            Pattern.compile("(?:<(\\d{1,3})>)?\\[ {0,8}(\\d{1,8}\\.\\d{3,9})](?:\\[ *[TC]\\d+])? ?(.*)");
    private static final Pattern DATED = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}:\\d{2})(?:[.,](\\d{1,9}))?(Z|[+-]\\d{2}:?\\d{2})? ?(.*)");
    private static final int LEVELS = 8;

    /** Of a line; empty where it has no stamp of either form. */
    static Optional<LogStamp> of(String line) {
        Matcher boot = SINCE_BOOT.matcher(line);
        if (boot.matches()) {
            int level = boot.group(1) == null ? -1 : Integer.parseInt(boot.group(1)) % LEVELS;
            OptionalLong nanos = Stamps.nanos(boot.group(2));
            return nanos.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new LogStamp(nanos.getAsLong(), true, level, boot.group(3)));
        }
        Matcher dated = DATED.matcher(line);
        return dated.matches() ? dated(dated) : Optional.empty();
    }

    private static Optional<LogStamp> dated(Matcher dated) {
        try {
            String zone = dated.group(4) == null ? "Z" : dated.group(4);
            long seconds =
                    LocalDateTime.parse(dated.group(1) + "T" + dated.group(2)).toEpochSecond(ZoneOffset.of(zone));
            String part = dated.group(3) == null ? "0" : "0." + dated.group(3);
            return seconds < 0 || seconds > 8_000_000_000L
                    ? Optional.empty()
                    : Optional.of(new LogStamp(
                            seconds * Stamps.NANOS + Stamps.nanos(part).orElse(0), false, -1, dated.group(5)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
