package dev.roadrig.boards.link.packet;

import dev.roadrig.boards.link.packet.PacketQueue.Packet;
import dev.roadrig.scenarios.link.PacketEvent;
import dev.roadrig.scenarios.link.PacketTrace;
import dev.roadrig.scenarios.link.QueuePlan;
import java.util.function.Consumer;

/** Sends at the chances of a packet trace, exactly as {@link TraceLink} does: in whole milliseconds. */
final class TraceServer implements PacketServer {
    private static final long MILLI = 1_000_000;

    private final TraceLink link;

    /**
     * @param baseMillis where in the drive the trace begins; negative where it had begun before the drive's time 0
     * @param fromNanos where in the drive it begins; chances before that are let go by
     * @param log told all that happens, as mm-link logs it
     */
    TraceServer(
            PacketTrace trace,
            QueuePlan plan,
            long baseMillis,
            long fromNanos,
            Fates fates,
            Consumer<PacketEvent> log) {
        link = new TraceLink(trace, plan, TraceLink.MM_LINK_PACKET_BYTES, baseMillis, log, new TraceLink.Fates() {
            @Override
            public void sent(long id, long atMillis) {
                fates.sent(id, atMillis * MILLI, 0, false);
            }

            @Override
            public void dropped(long id, long atMillis) {
                fates.dropped(id, atMillis * MILLI);
            }
        });
        link.catchUp(Math.floorDiv(fromNanos, MILLI));
    }

    @Override
    public void arrive(long atNanos, long id, int bytes) {
        link.arrive(Math.floorDiv(atNanos, MILLI), id, bytes);
    }

    @Override
    public void advance(long toNanos) {
        link.catchUp(Math.floorDiv(toNanos, MILLI));
    }

    @Override
    public Left leave(long atNanos) {
        Left millis = link.leave();
        Packet sending = millis.sending();
        return new Left(
                millis.waiting().stream().map(packet -> inNanos(packet)).toList(),
                sending == null ? null : inNanos(sending),
                millis.bytesLeft());
    }

    @Override
    public void take(Left left, long atNanos) {
        Packet sending = left.sending();
        link.take(new Left(
                left.waiting().stream().map(TraceServer::inMillis).toList(),
                sending == null ? null : inMillis(sending),
                left.bytesLeft()));
    }

    private static Packet inNanos(Packet packet) {
        return new Packet(packet.id(), packet.at() * MILLI, packet.bytes());
    }

    private static Packet inMillis(Packet packet) {
        return new Packet(packet.id(), Math.floorDiv(packet.at(), MILLI), packet.bytes());
    }

    @Override
    public long nextNanos() {
        return link.idle() ? Long.MAX_VALUE : link.nextMillis() * MILLI;
    }
}
