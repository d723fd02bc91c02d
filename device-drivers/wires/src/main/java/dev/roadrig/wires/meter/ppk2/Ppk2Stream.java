package dev.roadrig.wires.meter.ppk2;

import dev.roadrig.wires.meter.MeanBlocks;
import dev.roadrig.wires.meter.MeterFeed;
import dev.roadrig.wires.meter.MeterPort;
import dev.roadrig.wires.meter.SampleClock;

/** The samples of a kit, from its bytes to means in the feed. */
final class Ppk2Stream implements MeterPort.Taker, Ppk2Sync.Listener {
    static final long SAMPLE_NANOS = 10_000;

    private final Ppk2Modifiers modifiers;
    private final Ppk2Setting setting;
    private final MeterFeed feed;
    private final SampleClock clock = new SampleClock(SAMPLE_NANOS, Ppk2Word.COUNTS);
    private final Ppk2Sync sync = new Ppk2Sync(this);
    private final SpikeFilter filter = new SpikeFilter();
    private final MeanBlocks blocks;

    Ppk2Stream(Ppk2Modifiers modifiers, Ppk2Setting setting, MeterFeed feed) {
        this.modifiers = modifiers;
        this.setting = setting;
        this.feed = feed;
        blocks = new MeanBlocks(feed, setting.rail(), clock, SAMPLE_NANOS);
    }

    @Override
    public synchronized void take(long nanos, byte[] bytes) {
        clock.coming(nanos, bytes.length / Ppk2Word.BYTES);
        sync.take(bytes);
        long silently = clock.arrived(nanos);
        if (silently > 0) {
            feed.lost(silently, silently + " samples missing by wall time that the counter did not miss");
            feed.gap(clock.suspectNanos(), clock.nanos(), setting.rail());
        }
    }

    @Override
    public void sample(Ppk2Word word) {
        double amperes = modifiers.amperes(word, setting.volts());
        double taken = setting.spikeFilter() ? filter.filter(word.range(), amperes) : amperes;
        blocks.take(taken * setting.volts());
    }

    @Override
    public void missed(int samples) {
        blocks.miss(samples, "samples missing by the counter");
    }

    @Override
    public void slipped(int bytes) {
        feed.refused(1, "bytes that belong to no sample");
        blocks.spoil();
    }
}
