package dev.roadrig.boards.link;

/**
 * Something has been let go. Times are on the timeline.
 *
 * @param conditions that held when it was sent at its rate
 * @param bytes of it
 * @param bits that the rate counted
 * @param sentNanos when it was asked to have been sent at the rate, before its delay
 * @param busyNanos of it, for how long it held the link; 0 where a trace's chances do
 * @param queued whether it had waited for something before it to be sent
 * @param stalled whether a loss held a byte stream up
 * @param dueNanos when it was asked to be let go
 * @param leftNanos when it was
 * @param waitedNanos how long it may have waited before for a thread of ours that was to read it
 */
public record Exit(
        Since conditions,
        int bytes,
        long bits,
        long sentNanos,
        long busyNanos,
        boolean queued,
        boolean stalled,
        long dueNanos,
        long leftNanos,
        long waitedNanos) {
    /** The same, let go now. */
    public Exit leaving(long nowNanos) {
        return new Exit(
                conditions, bytes, bits, sentNanos, busyNanos, queued, stalled, dueNanos, nowNanos, waitedNanos);
    }

    long lateNanos() {
        return leftNanos - dueNanos;
    }

    /** How much later it left than if this host had done nothing but this: the link's own error. */
    long errorNanos() {
        return lateNanos() + waitedNanos;
    }
}
