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
import java.util.List;
import java.util.Map;
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
    /** The last one takes packets; those before it, from before the drive began, are emptied. */
    private final Deque<Stretch> stretches = new ArrayDeque<>();

    private long sequence;
    private long bytesInside;
    private boolean woken;
    private volatile boolean closed;

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
        LinkProfile first = LinkProfile.constant(plan.profile().at(plan.windowStartNanos()));
        stretches.add(new Stretch(
                new LinkProfile(
                        Map.of(0L, first.at(0)), plan.profile().packets().byRate()),
                0,
                0));
        thread = new Thread(this::release, plan.threadName());
        thread.setDaemon(true);
        thread.start();
    }

    /** Ties the conditions to the timeline: the window's start lies at this moment. */
    public void start(long zeroNanos) {
        play(plan.profile(), zeroNanos, plan.windowStartNanos());
    }

    /**
     * Other conditions from a moment on. What is inside already goes as it was to go.
     *
     * @param zeroNanos on the timeline, where the conditions' {@code fromNanos} lies
     */
    public synchronized void play(LinkProfile profile, long zeroNanos, long fromNanos) {
        stretches.add(new Stretch(profile, zeroNanos, fromNanos));
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
            taking(now).arrive(now, new Waiting(flow, index, ByteBuffer.wrap(packet)));
            wake();
        }
    }

    /** The last one that has begun; the first, before any has. */
    private Stretch taking(long now) {
        Stretch taking = stretches.getFirst();
        for (Stretch stretch : stretches) {
            taking = stretch.zeroNanos <= now ? stretch : taking;
        }
        return taking;
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
        stretches.forEach(stretch -> stretch.advance(now));
        long lastBegins = stretches.getLast().zeroNanos;
        stretches.removeIf(stretch -> stretch != stretches.getLast() && stretch.over(now, lastBegins));
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
        for (Stretch stretch : stretches) {
            next = Math.min(next, stretch.nextNanos());
        }
        return next;
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

    /** A model and where its time lies on the timeline. */
    private final class Stretch implements PacketOutcome {
        private final long zeroNanos;
        private final long fromNanos;
        private final PacketWay way;
        private final Map<Long, Waiting> packets = new HashMap<>();

        Stretch(LinkProfile profile, long zeroNanos, long fromNanos) {
            this.zeroNanos = zeroNanos;
            this.fromNanos = fromNanos;
            this.way = new PacketWay(profile, plan.direction(), plan.seed(), fromNanos, this);
        }

        void arrive(long now, Waiting packet) {
            packets.put(way.nextId(), packet);
            bytesInside += packet.held();
            way.arrive(now - zeroNanos + fromNanos, packet.flow(), packet.index(), packet.bytes() + plan.headBytes());
        }

        void advance(long now) {
            if (now >= zeroNanos) {
                way.advance(now - zeroNanos + fromNanos);
            }
        }

        long nextNanos() {
            long next = way.nextNanos();
            return next == Long.MAX_VALUE ? next : next - fromNanos + zeroNanos;
        }

        /** Whether it will never do anything again: a later one takes the packets, and what it never sends is lost. */
        boolean over(long now, long laterZeroNanos) {
            if (now < laterZeroNanos) {
                return false;
            }
            if (way.nextNanos() == Long.MAX_VALUE) {
                for (long id : List.copyOf(packets.keySet())) {
                    lost(id, LossCause.QUEUE);
                }
            }
            return packets.isEmpty();
        }

        @Override
        public void released(long id, PacketRelease how) {
            Waiting packet = java.util.Objects.requireNonNull(packets.remove(id));
            due.add(new Due(how, how.atNanos() - fromNanos + zeroNanos, sequence++, packet));
        }

        @Override
        public void lost(long id, LossCause cause) {
            Waiting packet = java.util.Objects.requireNonNull(packets.remove(id));
            bytesInside -= packet.held();
            watch.lost(packet.flow(), packet.index(), cause);
        }
    }
}
