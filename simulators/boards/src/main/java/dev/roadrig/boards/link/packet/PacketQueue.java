package dev.roadrig.boards.link.packet;

import dev.roadrig.scenarios.link.QueuePlan;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Packets that wait before a link. The one that is being sent waits no longer. */
final class PacketQueue {
    private final QueuePlan plan;
    private final Deque<Packet> waiting = new ArrayDeque<>();
    private long bytes;

    /**
     * A packet.
     *
     * @param millis when it came
     */
    record Packet(long millis, int bytes) {}

    /** How many packets were dropped for want of room, and their bytes. */
    record Dropped(long packets, long bytes) {
        static final Dropped NONE = new Dropped(0, 0);
    }

    PacketQueue(QueuePlan plan) {
        this.plan = plan;
    }

    /** Takes a packet in as the plan says. */
    Dropped add(Packet packet) {
        return switch (plan.kind()) {
            case INFINITE -> {
                append(packet);
                yield Dropped.NONE;
            }
            case DROPTAIL -> {
                if (!plan.holds(waiting.size() + 1L, bytes + packet.bytes())) {
                    yield new Dropped(1, packet.bytes());
                }
                append(packet);
                yield Dropped.NONE;
            }
            case DROPHEAD -> {
                append(packet);
                yield dropFirst();
            }
        };
    }

    private void append(Packet packet) {
        waiting.add(packet);
        bytes += packet.bytes();
    }

    private Dropped dropFirst() {
        long packets = 0;
        long gone = 0;
        while (!plan.holds(waiting.size(), bytes)) {
            Packet first = waiting.remove();
            bytes -= first.bytes();
            packets++;
            gone += first.bytes();
        }
        return new Dropped(packets, gone);
    }

    /** The one that waits longest; null where none does. */
    @Nullable
    Packet poll() {
        Packet first = waiting.poll();
        if (first != null) {
            bytes -= first.bytes();
        }
        return first;
    }
}
