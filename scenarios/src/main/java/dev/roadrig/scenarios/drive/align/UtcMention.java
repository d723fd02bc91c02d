package dev.roadrig.scenarios.drive.align;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A moment in UTC that a line of a log names: {@code 2018-07-27T06:04:03 UTC} as the kernel's rtc core writes when it sets
 * the clock, any date of ISO 8601 that says it is UTC, or the kernel's {@code audit(1532671443.123:45)}.
 *
 * @param quantumNanos to what it is cut: a second, or as many digits as there are
 * @param own whether it is surely the time of the line: any other date may be that of a certificate
 */
record UtcMention(long utcNanos, long quantumNanos, boolean own) {
    private static final long SECOND = 1_000_000_000L;
    private static final long LATEST_SECONDS = 8_000_000_000L;
    private static final Pattern AUDIT = Pattern.compile("\\baudit\\((\\d{9,10})\\.(\\d{3}):\\d+\\)");
    private static final String CLOCK_SET = "setting system clock to";
    private static final Pattern DATE = Pattern.compile(
            "\\b(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}:\\d{2})(?:[.,](\\d{1,9}))?(?: ?UTC\\b|Z\\b|\\+00:?00)");

    static Optional<UtcMention> in(String text) {
        Matcher audit = AUDIT.matcher(text);
        if (audit.find()) {
            long seconds = Long.parseLong(audit.group(1));
            return seconds > LATEST_SECONDS
                    ? Optional.empty()
                    : Optional.of(new UtcMention(
                            seconds * SECOND + Long.parseLong(audit.group(2)) * 1_000_000, 1_000_000, true));
        }
        Matcher date = DATE.matcher(text);
        if (!date.find()) {
            return Optional.empty();
        }
        try {
            long seconds =
                    LocalDateTime.parse(date.group(1) + "T" + date.group(2)).toEpochSecond(ZoneOffset.UTC);
            String part = date.group(3) == null ? "" : date.group(3);
            long quantum = SECOND;
            long nanos = 0;
            for (int i = 0; i < part.length(); i++) {
                quantum /= 10;
                nanos += (part.charAt(i) - '0') * quantum;
            }
            return seconds < 0 || seconds > LATEST_SECONDS
                    ? Optional.empty()
                    : Optional.of(new UtcMention(seconds * SECOND + nanos, quantum, text.contains(CLOCK_SET)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
