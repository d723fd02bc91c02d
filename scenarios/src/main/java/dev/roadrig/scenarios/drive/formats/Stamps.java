package dev.roadrig.scenarios.drive.formats;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Moments as logs write them, and the clock of recordings that have none. */
final class Stamps {
    /** 2020-01-01T00:00:00Z, where the clock of a recording begins that has no date: synthetic, and told. */
    static final long SYNTHETIC_UTC_NANOS = 1_577_836_800_000_000_000L;

    static final String SYNTHETIC = "laid from 2020-01-01T00:00:00Z on";
    static final long NANOS = 1_000_000_000L;

    private static final Pattern SECONDS = Pattern.compile("\\d{1,10}(\\.\\d{1,12})?");
    private static final long LATEST_SECONDS = 9_000_000_000L;

    private Stamps() {}

    /** Decimal seconds as nanoseconds, what is finer cut off; empty where it is none, or after the year 2255. */
    static OptionalLong nanos(String seconds) {
        if (!SECONDS.matcher(seconds).matches()) {
            return OptionalLong.empty();
        }
        var value = new BigDecimal(seconds);
        if (value.compareTo(BigDecimal.valueOf(LATEST_SECONDS)) > 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                value.movePointRight(9).setScale(0, RoundingMode.DOWN).longValueExact());
    }
}
