package dev.roadrig.boards.link.packet;

import dev.roadrig.scenarios.link.QueuePlan;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Packets that wait before a link. The one that is being sent waits no longer. */
final class PacketQueue {
    private final QueuePlan plan;
    private final Codel codel;
    private final Deque<Packet> waiting = new ArrayDeque<>();
    private long bytes;

    /**
     * A packet.
     *
     * @param id the caller's own
     * @param at when it came, in the caller's unit of time
     */
    record Packet(long id, long at, int bytes) {
        /** On a clock that says so much more. */
        Packet later(long more) {
            return new Packet(id, at + more, bytes);
        }
    }

    /** @param unitNanos of the caller's time, nanoseconds */
    PacketQueue(QueuePlan plan, long unitNanos) {
        this.plan = plan;
        this.codel = new Codel(
                plan.codel().target().toNanos() / (double) unitNanos,
                plan.codel().interval().toNanos() / (double) unitNanos);
    }

    /**
     * Takes a packet in as the plan says.
     *
     * @param dropped is given those for which there is no room
     */
    void add(Packet packet, List<Packet> dropped) {
        switch (plan.kind()) {
            case INFINITE -> append(packet);
            case DROPTAIL, CODEL -> {
                if (plan.holds(waiting.size() + 1L, bytes + packet.bytes())) {
                    append(packet);
                } else {
                    dropped.add(packet);
                }
            }
            case DROPHEAD -> {
                append(packet);
                while (!plan.holds(waiting.size(), bytes)) {
                    dropped.add(first());
                }
            }
        }
    }

    /** Takes in one that waited elsewhere: it has its place, whatever the plan. */
    void keep(Packet packet) {
        append(packet);
    }

    /** Takes all out, the first first. */
    List<Packet> leave() {
        List<Packet> all = List.copyOf(waiting);
        waiting.clear();
        bytes = 0;
        return all;
    }

    private void append(Packet packet) {
        waiting.add(packet);
        bytes += packet.bytes();
    }

    private Packet first() {
        Packet first = waiting.remove();
        bytes -= first.bytes();
        return first;
    }

    /**
     * The one that goes next; null where none does.
     *
     * @param dropped is given those that waited for too long
     */
    @Nullable
    Packet poll(long now, List<Packet> dropped) {
        return plan.kind() == QueuePlan.Kind.CODEL ? codel.next(this, now, dropped) : take();
    }

    /** The one that waits longest. */
    @Nullable
    Packet take() {
        return waiting.isEmpty() ? null : first();
    }

    /** When the one that waits longest came; the end of time where none waits. */
    long firstAt() {
        Packet first = waiting.peek();
        return first == null ? Long.MAX_VALUE : first.at();
    }

    long waitingBytes() {
        return bytes;
    }
}
