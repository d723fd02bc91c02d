package dev.roadrig.boards.link.packet;

import dev.roadrig.boards.link.Capacity;
import dev.roadrig.boards.link.packet.PacketQueue.Packet;
import dev.roadrig.scenarios.link.QueuePlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends at a rate that changes over the drive. */
final class RateServer implements PacketServer {
    private final Capacity capacity;
    private final PacketQueue queue;
    private final Fates fates;
    private final List<Packet> dropped = new ArrayList<>();
    private @Nullable Packet sending;
    private long startNanos;
    private long finishNanos;
    private long freeNanos = Long.MIN_VALUE;

    RateServer(Capacity capacity, QueuePlan plan, Fates fates) {
        this.capacity = capacity;
        this.queue = new PacketQueue(plan, 1);
        this.fates = fates;
    }

    @Override
    public void arrive(long atNanos, long id, int bytes) {
        advance(atNanos);
        queue.add(new Packet(id, atNanos, bytes), dropped);
        tell(atNanos);
        advance(atNanos);
    }

    @Override
    public void advance(long toNanos) {
        while (true) {
            Packet packet = sending;
            if (packet == null) {
                long start = Math.max(freeNanos, queue.firstAt());
                if (start > toNanos) {
                    return;
                }
                packet = queue.poll(start, dropped);
                tell(start);
                if (packet == null) {
                    continue;
                }
                sending = packet;
                startNanos = start;
                finishNanos = capacity.finish(start, 8.0 * packet.bytes());
            }
            if (finishNanos > toNanos || finishNanos == Long.MAX_VALUE) {
                return;
            }
            sending = null;
            freeNanos = finishNanos;
            fates.sent(packet.id(), finishNanos, finishNanos - startNanos, startNanos > packet.at());
        }
    }

    private void tell(long atNanos) {
        dropped.forEach(packet -> fates.dropped(packet.id(), atNanos));
        dropped.clear();
    }

    @Override
    public Left leave(long atNanos) {
        Packet packet = sending;
        sending = null;
        double sent = packet == null ? 0 : capacity.bits(startNanos, atNanos) / 8;
        return new Left(queue.leave(), packet, packet == null ? 0 : Math.max(0, packet.bytes() - sent));
    }

    @Override
    public void take(Left left, long atNanos) {
        sending = left.sending();
        startNanos = atNanos;
        finishNanos = sending == null ? Long.MAX_VALUE : capacity.finish(atNanos, 8 * left.bytesLeft());
        freeNanos = atNanos;
        left.waiting().forEach(queue::keep);
    }

    @Override
    public long nextNanos() {
        return sending == null ? Math.max(freeNanos, queue.firstAt()) : finishNanos;
    }
}
