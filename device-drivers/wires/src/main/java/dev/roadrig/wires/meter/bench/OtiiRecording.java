package dev.roadrig.wires.meter.bench;

import dev.roadrig.scenarios.json.JsonValue;
import dev.roadrig.wires.meter.MeanBlocks;
import dev.roadrig.wires.meter.MeterFeed;
import dev.roadrig.wires.meter.SampleClock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The samples of one recording as they are asked for, piece by piece. */
final class OtiiRecording {
    private final MeterFeed feed;
    private final String rail;
    private @Nullable JsonValue id;
    private @Nullable MeanBlocks blocks;
    private @Nullable SampleClock clock;
    private long index;
    private double expectedSeconds;

    OtiiRecording(MeterFeed feed, String rail) {
        this.feed = feed;
        this.rail = rail;
    }

    void begin(JsonValue recording) {
        id = recording;
    }

    Optional<JsonValue> id() {
        return Optional.ofNullable(id);
    }

    /** The index of the first sample that was not taken yet. */
    long next() {
        return index;
    }

    /**
     * @param seconds of the first value since the recording began
     * @param interval between two, in seconds
     * @param watts NaN for none
     */
    void take(long nanos, double seconds, double interval, List<Double> watts) {
        if (watts.isEmpty()) {
            return;
        }
        if (!(interval > 0) || !Double.isFinite(seconds)) {
            feed.refused(1, "answers without a time");
            return;
        }
        long sampleNanos = Math.round(interval * 1e9);
        MeanBlocks into = blocks;
        SampleClock held = clock;
        if (into == null || held == null) {
            held = new SampleClock(sampleNanos, SampleClock.NEVER);
            into = new MeanBlocks(feed, rail, held, sampleNanos);
            blocks = into;
            clock = held;
            expectedSeconds = seconds;
            held.coming(nanos, watts.size());
        }
        long missing = Math.round((seconds - expectedSeconds) / interval);
        if (missing < 0) {
            feed.refused(1, "answers with samples that had come before");
            return;
        }
        if (missing * interval > MeanBlocks.LONGEST_GAP_SECONDS) {
            feed.refused(1, "answers whose time leaps");
            return;
        }
        if (missing > 0) {
            into.miss(missing, "samples missing by their times");
        }
        watts.forEach(into::take);
        index += watts.size();
        expectedSeconds = seconds + watts.size() * interval;
        long unused = held.arrived(nanos);
    }
}
