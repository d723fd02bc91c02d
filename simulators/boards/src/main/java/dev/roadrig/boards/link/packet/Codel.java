package dev.roadrig.boards.link.packet;

import dev.roadrig.boards.link.packet.PacketQueue.Packet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Controlled delay (RFC 8289, section 5): where packets have waited above a target for a whole interval, one is dropped at
 * the head, and then more, ever closer, until the wait falls.
 */
final class Codel {
    /** Below one such packet a queue is no bad queue. */
    private static final int LARGEST_PACKET_BYTES = 1514;

    private static final double NEVER = Double.POSITIVE_INFINITY;

    private final double target;
    private final double interval;
    private double firstAbove = NEVER;
    private double dropNext;
    private long count;
    private long lastCount;
    private boolean dropping;
    private boolean mayDrop;

    /** Both in the unit of the packets' times. */
    Codel(double target, double interval) {
        this.target = target;
        this.interval = interval;
    }

    @Nullable
    Packet next(PacketQueue queue, long now, List<Packet> dropped) {
        Packet packet = take(queue, now);
        if (packet == null) {
            dropping = false;
            return null;
        }
        if (dropping) {
            return mayDrop ? drop(packet, queue, now, dropped) : stop(packet);
        }
        if (!mayDrop) {
            return packet;
        }
        dropped.add(packet);
        packet = take(queue, now);
        dropping = true;
        long since = count - lastCount;
        count = since > 1 && now - dropNext < 16 * interval ? since : 1;
        dropNext = after((double) now);
        lastCount = count;
        return packet;
    }

    private Packet stop(Packet packet) {
        dropping = false;
        return packet;
    }

    private @Nullable Packet drop(Packet first, PacketQueue queue, long now, List<Packet> dropped) {
        Packet packet = first;
        while (packet != null && dropping && now >= dropNext) {
            dropped.add(packet);
            count++;
            packet = take(queue, now);
            if (mayDrop) {
                dropNext = after(dropNext);
            } else {
                dropping = false;
            }
        }
        return packet;
    }

    private double after(double time) {
        return time + interval / Math.sqrt((double) count);
    }

    /** Takes the first, and learns whether it may be dropped. */
    private @Nullable Packet take(PacketQueue queue, long now) {
        mayDrop = false;
        Packet packet = queue.take();
        if (packet == null || (double) (now - packet.at()) < target || queue.waitingBytes() <= LARGEST_PACKET_BYTES) {
            firstAbove = NEVER;
        } else if (firstAbove == NEVER) {
            firstAbove = now + interval;
        } else {
            mayDrop = (double) now >= firstAbove;
        }
        return packet;
    }
}
