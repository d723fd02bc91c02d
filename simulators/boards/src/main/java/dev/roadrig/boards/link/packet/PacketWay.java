package dev.roadrig.boards.link.packet;

import dev.roadrig.boards.link.Capacity;
import dev.roadrig.boards.link.LinkRates;
import dev.roadrig.boards.link.PacketDice;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.link.PacketEvent;
import dev.roadrig.scenarios.link.PacketPlan;
import dev.roadrig.scenarios.link.PacketTrace;
import dev.roadrig.scenarios.link.QueuePlan;
import dev.roadrig.scenarios.link.WayState;
import dev.roadrig.scenarios.scenario.LinkProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What one direction of a link does to packets: some are lost before anything else; the others wait in a queue, are sent at
 * the rate or at the chances of a trace, and then take their delay; some come out of order, twice or damaged.
 *
 * <p>A pure model, no clock and no threads: its time is the drive's, nanoseconds since its start. A link keeps the order of
 * its packets, jitter or not, but for those that are reordered.
 */
public final class PacketWay {
    private final Direction direction;
    private final PacketDice dice;
    private final PacketOutcome outcome;
    private final Consumer<PacketEvent> log;
    private final Map<Long, Named> inside = new HashMap<>();
    private LinkProfile profile;
    private PacketServer server;
    private long nextId;
    private long lastReleaseNanos = Long.MIN_VALUE;

    /** A packet by its flow and its number in it. */
    private record Named(long flow, long index, int bytes) {}

    /** @param fromNanos where in the drive it begins */
    public PacketWay(LinkProfile profile, Direction direction, long seed, long fromNanos, PacketOutcome outcome) {
        this(profile, direction, seed, fromNanos, outcome, TraceLink.NO_LOG);
    }

    /** @param log told all that happens at a packet trace, where one sends, in the order and the time of mm-link's logs */
    PacketWay(
            LinkProfile profile,
            Direction direction,
            long seed,
            long fromNanos,
            PacketOutcome outcome,
            Consumer<PacketEvent> log) {
        this.profile = profile;
        this.direction = direction;
        this.dice = new PacketDice(seed, direction);
        this.outcome = outcome;
        this.log = log;
        this.server = server(fromNanos, Optional.empty());
    }

    private PacketServer server(long fromNanos, Optional<LinkRates> shared) {
        boolean up = direction == Direction.UP;
        PacketPlan plan = profile.packets();
        QueuePlan queue = up ? plan.up() : plan.down();
        Optional<PacketTrace> trace = trace();
        PacketServer.Fates fates = new Fates();
        if (trace.isPresent()) {
            return new TraceServer(trace.get(), queue, -profile.traced().toMillis(), fromNanos, fates, log);
        }
        if (shared.isPresent() && SharedServer.serves(queue)) {
            LinkRates rates = shared.get();
            return new SharedServer((at, bits) -> rates.take(direction, at, bits), queue, fates);
        }
        return new RateServer(new Capacity(profile, direction), queue, fates);
    }

    private Optional<PacketTrace> trace() {
        PacketPlan plan = profile.packets();
        return direction == Direction.UP ? plan.upTrace() : plan.downTrace();
    }

    private int largestBytes() {
        int mtu = profile.packets().mtuBytes();
        return trace().isPresent() ? Math.min(mtu, TraceLink.MM_LINK_PACKET_BYTES) : mtu;
    }

    /**
     * Other conditions from now on. What waits keeps its place and is sent as these have it; of the one that is being sent
     * just the rest is; what is sent already goes as it was to go.
     *
     * @param atNanos now, as before
     * @param fromNanos now, as the new conditions count
     */
    public void change(LinkProfile next, long atNanos, long fromNanos) {
        change(next, Optional.empty(), atNanos, fromNanos);
    }

