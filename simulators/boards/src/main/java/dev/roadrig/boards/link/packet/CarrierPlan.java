package dev.roadrig.boards.link.packet;

import dev.roadrig.boards.link.LinkRates;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.scenario.LinkProfile;
import java.util.Optional;

/**
 * What a carrier plays.
 *
 * @param threadName of its thread
 * @param profile the conditions over the drive
 * @param windowStartNanos where the played window begins, since the drive's start
 * @param headBytes that the rate counts for each packet beside those that it is given
 * @param shared the profile's rates, where others share them; empty where they are this carrier's alone
 */
public record CarrierPlan(
        String threadName,
        LinkProfile profile,
        Direction direction,
        long seed,
        long windowStartNanos,
        int headBytes,
        Optional<LinkRates> shared) {
    /** At rates of its own. */
    public CarrierPlan(
            String threadName,
            LinkProfile profile,
            Direction direction,
            long seed,
            long windowStartNanos,
            int headBytes) {
        this(threadName, profile, direction, seed, windowStartNanos, headBytes, Optional.empty());
    }
}
