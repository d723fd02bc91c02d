package dev.roadrig.reports.clock;

/**
 * A stretch of the timeline over which a board's clock runs as one line:
 * board = offset + (1 + skew) * (timeline - reference), all in nanoseconds.
 *
 * @param bootId of the board's clock
 * @param fromNanos stamps taken before this belong to another epoch; {@link Long#MIN_VALUE} for the boot's first
 * @param toNanos stamps taken after this belong to another epoch; {@link Long#MAX_VALUE} for the boot's last
 * @param referenceNanos on the timeline
 * @param offsetNanos the board's clock at the reference
 * @param skew the board's rate less 1
 * @param residualNanos half width within which the line holds inside the bracket
 * @param bracketFromNanos the first exchange that the line rests on
 * @param bracketToNanos the last one
 * @param exchanges of the epoch
 */
public record ClockEpoch(
        String bootId,
        long fromNanos,
        long toNanos,
        long referenceNanos,
        long offsetNanos,
        double skew,
        long residualNanos,
        long bracketFromNanos,
        long bracketToNanos,
        int exchanges) {
    /** More than any working crystal is off by; no fitted skew is greater. */
    static final double MOST_SKEW = 1e-3;

    /** A board stamp on the timeline. */
    public long toTimeline(long boardNanos) {
        return referenceNanos + Math.round((boardNanos - offsetNanos) / (1 + skew));
    }

    /**
     * Half width of the error of a stamp at a moment of the timeline. Inside the bracket it is the residual; outside,
     * the line may turn within its residuals at the bracket's ends, so the error grows with the distance.
     */
    public long errorNanos(long timelineNanos) {
        double outside = Math.max(
                0, Math.max((double) bracketFromNanos - timelineNanos, (double) timelineNanos - bracketToNanos));
        double span = (double) bracketToNanos - bracketFromNanos;
        double turn = span > 0 ? Math.min(2 * MOST_SKEW, 2 * residualNanos / span) : 2 * MOST_SKEW;
        return residualNanos + (long) Math.ceil(outside * turn);
    }

    boolean covers(long timelineNanos) {
        return timelineNanos >= fromNanos && timelineNanos <= toNanos;
    }
}
