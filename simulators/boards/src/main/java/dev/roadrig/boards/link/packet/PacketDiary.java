package dev.roadrig.boards.link.packet;

import dev.roadrig.boards.link.CarriedLedger;
import dev.roadrig.boards.link.LinkLedger;
import dev.roadrig.boards.link.Pending;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.record.AskedLink;
import dev.roadrig.scenarios.record.Sink;
import dev.roadrig.scenarios.record.v1.LinkCarried;
import dev.roadrig.scenarios.record.v1.LinkFlow;
import dev.roadrig.scenarios.record.v1.LinkLoss;
import dev.roadrig.scenarios.record.v1.LinkPackets;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.time.Ticker;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The part of a link of packets in a run's record: what is asked of the link at each step of the drive, what it did in every
 * second, which packets chance took and which conversation has which number.
 */
public final class PacketDiary implements AutoCloseable {
    /** So many flows and so many losses are written one by one; all are counted. */
    static final long MOST_WRITTEN = 20_000;

    private static final long WINDOW_NANOS = 1_000_000_000L;

    private final Ticker ticker;
    private final Sink sink;
    private final Supplier<PacketTally> tally;
    private final Consumer<PacketTally> watcher;
    private final boolean alone;
    private final LinkLedger ledger = new LinkLedger();
    private final CarriedLedger carried = new CarriedLedger(false, Set.of());
    private final PacketCount up = new PacketCount(Direction.UP, ledger, carried, this::dropped);
    private final PacketCount down = new PacketCount(Direction.DOWN, ledger, carried, this::dropped);
    private final AtomicLong written = new AtomicLong();
    private final Pending pending;
    private PacketTally before = new PacketTally(0, 0, 0, 0, 0, 0, 0, 0);
    private long lastNanos;
    private Optional<LinkProfile> shaped = Optional.empty();
    private boolean inDrive;
    private boolean closed;

    /**
     * @param tally asked once a second
     * @param watcher told every tally
     */
    public PacketDiary(Ticker ticker, Sink sink, Supplier<PacketTally> tally, Consumer<PacketTally> watcher) {
        this(ticker, sink, tally, watcher, true);
    }

    /** @param alone false where a relay of streams beside it tells what is asked, and its own part of what is achieved */
    PacketDiary(Ticker ticker, Sink sink, Supplier<PacketTally> tally, Consumer<PacketTally> watcher, boolean alone) {
        this.alone = alone;
        this.ticker = ticker;
        this.sink = sink;
        this.tally = tally;
        this.watcher = watcher;
        this.pending = new Pending(ticker);
        lastNanos = ticker.nanos();
    }

    /** Where packet traces are logged; before {@link #watch} is of use to a carrier. */
    public void log(TraceLogs logs) {
        up.log(logs);
        down.log(logs);
    }

    /** What a carrier of one direction is to tell. */
    public CarrierWatch watch(Direction direction) {
        return direction == Direction.UP ? up : down;
    }

    /** A conversation got its number. */
    public void flow(long number, String words) {
        write(LinkFlow.newBuilder().setFlow(number).setWords(words).build());
    }

    private void dropped(Direction direction, long flow, long packet) {
        write(LinkLoss.newBuilder()
                .setFlow(flow)
                .setUp(direction == Direction.UP)
                .setPacket(packet)
                .build());
    }

    private void write(com.google.protobuf.Message message) {
        if (written.incrementAndGet() <= MOST_WRITTEN) {
            sink.write(ticker.nanos(), message);
        }
    }

    /**
     * The drive begins: what came until then is one window.
     *
     * @param profile empty where nothing is asked of the link
     * @param fromNanos where in the drive the window begins
     * @param zeroNanos where that is on the timeline
     */
    public void start(Optional<LinkProfile> profile, long fromNanos, long zeroNanos) {
        synchronized (this) {
            shaped = profile;
        }
        profile.filter(asked -> alone).ifPresent(asked -> {
            for (LinkProfile.Step step : asked.from(fromNanos).steps()) {
                long at = zeroNanos + step.driveOffsetNanos();
                pending.at(
                        at, () -> sink.write(at, AskedLink.message(fromNanos + step.driveOffsetNanos(), step.state())));
            }
        });
        pending.at(zeroNanos, () -> tally(zeroNanos));
    }

    private void tally(long atNanos) {
        take();
        pending.at(atNanos + WINDOW_NANOS, () -> tally(atNanos + WINDOW_NANOS));
    }

    /** What was counted until now, which on a busy host is later than the second's end. */
    private synchronized void take() {
        long at = Math.max(lastNanos, ticker.nanos());
        PacketTally now = tally.get();
        long window = at - lastNanos;
        sink.write(
                at,
                LinkPackets.newBuilder()
                        .setWindowNs(window)
                        .setUp(up.take(now))
                        .setDown(down.take(now))
                        .setStrangers(now.strangers() - before.strangers())
                        .setRefused(now.refused() - before.refused())
                        .setBlockedIpv6(now.blockedIpv6() - before.blockedIpv6())
                        .setOverrun(now.overrun() - before.overrun())
                        .build());
        if (inDrive) {
            shaped.ifPresent(profile -> carried(profile, at, window));
        }
        inDrive = true;
        before = now;
        lastNanos = at;
        watcher.accept(now);
    }

    private void carried(LinkProfile profile, long at, long window) {
        if (alone) {
            sink.write(at, ledger.take(window));
        }
        for (LinkCarried part : carried.take(window)) {
            var trace = part.getUp()
                    ? profile.packets().upTrace()
                    : profile.packets().downTrace();
            sink.write(at, part.toBuilder().setByTrace(trace.isPresent()).build());
        }
    }

    /** How many packets were lost so far because the carriers' memory was full, which nobody asked for. */
    public long outOfMemory() {
        return up.outOfMemory() + down.outOfMemory();
    }

    /** Writes the last window and nothing more. */
    @Override
    public void close() {
        pending.close();
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        take();
        written.set(MOST_WRITTEN);
    }
}
