package dev.roadrig.wires.meter.ppk2;

import dev.roadrig.wires.meter.MeterFeed;
import dev.roadrig.wires.meter.MeterPort;
import java.util.List;

/** The samples of a kit, from its bytes to means in the feed: a mean with a missing sample in it is a gap. */
final class Ppk2Stream implements MeterPort.Taker, Ppk2Sync.Listener {
    static final long SAMPLE_NANOS = 10_000;

    private final Ppk2Modifiers modifiers;
    private final Ppk2Setting setting;
    private final MeterFeed feed;
    private final SampleClock clock = new SampleClock(SAMPLE_NANOS, Ppk2Word.COUNTS);
    private final Ppk2Sync sync = new Ppk2Sync(this);
    private final SpikeFilter filter = new SpikeFilter();
    private final int blockSamples;
    private double sum;
    private int inBlock;
    private boolean torn;

    Ppk2Stream(Ppk2Modifiers modifiers, Ppk2Setting setting, MeterFeed feed) {
        this.modifiers = modifiers;
        this.setting = setting;
        this.feed = feed;
        blockSamples = (int) Math.max(1, feed.setting().period().toNanos() / SAMPLE_NANOS);
    }

    @Override
    public synchronized void take(long nanos, byte[] bytes) {
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
        sum += setting.spikeFilter() ? filter.filter(word.range(), amperes) : amperes;
        feed.taken(1);
        step();
    }

    @Override
    public void missed(int samples) {
        feed.lost(samples, "samples missing by the counter");
        for (int i = 0; i < samples; i++) {
            torn = true;
            step();
        }
    }

    @Override
    public void slipped(int bytes) {
        feed.refused(1, "bytes that belong to no sample");
        torn = true;
    }

    private void step() {
        clock.count(1);
        if (++inBlock == blockSamples) {
            double watts = torn ? Double.NaN : sum / blockSamples * setting.volts();
            feed.sweep(
                    clock.nanos(), blockSamples * SAMPLE_NANOS, List.of(MeterFeed.watts(setting.rail(), watts)));
            inBlock = 0;
            sum = 0;
            torn = false;
        }
    }
}
