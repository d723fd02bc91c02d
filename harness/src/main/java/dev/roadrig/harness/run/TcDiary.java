package dev.roadrig.harness.run;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.AskedLink;
import dev.roadrig.scenarios.record.v1.LinkTold;
import dev.roadrig.wires.tc.TcEdge;
import dev.roadrig.wires.tc.TcLink;

/** A board's tc in a run's record: what was asked, what tc was told, and between which moments it came to hold. */
final class TcDiary implements TcLink.Listener {
    private final Rig rig;
    private final long fromNanos;
    private int changes;
    private long latestNanos;

    /** @param fromNanos where in the drive the window begins */
    TcDiary(Rig rig, long fromNanos) {
        this.rig = rig;
        this.fromNanos = fromNanos;
    }

    @Override
    public void edge(TcEdge edge) {
        long offset = fromNanos + edge.step().driveOffsetNanos();
        rig.sink().write(edge.dueNanos(), AskedLink.message(offset, edge.step().state()));
        rig.sink()
                .write(
                        edge.answeredNanos(),
                        LinkTold.newBuilder()
                                .setDriveOffsetNs(offset)
                                .setDueNs(edge.dueNanos())
                                .setSentNs(edge.sentNanos())
                                .setAnsweredNs(edge.answeredNanos())
                                .setLagNs(edge.lag().toNanos())
                                .addAllCommands(edge.stated())
                                .build());
        count(edge);
    }

    private synchronized void count(TcEdge edge) {
        if (edge.step().driveOffsetNanos() > 0) {
            changes++;
            latestNanos = Math.max(latestNanos, edge.within().toNanos());
        }
    }

    @Override
    public void lost(RunFault fault) {
        rig.faults().report(fault);
    }

    /** What was told until now, for people. */
    synchronized String account() {
        return switch (changes) {
            case 0 -> "the board's tc was told one state, and no change";
            case 1 -> "the board's tc was told 1 change, which held within %.1f ms".formatted(latestNanos / 1e6);
            default ->
                "the board's tc was told %d changes, each of which held within %.1f ms"
                        .formatted(changes, latestNanos / 1e6);
        };
    }
}
