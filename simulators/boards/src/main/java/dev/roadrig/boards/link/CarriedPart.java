package dev.roadrig.boards.link;

import dev.roadrig.scenarios.record.SparseHistogram;
import dev.roadrig.scenarios.record.v1.LateExit;
import dev.roadrig.scenarios.record.v1.LinkCarried;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What one direction did under one set of conditions. */
final class CarriedPart {
    /** What leaves no later than this is told by the histogram alone. */
    static final long LATE_NANOS = 500_000;

    static final int MOST_LATE_EXITS = 1_000;

    private final LinkCarried.Builder counts = LinkCarried.newBuilder();
    private final SparseHistogram delay = new SparseHistogram();
    private final SparseHistogram late = new SparseHistogram();
    /** The least late first: it gives way. */
    private final PriorityQueue<LateExit> lateExits =
            new PriorityQueue<>(Comparator.comparingLong(LateExit::getLateNs));

    void offered(long bits) {
        counts.setOffered(counts.getOffered() + 1).setOfferedBits(counts.getOfferedBits() + bits);
    }

    void tried() {
        counts.setLossTried(counts.getLossTried() + 1);
    }

    void lost() {
        counts.setLost(counts.getLost() + 1);
    }

    void noRoom() {
        counts.setNoRoom(counts.getNoRoom() + 1);
    }

    void tooLarge() {
        counts.setTooLarge(counts.getTooLarge() + 1);
    }

    /** @param lastLateNanos of what was sent right before it; its own where that is not known */
    void left(Exit exit, long lastLateNanos) {
        long lateNanos = exit.lateNanos();
        counts.setPassed(counts.getPassed() + 1).setPassedBytes(counts.getPassedBytes() + exit.bytes());
        // What began to be sent under other conditions says nothing of the rate of these.
        boolean within =
                exit.sentNanos() - exit.busyNanos() >= exit.conditions().nanos();
        if (exit.queued() && within) {
            counts.setSaturatedBits(counts.getSaturatedBits() + exit.bits())
                    .setSaturatedNs(counts.getSaturatedNs() + exit.busyNanos() + lateNanos - lastLateNanos);
        }
        if (!exit.stalled()) {
            delay.add(exit.leftNanos() - exit.sentNanos());
        }
        late.add(exit.errorNanos());
        counts.setLeastLateNs(counts.hasLeastLateNs() ? Math.min(counts.getLeastLateNs(), lateNanos) : lateNanos);
        edges(exit.sentNanos(), exit.sentNanos() + lateNanos);
        tell(exit.leftNanos(), exit.errorNanos());
    }

    private void edges(long askedNanos, long gotNanos) {
        if (counts.getFirstNs() == 0 || askedNanos < counts.getFirstAskedNs()) {
            counts.setFirstNs(gotNanos).setFirstAskedNs(askedNanos);
        }
        counts.setLastNs(Math.max(counts.getLastNs(), gotNanos));
    }

    private void tell(long atNanos, long lateNanos) {
        long untold = lateNanos;
        if (lateNanos > LATE_NANOS) {
            lateExits.add(
                    LateExit.newBuilder().setAtNs(atNanos).setLateNs(lateNanos).build());
            untold = lateExits.size() > MOST_LATE_EXITS ? lateExits.remove().getLateNs() : 0;
        }
        counts.setOtherLateNs(Math.max(counts.getOtherLateNs(), untold));
    }

    LinkCarried.Builder message() {
        lateExits.stream().sorted(Comparator.comparingLong(LateExit::getAtNs)).forEach(counts::addLateExits);
        return counts.setDelay(delay.message()).setLate(late.message());
    }
}
