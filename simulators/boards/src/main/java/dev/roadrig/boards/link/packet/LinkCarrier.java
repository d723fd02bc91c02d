package dev.roadrig.boards.link.packet;

import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.ThreadEnd;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.scenarios.time.TimerSlack;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Carries packets through a {@link PacketWay} in real time: one thread lets each go at its time, never early. At most
 * {@value #MOST_BYTES} bytes are on their way; what would exceed them is dropped, and counted so.
 */
public final class LinkCarrier implements PacketCarrier {
    private static final int MOST_BYTES = 64 * 1024 * 1024;
    /** What a packet takes beside its bytes, about. */
    private static final int PACKET_BYTES = 256;

    private static final int MOST_FLOWS = 65_536;

    private final CarrierPlan plan;
    private final Ticker ticker;
    private final Outlet outlet;
    private final CarrierWatch watch;
    private final Thread thread;
    private final Map<Long, Long> indexes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > MOST_FLOWS;
        }
    };
    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private final Map<Long, Waiting> inside = new HashMap<>();
    private final PacketWay way;
    /** Conditions to come, in the order of their times. */
    private final Deque<Change> changes = new ArrayDeque<>();
    /** Where the conditions' time lies on the timeline. */
    private long shiftNanos;

    private long doneNanos;

    private long sequence;
    private long bytesInside;
    private boolean woken;
    private volatile boolean closed;

    /** Conditions from a moment of the timeline on, which is a moment of their own time. */
    private record Change(LinkProfile profile, long zeroNanos, long fromNanos) {}

    /** A packet that waits to be let go. */
    private record Due(PacketRelease how, long atNanos, long order, Waiting packet) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** A packet that is inside. */
    private record Waiting(long flow, long index, ByteBuffer packet) {
        int bytes() {
            return packet.remaining();
        }

        /** What it takes of memory, about. */
        int held() {
            return packet.remaining() + PACKET_BYTES;
        }
    }

    /** Opens a carrier; the conditions of the window's first moment hold until {@link #start}. */
    public LinkCarrier(CarrierPlan plan, Ticker ticker, Outlet outlet, CarrierWatch watch) {
        this.plan = plan;
        this.ticker = ticker;
        this.outlet = outlet;
        this.watch = watch;
        LinkProfile first = LinkProfile.constant(plan.profile().at(plan.windowStartNanos()))
                .queued(plan.profile().packets().byRate());
        way = new PacketWay(first, plan.direction(), plan.seed(), 0, new Fates());
        thread = new Thread(this::release, plan.threadName());
        thread.setDaemon(true);
        thread.start();
    }

    /** Ties the conditions to the timeline: the window's start lies at this moment. */
    public void start(long zeroNanos) {
        play(plan.profile(), zeroNanos, plan.windowStartNanos());
    }

    /**
     * Other conditions from a moment on, and instead of those that were to begin later. What is in the queue keeps its place.
     *
     * @param zeroNanos on the timeline, where the conditions' {@code fromNanos} lies
     */
    public synchronized void play(LinkProfile profile, long zeroNanos, long fromNanos) {
        changes.removeIf(later -> later.zeroNanos() >= zeroNanos);
        changes.add(new Change(profile, zeroNanos, fromNanos));
        wake();
    }

    @Override
    public void carry(long flow, byte[] packet) {
        synchronized (this) {
            long index = indexes.merge(flow, 0L, (before, zero) -> before + 1);
            if (closed) {
                return;
            }
            if (bytesInside + packet.length + PACKET_BYTES > MOST_BYTES) {
                watch.lost(flow, index, LossCause.QUEUE);
                return;
            }
            long now = ticker.nanos();
            advance(now);
            var waiting = new Waiting(flow, index, ByteBuffer.wrap(packet));
            inside.put(way.nextId(), waiting);
            bytesInside += waiting.held();
            way.arrive(now - shiftNanos, flow, index, packet.length + plan.headBytes());
            wake();
        }
    }

    /** Does what is due by a moment, under the conditions of each moment until then. */
    private void advance(long now) {
        for (Change next = changes.peek(); next != null && next.zeroNanos() <= now; next = changes.peek()) {
            changes.remove();
            long at = Math.max(next.zeroNanos(), doneNanos);
            long shift = next.zeroNanos() - next.fromNanos();
            way.change(next.profile(), at - shiftNanos, at - shift);
            shiftNanos = shift;
        }
        way.advance(now - shiftNanos);
        doneNanos = now;
    }

    private void wake() {
        woken = true;
        ticker.signal();
    }

    private synchronized boolean isWoken() {
        return woken || closed;
    }

    private void release() {
        TimerSlack.least();
        try {
            while (!closed) {
                Due next = next();
                if (next != null) {
                    outlet.deliver(next.packet().flow(), turned(next));
                    if (next.how().twice()) {
                        outlet.deliver(next.packet().flow(), turned(next));
                    }
                    watch.released(next.packet().bytes(), next.how().busyNanos(), ticker.nanos() - next.atNanos());
                    continue;
                }
                ticker.awaitClosely(this::isWoken, new Deadline(dueNanos()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Due next() {
        woken = false;
        long now = ticker.nanos();
        advance(now);
        Due first = due.peek();
        if (first == null || first.atNanos() > now) {
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

    private static byte[] turned(Due next) {
        byte[] packet = next.packet().packet().array().clone();
        long bit = next.how().turnedBit();
        if (bit >= 0 && packet.length > 0) {
            packet[(int) (bit / 8 % packet.length)] ^= (byte) (1 << (bit % 8));
        }
        return packet;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            wake();
        }
        ThreadEnd.await(thread);
    }

    private final class Fates implements PacketOutcome {
        @Override
        public void released(long id, PacketRelease how) {
            Waiting packet = Objects.requireNonNull(inside.remove(id));
            due.add(new Due(how, how.atNanos() + shiftNanos, sequence++, packet));
        }

        @Override
        public void lost(long id, LossCause cause) {
            Waiting packet = Objects.requireNonNull(inside.remove(id));
            bytesInside -= packet.held();
            watch.lost(packet.flow(), packet.index(), cause);
        }
    }
}
