package dev.roadrig.boards.link.packet;

import dev.roadrig.boards.link.Bottleneck;
import dev.roadrig.boards.link.packet.PacketQueue.Packet;
import dev.roadrig.scenarios.link.QueuePlan;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Sends at a rate that others share. A packet takes its turn when it comes, behind all that came before on either side; so
 * only queues serve whose choices are made at an arrival and never taken back: infinite, and droptail, which counts the
 * packets here and not what waits beside them.
 */
final class SharedServer implements PacketServer {
    private final Line line;
    private final QueuePlan plan;
    private final Fates fates;
    private final Deque<Placed> placed = new ArrayDeque<>();

    /** What is shared, in the time of this server. */
    @FunctionalInterface
    interface Line {
        Bottleneck.Turn take(long atNanos, double bits);
    }

    private record Placed(Packet packet, Bottleneck.Turn turn) {}

    SharedServer(Line line, QueuePlan plan, Fates fates) {
        this.line = line;
        this.plan = plan;
        this.fates = fates;
    }

    /** Whether a queue's choices are of the kind above. */
    static boolean serves(QueuePlan plan) {
        return plan.kind() == QueuePlan.Kind.INFINITE || plan.kind() == QueuePlan.Kind.DROPTAIL;
    }

    @Override
    public void arrive(long atNanos, long id, int bytes) {
        advance(atNanos);
        if (plan.kind() == QueuePlan.Kind.INFINITE || holds(atNanos, bytes)) {
            place(new Packet(id, atNanos, bytes), atNanos, bytes);
            advance(atNanos);
        } else {
            fates.dropped(id, atNanos);
        }
    }

    /** Whether there is room for one more among those that wait; the one that is being sent waits no longer. */
    private boolean holds(long atNanos, int bytes) {
        long waiting = 1;
        long waitingBytes = bytes;
        for (Placed one : placed) {
            if (one.turn().beginNanos() > atNanos) {
                waiting++;
                waitingBytes += one.packet().bytes();
            }
        }
        return plan.holds(waiting, waitingBytes);
    }

    private void place(Packet packet, long atNanos, double bytes) {
        placed.add(new Placed(packet, line.take(atNanos, 8 * bytes)));
    }

    @Override
    public void advance(long toNanos) {
        for (Placed first = placed.peek();
                first != null && !first.turn().never() && first.turn().sentNanos() <= toNanos;
                first = placed.peek()) {
            placed.remove();
            Bottleneck.Turn turn = first.turn();
            Packet packet = first.packet();
            long busy = turn.sentNanos() - turn.beginNanos();
            fates.sent(packet.id(), turn.sentNanos(), busy, turn.beginNanos() > packet.at());
        }
    }

    @Override
    public long nextNanos() {
        Placed first = placed.peek();
        return first == null ? Long.MAX_VALUE : first.turn().sentNanos();
    }

    /** Their turns are not given back: others have taken theirs behind them. One that is being sent is sent anew. */
    @Override
    public Left leave(long atNanos) {
        List<Packet> waiting = placed.stream().map(Placed::packet).toList();
        placed.clear();
        return new Left(waiting, null, 0);
    }

    @Override
    public void take(Left left, long atNanos) {
        Packet sending = left.sending();
        if (sending != null) {
            place(sending, atNanos, left.bytesLeft());
        }
        left.waiting().forEach(packet -> place(packet, atNanos, packet.bytes()));
    }
}