    /**
     * As above, at rates that others share. A packet trace is shared with nobody, nor is the rate behind a queue that drops
     * what it had taken in: drophead and CoDel.
     *
     * @param shared of the new conditions
     */
    void change(LinkProfile next, Optional<LinkRates> shared, long atNanos, long fromNanos) {
        server.advance(atNanos);
        PacketServer.Left left = server.leave(atNanos).later(fromNanos - atNanos);
        profile = next;
        server = server(fromNanos, shared);
        if (lastReleaseNanos != Long.MIN_VALUE) {
            lastReleaseNanos += fromNanos - atNanos;
        }
        List<PacketQueue.Packet> fitting = new ArrayList<>();
        for (PacketQueue.Packet packet : left.waiting()) {
            if (packet.bytes() <= largestBytes()) {
                fitting.add(packet);
            } else {
                inside.remove(packet.id());
                outcome.lost(packet.id(), LossCause.MTU);
            }
        }
        server.take(new PacketServer.Left(fitting, left.sending(), left.bytesLeft()), fromNanos);
    }

    /**
     * A packet comes.
     *
     * @param atNanos not before whatever happened last
     * @param flow its conversation
     * @param index its number in the flow and direction, from 0
     * @param bytes of the whole packet, as the rate counts them
     * @return the number by which its outcome is told, which may be before this returns; counts from 0
     */
    public long arrive(long atNanos, long flow, long index, int bytes) {
        long id = nextId++;
        server.advance(atNanos);
        WayState state = profile.at(atNanos).way(direction);
        if (dice.lost(flow, index, state.loss())) {
            outcome.lost(id, LossCause.CHANCE);
        } else {
            enter(id, atNanos, new Named(flow, index, bytes));
        }
        return id;
    }

    /** A packet that was lost comes once more, as above; chance has had its say. */
    public long again(long atNanos, long flow, long index, int bytes) {
        long id = nextId++;
        server.advance(atNanos);
        enter(id, atNanos, new Named(flow, index, bytes));
        return id;
    }

    private void enter(long id, long atNanos, Named packet) {
        if (packet.bytes() > largestBytes()) {
            outcome.lost(id, LossCause.MTU);
        } else {
            inside.put(id, packet);
            server.arrive(atNanos, id, packet.bytes());
        }
    }

    /** Does what is due by a moment, itself included. */
    public void advance(long toNanos) {
        server.advance(toNanos);
    }

    /** When a packet is sent next; {@link Long#MAX_VALUE} where none waits, or none ever is. */
    public long nextNanos() {
        return inside.isEmpty() ? Long.MAX_VALUE : server.nextNanos();
    }

    /** The number that the next packet will have. */
    public long nextId() {
        return nextId;
    }

    /** How many wait to be sent. */
    public int waiting() {
        return inside.size();
    }

    private final class Fates implements PacketServer.Fates {
        @Override
        public void sent(long id, long atNanos, long busyNanos, boolean waited) {
            Named packet = Objects.requireNonNull(inside.remove(id));
            long flow = packet.flow();
            long index = packet.index();
            WayState state = profile.at(atNanos).way(direction);
            long release = atNanos;
            if (!dice.reordered(flow, index, state.faults().reordered())) {
                long delay = state.delay().toNanos() + dice.jitterNanos(flow, index, state.jitter());
                release = Math.max(atNanos + Math.max(0, delay), lastReleaseNanos);
                lastReleaseNanos = release;
            }
            boolean twice = dice.duplicated(flow, index, state.faults().duplicated());
            boolean damaged = packet.bytes() > 0
                    && dice.corrupted(flow, index, state.faults().corrupted());
            long bit = damaged ? dice.corruptBit(flow, index, 8L * packet.bytes()) : -1;
            outcome.released(id, new PacketRelease(release, atNanos, busyNanos, waited, twice, bit));
        }

        @Override
        public void dropped(long id, long atNanos) {
            inside.remove(id);
            outcome.lost(id, LossCause.QUEUE);
        }
    }
}
