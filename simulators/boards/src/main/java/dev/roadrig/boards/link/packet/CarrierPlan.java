package dev.roadrig.boards.link.packet;

import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.scenario.LinkProfile;

/**
 * What a carrier plays.
 *
 * @param threadName of its thread
 * @param profile the conditions over the drive
 * @param windowStartNanos where the played window begins, since the drive's start
 * @param headBytes that the rate counts for each packet beside those that it is given
 */
public record CarrierPlan(
        String threadName, LinkProfile profile, Direction direction, long seed, long windowStartNanos, int headBytes) {}
