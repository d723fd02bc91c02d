package dev.roadrig.wires.meter.bench;

import dev.roadrig.wires.meter.MeanBlocks;
import dev.roadrig.wires.meter.MeterFeed;
import dev.roadrig.wires.meter.MeterPort;
import dev.roadrig.wires.meter.SampleClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Currents in a power shield's binary form, from its bytes to means in the feed. What stands between two time stamps is
 * believed when the later one is here and says that there are as many samples as it is milliseconds. Else the stamp after it
 * decides whether it was that stamp or samples that were wrong, and then all is a gap from the last stamp that was believed:
 * where samples are missing cannot be told, and bytes that slipped look like currents.
 */
final class ShieldStream implements MeterPort.Taker, ShieldBytes.Listener {
    /** One source takes it for the mark that the shield's buffer ran over; as a time it is 24 days. */
    private static final long TOP_BIT = 1L << 31;

    private final MeterFeed feed;
    private final double volts;
    private final ShieldStamps stamps;
    private final SampleClock clock;
    private final MeanBlocks blocks;
    private final ShieldBytes bytes = new ShieldBytes(this);
    private final List<Block> closed = new ArrayList<>();
    private final double[] held;
    private long since;
    private boolean damaged;
    private int strange;
    private long stamped;
    private boolean over;
    /** Published when everything that came is in the feed. */
    private volatile long passed;

    private volatile boolean passedAll;

    /** What two stamps enclose: all of the watts, or so many samples that are none. */
    private static final class Block {
        final double[] watts;
        final long lost;

        Block(double[] watts, long lost) {
            this.watts = watts;
            this.lost = lost;
        }

        long samples() {
            return watts.length + lost;
        }
    }

    ShieldStream(MeterFeed feed, String rail, double volts, int samplesPerSecond) {
        this.feed = feed;
        this.volts = volts;
        stamps = new ShieldStamps(samplesPerSecond, 1);
        held = new double[samplesPerSecond];
        long sampleNanos = 1_000_000_000L / samplesPerSecond;
        clock = new SampleClock(sampleNanos, SampleClock.NEVER);
        blocks = new MeanBlocks(feed, rail, clock, sampleNanos);
    }

    /** Up to how many time stamps what stood between them is in the feed, for any thread. */
    long passed() {
        return passed;
    }

    /** Whether no more can come, for any thread. */
    boolean over() {
        return passedAll;
    }

    @Override
    public synchronized void take(long nanos, byte[] more) {
        if (over) {
            return;
        }
        bytes.take(more);
        if (!closed.isEmpty()) {
            clock.coming(nanos, closed.stream().mapToLong(Block::samples).sum());
            closed.forEach(this::pass);
            closed.clear();
            long unused = clock.arrived(nanos);
        }
        passed = stamped;
        passedAll = over;
    }

    private void pass(Block block) {
        for (double watts : block.watts) {
            blocks.take(watts);
        }
        if (block.lost > 0) {
            blocks.miss(block.lost, "samples between time stamps that do not enclose as many as their times say");
        }
    }

    @Override
    public void sample(double amperes) {
        if (since < held.length) {
            held[(int) since] = amperes * volts;
        }
        since++;
    }

    @Override
    public void slipped() {
        feed.refused(1, "bytes that belong to no sample");
        damaged = true;
    }

    @Override
    public void stamp(long millis) {
        if (over) {
            return;
        }
        if (millis >= TOP_BIT) {
            feed.refused(1, "time stamps with their top bit set, which can mean that its buffer ran over");
            damaged = true;
            return;
        }
        switch (stamps.next(millis, damaged ? -1 : since)) {
            case FIRST, LEAPS -> begin();
            case GOES_ON -> {
                boolean whole = !damaged && since == stamps.expected();
                if (whole && strange > 0) {
                    feed.refused(strange, "time stamps that do not go on from the one before");
                }
                closed.add(
                        whole && since <= held.length
                                ? new Block(Arrays.copyOf(held, (int) since), 0)
                                : new Block(new double[0], stamps.expected()));
                begin();
            }
            case STRANGE -> strange++;
            case RESTARTED -> finish("restarted", stamps.restarted());
        }
    }

    private void begin() {
        since = 0;
        strange = 0;
        damaged = false;
        stamped++;
    }

    @Override
    public void said(int kind, String text) {
        switch (kind) {
            case ShieldBytes.INFORMATION -> {
                // Nothing is wrong.
            }
            case ShieldBytes.ERROR ->
                finish(
                        "failed",
                        "it told an error: " + (text.isEmpty() ? "without a word" : text) + ". See UM2269 for it.");
            case ShieldBytes.OVERCURRENT ->
                finish(
                        "overcurrent",
                        "the board drew more than it can measure, and it ended its acquisition. Measure this board with"
                                + " another instrument, or look for a short circuit.");
            case ShieldBytes.END ->
                finish("ended", "it ended its acquisition by itself. Check that nobody presses its keys.");
            default ->
                finish(
                        "strange",
                        "it sent a word of kind %02X, which is not known here. Measure in its decimal form: take `rate`"
                                        .formatted(kind)
                                + " out of the rack's `lpm01a`.");
        }
    }

    private void finish(String code, String why) {
        if (!over) {
            over = true;
            feed.lose(code, why);
        }
    }
}
