package dev.roadrig.boards.link.packet;

import dev.roadrig.boards.link.Exit;
import dev.roadrig.boards.link.Since;
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
    private final PriorityQueue<DuePacket> due = new PriorityQueue<>();
    /** The last one takes packets; those before it, from before the drive began, are emptied. */
    private final Deque<Stretch> stretches = new ArrayDeque<>();

    private long sequence;
    private long bytesInside;
    private boolean woken;
    private volatile boolean closed;

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
                0,
                false));
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
        stretches.add(new Stretch(profile, zeroNanos, fromNanos, true));
        wake();
    }

    @Override
    public void carry(long flow, byte[] packet) {
        synchronized (this) {
            long index = indexes.merge(flow, 0L, (before, zero) -> before + 1);
            if (closed) {
                return;
            }
            if (bytesInside + packet.length + CarriedPacket.HEAD_BYTES > MOST_BYTES) {
                watch.lost(flow, index, LossCause.QUEUE);
                return;
            }
            long now = ticker.nanos();
            taking(now).arrive(now, new CarriedPacket(flow, index, ByteBuffer.wrap(packet)));
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
                DuePacket next = next();
                if (next != null) {
                    outlet.deliver(next.packet().flow(), next.turned());
                    if (next.how().twice()) {
                        outlet.deliver(next.packet().flow(), next.turned());
                    }
                    long now = ticker.nanos();
                    watch.released(next.packet().bytes(), next.how().busyNanos(), now - next.atNanos());
                    if (next.ofDrive()) {
                        watch.left(next.asked().leaving(now));
                    }
                    continue;
                }
                ticker.awaitClosely(this::isWoken, new Deadline(dueNanos()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable DuePacket next() {
        woken = false;
        long now = ticker.nanos();
        stretches.forEach(stretch -> stretch.advance(now));
        long lastBegins = stretches.getLast().zeroNanos;
        stretches.removeIf(stretch -> stretch != stretches.getLast() && stretch.over(now, lastBegins));
        DuePacket first = due.peek();
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
        /** False before the drive begins, of which nothing is counted. */
        private final boolean ofDrive;

        private final long zeroNanos;
        private final long fromNanos;
        private final LinkProfile profile;
        private final PacketWay way;
        private final Map<Long, CarriedPacket> packets = new HashMap<>();
        private long arrivedNanos;

        Stretch(LinkProfile profile, long zeroNanos, long fromNanos, boolean ofDrive) {
            this.ofDrive = ofDrive;
            this.zeroNanos = zeroNanos;
            this.fromNanos = fromNanos;
            this.profile = profile;
            this.way = new PacketWay(
                    profile, plan.direction(), plan.seed(), fromNanos, this, e -> watch.traced(plan.direction(), e));
        }

        /** On the timeline, since when the conditions of a moment of the drive hold. */
        private Since since(long driveNanos) {
            return new Since(plan.direction(), profile.since(driveNanos) - fromNanos + zeroNanos);
        }

        void arrive(long now, CarriedPacket packet) {
            packets.put(way.nextId(), packet);
            bytesInside += packet.held();
            arrivedNanos = now - zeroNanos + fromNanos;
            if (ofDrive) {
                watch.offered(since(arrivedNanos), 8L * (packet.bytes() + plan.headBytes()));
            }
            way.arrive(arrivedNanos, packet.flow(), packet.index(), packet.bytes() + plan.headBytes());
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
            CarriedPacket packet = java.util.Objects.requireNonNull(packets.remove(id));
            long shift = zeroNanos - fromNanos;
            var asked = new Exit(
                    since(how.sentNanos()),
                    packet.bytes(),
                    8L * (packet.bytes() + plan.headBytes()),
                    how.sentNanos() + shift,
                    how.busyNanos(),
                    how.queued(),
                    false,
                    how.atNanos() + shift,
                    0);
            due.add(new DuePacket(asked, how, sequence++, packet, ofDrive));
        }

        @Override
        public void lost(long id, LossCause cause) {
            CarriedPacket packet = java.util.Objects.requireNonNull(packets.remove(id));
            bytesInside -= packet.held();
            watch.lost(packet.flow(), packet.index(), cause);
            if (ofDrive) {
                watch.lost(since(arrivedNanos), cause);
            }
        }
    }
}
