package dev.roadrig.harness.replay;

import dev.roadrig.scenarios.drive.RecordedMessages.Channel;
import java.util.List;

/**
 * What became of a recording that was played.
 *
 * @param channels each with its account
 * @param late over all channels
 * @param driftPpm slope of lateness over time, NaN where it has none
 * @param playedNanos from the begin to the last message that was sent
 * @param end how it ended
 */
public record ReplaySummary(List<Row> channels, Lateness late, double driftPpm, long playedNanos, End end) {
    public ReplaySummary {
        channels = List.copyOf(channels);
    }

    /**
     * A channel's account: recorded is sent, dropped, filtered and not reached together, always.
     *
     * @param recorded in the file, times passes
     * @param dropped by the topic's policy, since the consumer was late
     * @param filtered of a topic that was not asked for, or outside the window
     * @param notReached the replay ended before, or the consumer failed on it
     */
    public record Row(
            Channel channel, long recorded, long sent, long dropped, long filtered, long notReached, Lateness late) {}

    /**
     * How a replay ended.
     *
     * @param text why it ended early, in words; empty where it did not
     */
    public record End(Way way, String text) {}

    /** Ways to end. */
    public enum Way {
        /** Every message was played, dropped or filtered. */
        COMPLETE,
        /** Somebody ended it. */
        STOPPED,
        /** The consumer failed, or went away. */
        CONSUMER_FAILED,
        /** The recording can no longer be read, or has nothing in the window. */
        RECORDING_FAILED,
        /** The log cannot be written. */
        LOG_FAILED,
        /** It goes on. */
        UNFINISHED
    }
}
