package dev.roadrig.boards.link.packet;

import dev.roadrig.boards.link.Exit;
import dev.roadrig.boards.link.LinkRates;
import dev.roadrig.boards.link.Since;
import dev.roadrig.scenarios.link.PacketEvent;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.time.Ticker;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries packets through a {@link PacketWay} in real time and lets each go at its time, never early. At most
 * {@value #MOST_BYTES} bytes are on their way; what would exceed them is dropped as {@link LossCause#MEMORY}.
 */
public final class LinkCarrier implements PacketCarrier {
    private static final int MOST_BYTES = 64 * 1024 * 1024;

    private final CarrierPlan plan;
    private final Ticker ticker;
    private final Outlet outlet;
    private final CarrierWatch watch;
    private final Departures departures;
    private final FlowIndexes indexes = new FlowIndexes();
    private final PriorityQueue<DuePacket> due = new PriorityQueue<>();
    private final Map<Long, CarriedPacket> inside = new HashMap<>();
    private final PacketWay way;
    /** Conditions to come, in the order of their times. */
    private final Deque<Change> changes = new ArrayDeque<>();
    /** Those that hold. */
    private LinkProfile profile;
    /** Where the conditions' time lies on the timeline. */
    private long shiftNanos;
    /** Since when these conditions have held, in their time. */
    private long fromNanos;

    /** On the timeline, when a packet came last. */
    private long arrivedNanos;
    /** False before the drive begins, of which nothing is counted. */
    private boolean begun;

    private long doneNanos;

    private long sequence;
    private long bytesInside;

    /** Conditions from a moment of the timeline on, which is a moment of their own time. */
    private record Change(LinkProfile profile, Optional<LinkRates> shared, long zeroNanos, long fromNanos) {}

    /** Opens a carrier; the conditions of the window's first moment hold until {@link #start}. */
    public LinkCarrier(CarrierPlan plan, Ticker ticker, Outlet outlet, CarrierWatch watch) {
        this.plan = plan;
        this.ticker = ticker;
        this.outlet = outlet;
        this.watch = watch;
        profile = LinkProfile.constant(plan.profile().at(plan.windowStartNanos()))
                .queued(plan.profile().packets().byRate());
        Consumer<PacketEvent> log = watch.traces() ? event -> watch.traced(plan.direction(), event) : TraceLink.NO_LOG;
        way = new PacketWay(profile, plan.direction(), plan.seed(), 0, new Fates(), log);
        departures = new Departures(plan.threadName(), ticker, this::letGo);
        departures.start();
    }

    /** Ties the conditions to the timeline: the window's start lies at this moment. */
    public void start(long zeroNanos) {
        change(new Change(plan.profile(), plan.shared(), zeroNanos, plan.windowStartNanos()));
    }

    /**
     * Other conditions from a moment on, and instead of those that were to begin later. What is in the queue keeps its place.
     *
     * @param zeroNanos on the timeline, where the conditions' {@code fromNanos} lies
     */
    public void play(LinkProfile profile, long zeroNanos, long fromNanos) {
        change(new Change(profile, Optional.empty(), zeroNanos, fromNanos));
    }

    private synchronized void change(Change change) {
        changes.removeIf(later -> later.zeroNanos() >= change.zeroNanos());
        changes.add(change);
        departures.plan(dueNanos());
    }

    @Override
    public void carry(long flow, byte[] packet, long waitedNanos) {
        if (take(flow, packet, waitedNanos)) {
            departures.doNow();
        }
    }

    /** Whether something is to be let go now. */
    private boolean take(long flow, byte[] packet, long waitedNanos) {
        long cameNanos = ticker.nanos();
        synchronized (this) {
            long index = indexes.next(flow);
            if (departures.isClosed()) {
                return false;
            }
            long now = ticker.nanos();
            advance(now);
            var carried = new CarriedPacket(
                    flow, index, ByteBuffer.wrap(packet), begun, waitedNanos + Math.max(0, now - cameNanos));
            if (bytesInside + carried.held() > MOST_BYTES) {
                full(carried, now - shiftNanos);
                return false;
            }
            inside.put(way.nextId(), carried);
            bytesInside += carried.held();
            arrivedNanos = now;
            if (begun) {
                watch.offered(since(now - shiftNanos), bits(carried));
            }
            way.arrive(now - shiftNanos, flow, index, packet.length + plan.headBytes());
            return departures.planNow(dueNanos());
        }
    }

    private void full(CarriedPacket packet, long atNanos) {
        watch.lost(packet.flow(), packet.index(), LossCause.MEMORY);
        if (packet.ofDrive()) {
            watch.offered(since(atNanos), bits(packet));
            watch.lost(since(atNanos), LossCause.MEMORY);
        }
    }

    /** Does what is due by a moment, under the conditions of each moment until then. */
    private void advance(long now) {
        for (Change next = changes.peek(); next != null && next.zeroNanos() <= now; next = changes.peek()) {
            changes.remove();
            long at = Math.max(next.zeroNanos(), doneNanos);
            long shift = next.zeroNanos() - next.fromNanos();
            way.change(next.profile(), next.shared(), at - shiftNanos, at - shift);
            profile = next.profile();
            shiftNanos = shift;
            fromNanos = next.fromNanos();
            begun = true;
        }
        way.advance(now - shiftNanos);
        doneNanos = now;
    }

    /** Lets go what is due. */
    private void letGo() {
        for (DuePacket next = next(); next != null && !departures.isClosed(); next = next()) {
            outlet.deliver(next.packet().flow(), next.turned());
            if (next.how().twice()) {
                outlet.deliver(next.packet().flow(), next.turned());
            }
            long now = ticker.nanos();
            long late = now - next.atNanos() + next.packet().waitedNanos();
            watch.released(next.packet().bytes(), next.how().busyNanos(), late);
            if (next.packet().ofDrive()) {
                watch.left(next.asked().leaving(now));
            }
        }
    }

    private synchronized @Nullable DuePacket next() {
        long now = ticker.nanos();
        advance(now);
        DuePacket first = due.peek();
        if (first == null || first.atNanos() > now) {
            departures.plan(dueNanos());
            return null;
        }
        due.remove();
        bytesInside -= first.packet().held();
        return first;
    }

    private synchronized long dueNanos() {
        long next = due.isEmpty() ? Long.MAX_VALUE : due.peek().atNanos();
        long sends = way.nextNanos();
        next = sends == Long.MAX_VALUE ? next : Math.min(next, sends + shiftNanos);
        Change change = changes.peek();
        return change == null ? next : Math.min(next, change.zeroNanos());
    }

    @Override
    public void close() {
        departures.close();
    }

    /** On the timeline, since when the conditions of a moment of theirs hold. */
    private Since since(long conditionsNanos) {
        return new Since(plan.direction(), Math.max(fromNanos, profile.since(conditionsNanos)) + shiftNanos);
    }

    private long bits(CarriedPacket packet) {
        return 8L * (packet.bytes() + plan.headBytes());
    }

    private final class Fates implements PacketOutcome {
        @Override
        public void released(long id, PacketRelease how) {
            CarriedPacket packet = Objects.requireNonNull(inside.remove(id));
            var asked = new Exit(
                    since(how.sentNanos()),
                    packet.bytes(),
                    bits(packet),
                    how.sentNanos() + shiftNanos,
                    how.busyNanos(),
                    how.queued(),
                    false,
                    how.atNanos() + shiftNanos,
                    0,
                    packet.waitedNanos());
            due.add(new DuePacket(asked, how, sequence++, packet));
        }

        @Override
        public void lost(long id, LossCause cause) {
            CarriedPacket packet = Objects.requireNonNull(inside.remove(id));
            bytesInside -= packet.held();
            watch.lost(packet.flow(), packet.index(), cause);
            if (packet.ofDrive()) {
                watch.lost(since(arrivedNanos - shiftNanos), cause);
            }
        }
    }
}
