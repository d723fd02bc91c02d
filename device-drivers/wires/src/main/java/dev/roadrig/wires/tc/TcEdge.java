package dev.roadrig.wires.tc;

import dev.roadrig.scenarios.scenario.LinkProfile;
import java.time.Duration;

/**
 * When a state of the conditions came to hold on the board: at some moment between the command's start here and its
 * answer, for the board's clock is not asked.
 *
 * @param step what was asked, and when on the drive
 * @param dueNanos when, on the timeline
 * @param sentNanos when the command began to be sent
 * @param answeredNanos when the board had answered
 */
public record TcEdge(LinkProfile.Step step, long dueNanos, long sentNanos, long answeredNanos) {
    /** The edge is no later than this after it was due, and never before. */
    public Duration within() {
        return Duration.ofNanos(Math.max(0, answeredNanos - dueNanos));
    }
}
