package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.drive.v1.LinkSample;
import java.util.Set;

/**
 * Rows of a link's {@code cellular.csv}: {@code down_kbps} and {@code up_kbps} (1000 bit/s; 0 is an outage), and where
 * they are known {@code state}, {@code rsrp_dbm}, {@code rtt_ms}, {@code jitter_ms} and {@code loss} (0 to 1).
 */
public final class LinkRows {
    /** The columns that are used. */
    public static final Set<String> COLUMNS =
            Set.of("t_ns", "state", "rsrp_dbm", "down_kbps", "up_kbps", "rtt_ms", "jitter_ms", "loss");

    private static final int KILO = 3;
    private static final int MILLIS_TO_NANOS = 6;

    private LinkRows() {}

    /** What a row says; {@code t_ns} is the caller's to read. */
    public static LinkSample sample(CsvRow row) {
        var sample = LinkSample.newBuilder()
                .setState(row.has("state") ? row.text("state") : "")
                .setUpBitsPerSecond(row.scaled("up_kbps", KILO, "bits a second"))
                .setDownBitsPerSecond(row.scaled("down_kbps", KILO, "bits a second"))
                .setLoss(row.has("loss") ? row.number("loss", 0, 1) : 0);
        if (row.has("rtt_ms")) {
            sample.setRoundTripNanos(row.scaled("rtt_ms", MILLIS_TO_NANOS, "nanoseconds"));
        }
        if (row.has("jitter_ms")) {
            sample.setJitterNanos(row.scaled("jitter_ms", MILLIS_TO_NANOS, "nanoseconds"));
        }
        if (row.has("rsrp_dbm")) {
            sample.setRsrpDbm(row.number("rsrp_dbm", -1e3, 1e3));
        }
        return sample.build();
    }
}
