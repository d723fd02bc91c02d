package dev.roadrig.wires.tc;

import dev.roadrig.scenarios.scenario.LinkProfile;
import java.time.Duration;
import java.util.List;

/**
 * When a state of the conditions came to hold on the board: at some moment between the command's start here and its
 * answer, for the board's clock is not asked. An outage holds from there on: nothing more leaves. When it ends, what it
 * held back may wait a little longer, until the queue is asked again.
 *
 * @param step what was asked, and when on the drive
 * @param dueNanos when, on the timeline
 * @param sentNanos when the command began to be sent
 * @param answeredNanos when the board had answered
 * @param lag how long after the answer what was held back may still wait; zero unless an outage ends
 * @param stated what tc was told, a command a line, as {@code tc -batch} reads it; empty where nothing had to change
 */
public record TcEdge(
        LinkProfile.Step step, long dueNanos, long sentNanos, long answeredNanos, Duration lag, List<String> stated) {
    public TcEdge {
        stated = List.copyOf(stated);
    }

    /** An edge with which no outage ends. */
    public TcEdge(LinkProfile.Step step, long dueNanos, long sentNanos, long answeredNanos, List<String> stated) {
        this(step, dueNanos, sentNanos, answeredNanos, Duration.ZERO, stated);
    }

    /** The edge is no later than this after it was due, and never before. */
    public Duration within() {
        return Duration.ofNanos(Math.max(0, answeredNanos - dueNanos)).plus(lag);
    }
}
