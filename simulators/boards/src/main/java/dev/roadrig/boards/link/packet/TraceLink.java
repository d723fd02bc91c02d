package dev.roadrig.boards.link.packet;

import dev.roadrig.boards.link.packet.PacketQueue.Packet;
import dev.roadrig.scenarios.link.PacketEvent;
import dev.roadrig.scenarios.link.PacketTrace;
import dev.roadrig.scenarios.link.QueuePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a link that delivers at the chances of a packet trace, exactly as mahimahi's mm-link does (its {@code
 * src/frontend/link_queue.cc}, ICNP 2014 and later): a chance carries so many bytes, of several packets or of a part of
 * one; what of it finds nothing waiting is lost. A packet that comes in a chance's own millisecond is too late for it.
 *
 * <p>A pure model in whole milliseconds: no clock, no threads. What happens is told in the order in which mm-link logs it.
 */
public final class TraceLink {
    /** What mm-link lets a chance carry: 1,500 bytes and the head of its tun device. */
    public static final int MM_LINK_PACKET_BYTES = 1504;

    /** No log is kept, so that chances which carry nothing need not be gone through. */
    static final Consumer<PacketEvent> NO_LOG = event -> {};

    private final PacketTrace trace;
    private final PacketQueue queue;
    private final int packetBytes;
    private final Consumer<PacketEvent> log;
    private final Fates fates;
    private final List<Packet> dropped = new ArrayList<>();
    private long baseMillis;
    private int next;
    private @Nullable Packet inTransit;
    private int bytesLeft;
    private long arrivals;

    /** Told which packet leaves and which is dropped. */
    interface Fates {
        void sent(long id, long atMillis);

        void dropped(long id, long atMillis);

        /** For who reads the log. */
        Fates IGNORED = new Fates() {
            @Override
            public void sent(long id, long atMillis) {}

            @Override
            public void dropped(long id, long atMillis) {}
        };
    }

    /**
     * @param packetBytes what a chance carries
     * @param baseMillis when the trace begins
     * @param log told everything that happens
     */
    public TraceLink(PacketTrace trace, QueuePlan queue, int packetBytes, long baseMillis, Consumer<PacketEvent> log) {
        this(trace, queue, packetBytes, baseMillis, log, Fates.IGNORED);
    }

    TraceLink(
            PacketTrace trace,
            QueuePlan queue,
            int packetBytes,
            long baseMillis,
            Consumer<PacketEvent> log,
            Fates fates) {
        this.trace = trace;
        this.queue = new PacketQueue(queue, 1_000_000);
        this.packetBytes = packetBytes;
        this.baseMillis = baseMillis;
        this.log = log;
        this.fates = fates;
    }

    /**
     * A packet comes.
     *
     * @param millis not before whatever happened last
     * @param bytes of the whole packet
     * @throws IllegalArgumentException when it is larger than a chance
     */
    public void arrive(long millis, int bytes) {
        arrive(millis, arrivals, bytes);
    }

    /** @param id by which it is told again */
    void arrive(long millis, long id, int bytes) {
        if (bytes > packetBytes) {
            throw new IllegalArgumentException(
                    "a packet of " + bytes + " bytes is larger than a chance of " + packetBytes);
        }
        catchUp(millis);
        log.accept(new PacketEvent.Arrival(millis, bytes));
        arrivals++;
        queue.add(new Packet(id, millis, bytes), dropped);
        tellDropped(millis);
    }

    private void tellDropped(long millis) {
        if (!dropped.isEmpty()) {
            long bytes = dropped.stream().mapToLong(Packet::bytes).sum();
            log.accept(new PacketEvent.Drop(millis, dropped.size(), bytes));
            dropped.forEach(packet -> fates.dropped(packet.id(), millis));
            dropped.clear();
        }
    }

    /** Whether nothing waits. */
    boolean idle() {
        return inTransit == null && queue.firstAt() == Long.MAX_VALUE;
    }

    /** Uses all chances up to a moment, itself included. */
    public void catchUp(long millis) {
        while (nextMillis() <= millis) {
            if (log == NO_LOG && idle()) {
                letGoBy(millis);
                return;
            }
            long at = nextMillis();
            log.accept(new PacketEvent.Opportunity(at, packetBytes));
            next++;
            if (next == trace.chances()) {
                next = 0;
                baseMillis += trace.periodMillis();
            }
            deliver(at);
        }
    }

    /** Lets all chances up to a moment go by at once, however many periods they are: nothing waits for them. */
    private void letGoBy(long millis) {
        long period = trace.periodMillis();
        baseMillis += (millis - baseMillis) / period * period;
        next = trace.firstAfter(millis - baseMillis);
        deliver(millis);
    }

    /** When the next chance comes. */
    public long nextMillis() {
        return baseMillis + trace.at(next);
    }

    /** Gives up all that it has; times are milliseconds. */
    PacketServer.Left leave() {
        Packet sending = inTransit;
        inTransit = null;
        return new PacketServer.Left(queue.leave(), sending, sending == null ? 0 : bytesLeft);
    }

    /** Takes over what waited elsewhere; the part of one that is left is whole bytes. */
    void take(PacketServer.Left left) {
        inTransit = left.sending();
        bytesLeft = (int) Math.ceil(left.bytesLeft());
        left.waiting().forEach(queue::keep);
    }

    private void deliver(long at) {
        int room = packetBytes;
        while (room > 0) {
            Packet packet = inTransit;
            if (packet == null) {
                packet = queue.poll(at, dropped);
                tellDropped(at);
                if (packet == null) {
                    return;
                }
                inTransit = packet;
                bytesLeft = packet.bytes();
            }
            int sent = Math.min(room, bytesLeft);
            room -= sent;
            bytesLeft -= sent;
            if (bytesLeft == 0) {
                log.accept(new PacketEvent.Departure(at, packet.bytes(), at - packet.at()));
                fates.sent(packet.id(), at);
                inTransit = null;
            }
        }
    }
}
