package dev.roadrig.boards.link.packet;

import dev.roadrig.boards.link.CarriedLedger;
import dev.roadrig.boards.link.LinkLedger;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.link.PacketEvent;
import dev.roadrig.scenarios.record.v1.LinkPacketCount;
import java.util.EnumMap;
import java.util.Map;

/** Counts what becomes of one direction's packets in the running window. */
final class PacketCount extends CountingWatch {
    private final Direction direction;
    private final LinkLedger ledger;
    private final Dropped dropped;
    private final Map<LossCause, Long> lost = new EnumMap<>(LossCause.class);
    private volatile TraceLogs logs = TraceLogs.none();
    private long outOfMemory;
    private long came;
    private long passed;

    /** Told a packet that was lost by chance. */
    @FunctionalInterface
    interface Dropped {
        void drop(Direction direction, long flow, long packet);
    }

    PacketCount(Direction direction, LinkLedger ledger, CarriedLedger carried, Dropped dropped) {
        super(carried);
        this.direction = direction;
        this.ledger = ledger;
        this.dropped = dropped;
    }

    /** Before a carrier is made that tells this of its trace. */
    void log(TraceLogs to) {
        logs = to;
    }

    @Override
    public boolean traces() {
        return logs.has(direction);
    }

    @Override
    public void traced(Direction way, PacketEvent event) {
        logs.append(way, event);
    }

    @Override
    public void released(int bytes, long busyNanos, long lateNanos) {
        ledger.left(direction, bytes, busyNanos, lateNanos);
    }

    @Override
    public void lost(long flow, long index, LossCause cause) {
        synchronized (this) {
            lost.merge(cause, 1L, Long::sum);
            outOfMemory += cause == LossCause.MEMORY ? 1 : 0;
        }
        if (cause == LossCause.CHANCE) {
            dropped.drop(direction, flow, index);
        }
    }

    /** Lost so far because a carrier's memory was full. */
    synchronized long outOfMemory() {
        return outOfMemory;
    }

    /** What was counted since the last call, with the link's tally of now. */
    synchronized LinkPacketCount take(PacketTally tally) {
        LinkPacketCount count = LinkPacketCount.newBuilder()
                .setCame(tally.came(direction) - came)
                .setPassed(tally.passed(direction) - passed)
                .setLostByChance(lost.getOrDefault(LossCause.CHANCE, 0L))
                .setNoRoom(lost.getOrDefault(LossCause.QUEUE, 0L))
                .setOverMtu(lost.getOrDefault(LossCause.MTU, 0L))
                .setOutOfMemory(lost.getOrDefault(LossCause.MEMORY, 0L))
                .build();
        came = tally.came(direction);
        passed = tally.passed(direction);
        lost.clear();
        return count;
    }
}
