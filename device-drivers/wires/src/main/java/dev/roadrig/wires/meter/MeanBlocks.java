package dev.roadrig.wires.meter;

import java.util.List;

/** Makes means of an instrument's samples for the record: one with a missing sample in it is a gap. */
public final class MeanBlocks {
    /** A meter is silent long before; a time of its own that leaps further is none, and would be as many samples. */
    public static final long LONGEST_GAP_SECONDS = 60;

    private final MeterFeed feed;
    private final String rail;
    private final SampleClock clock;
    private final int blockSamples;
    private final long blockNanos;
    private double sum;
    private int inBlock;
    private boolean torn;

    /**
     * @param clock counted on by these blocks alone
     * @param sampleNanos between two samples
     */
    public MeanBlocks(MeterFeed feed, String rail, SampleClock clock, long sampleNanos) {
        this.feed = feed;
        this.rail = rail;
        this.clock = clock;
        blockSamples = (int) Math.max(1, feed.setting().period().toNanos() / sampleNanos);
        blockNanos = blockSamples * sampleNanos;
    }

    /** One sample's power; NaN is none. */
    public void take(double watts) {
        if (Double.isFinite(watts)) {
            feed.taken(1);
            sum += watts;
        } else {
            feed.lost(1, "samples that are no number");
            torn = true;
        }
        step();
    }

    /** Samples that are known to have been, and did not come. */
    public void miss(long samples, String why) {
        feed.lost(samples, why);
        for (long i = 0; i < samples; i++) {
            torn = true;
            step();
        }
    }

    /** Something is wrong with what is in the block that is being made. */
    public void spoil() {
        torn = true;
    }

    private void step() {
        clock.count(1);
        if (++inBlock == blockSamples) {
            double watts = torn ? Double.NaN : sum / blockSamples;
            feed.sweep(clock.nanos(), blockNanos, List.of(MeterFeed.watts(rail, watts)));
            inBlock = 0;
            sum = 0;
            torn = false;
        }
    }
}
