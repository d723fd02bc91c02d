package dev.roadrig.scenarios.drive.formats;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the head of a Vector ASC file says of the lines under it: their base, their stamps, and when they begin. */
final class AscHeader {
    static final Pattern DATE = Pattern.compile("date (.+)", Pattern.CASE_INSENSITIVE);
    static final Pattern BASE =
            Pattern.compile("base +(hex|dec) +timestamps +(absolute|relative)\\s*", Pattern.CASE_INSENSITIVE);
    static final Pattern BEGIN = Pattern.compile("Begin Triggerblock *(.*)", Pattern.CASE_INSENSITIVE);

    private static final Pattern WRITTEN = Pattern.compile(
            "\\S+ (\\S{3,9}) +(\\d{1,2}) (\\d{1,2}):(\\d{2}):(\\d{2})(\\.\\d{1,9})?( [ap]m)? (\\d{4})\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final int HALF_DAY = 12;
    /** As English and German Windows write them, in whose language CANoe writes its dates. */
    private static final List<String> MONTHS =
            List.of("jan feb mar,mär,mrz apr may,mai jun jul aug sep oct,okt nov dec,dez".split(" "));

    private AscHeader() {}

    /** A date without a zone, read as UTC, nanoseconds since 1970; empty where it is in no known form. */
    static OptionalLong utcNanos(String date) {
        Matcher written = WRITTEN.matcher(date);
        if (!written.matches()) {
            return OptionalLong.empty();
        }
        int month = month(written.group(1));
        int hour = Integer.parseInt(written.group(3));
        if (written.group(7) != null) {
            boolean afternoon =
                    written.group(7).strip().toLowerCase(Locale.ROOT).equals("pm");
            hour = hour % HALF_DAY + (afternoon ? HALF_DAY : 0);
        }
        try {
            long seconds = LocalDateTime.of(
                            Integer.parseInt(written.group(8)),
                            month,
                            Integer.parseInt(written.group(2)),
                            hour,
                            Integer.parseInt(written.group(4)),
                            Integer.parseInt(written.group(5)))
                    .toEpochSecond(ZoneOffset.UTC);
            String part = written.group(6) == null ? "0" : "0" + written.group(6);
            boolean inRange = seconds >= 0 && seconds < 8_000_000_000L;
            return inRange
                    ? OptionalLong.of(
                            seconds * Stamps.NANOS + Stamps.nanos(part).orElse(0))
                    : OptionalLong.empty();
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    private static int month(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (int i = 0; i < MONTHS.size(); i++) {
            if (List.of(MONTHS.get(i).split(",")).stream().anyMatch(lower::startsWith)) {
                return i + 1;
            }
        }
        return 0;
    }
}
