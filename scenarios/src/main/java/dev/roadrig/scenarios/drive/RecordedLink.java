package dev.roadrig.scenarios.drive;

import java.time.Duration;
import java.util.Optional;

/**
 * What a drive's link was from a moment on, until the next state.
 *
 * @param utcNanos since 1970, on the clock of the drive's frames
 * @param state as the modem names it, such as lte
 * @param upBitsPerSecond 0 is an outage
 * @param downBitsPerSecond 0 is an outage
 * @param roundTrip empty where the last known value holds on
 * @param jitter empty where the last known value holds on
 * @param loss share of packets, 0 to 1
 */
public record RecordedLink(
        long utcNanos,
        String state,
        long upBitsPerSecond,
        long downBitsPerSecond,
        Optional<Duration> roundTrip,
        Optional<Duration> jitter,
        double loss) {

    /** Throws {@link IllegalArgumentException} for what no link is. */
    public RecordedLink {
        boolean times = roundTrip.filter(Duration::isNegative).isEmpty()
                && jitter.filter(Duration::isNegative).isEmpty();
        if (upBitsPerSecond < 0 || downBitsPerSecond < 0 || !times || !(loss >= 0 && loss <= 1)) {
            throw new IllegalArgumentException(
                    "rates and times of a link are 0 or more, and its loss is between 0 and 1");
        }
    }
}
