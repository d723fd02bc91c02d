package dev.roadrig.harness.replay;

import dev.roadrig.scenarios.drive.RecordedMessages.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What became of every message, channel by channel. May be read while the replay goes on. */
final class Account {
    private final List<Channel> channels;
    private final int passes;
    private final long[] sent;
    private final long[] dropped;
    private final long[] filtered;
    private final Map<Integer, Histogram> late = new HashMap<>();
    private final Histogram allLate = Lateness.histogram();
    private final Drift drift = new Drift();
    private long lastNanos;

    Account(List<Channel> channels, int passes) {
        this.channels = channels;
        this.passes = passes;
        sent = new long[channels.size()];
        dropped = new long[channels.size()];
        filtered = new long[channels.size()];
    }

    /** A message that the consumer has taken and that had no time of its own. */
    synchronized void sent(int channel, long sentNanos) {
        sent[channel]++;
        lastNanos = sentNanos;
    }

    /** A message that the consumer has taken; times since the replay began. */
    synchronized void sent(int channel, long dueNanos, long sentNanos) {
        sent(channel, sentNanos);
        long by = Math.max(0, sentNanos - dueNanos);
        late.computeIfAbsent(channel, number -> Lateness.histogram()).recordValue(by);
        allLate.recordValue(by);
        drift.add(dueNanos, by);
    }

    synchronized void dropped(int channel) {
        dropped[channel]++;
    }

    synchronized void filtered(int channel, long messages) {
        filtered[channel] += messages;
    }

    synchronized ReplaySummary summary(ReplaySummary.End end) {
        List<ReplaySummary.Row> rows = new ArrayList<>();
        for (Channel channel : channels) {
            int i = channel.number();
            long recorded = channel.seen().messages() * passes;
            rows.add(new ReplaySummary.Row(
                    channel,
                    recorded,
                    sent[i],
                    dropped[i],
                    filtered[i],
                    recorded - sent[i] - dropped[i] - filtered[i],
                    Lateness.of(late.getOrDefault(i, Lateness.histogram()))));
        }
        return new ReplaySummary(rows, Lateness.of(allLate), drift.ppm(), lastNanos, end);
    }
}
