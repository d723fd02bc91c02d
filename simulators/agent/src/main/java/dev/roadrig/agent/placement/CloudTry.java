package dev.roadrig.agent.placement;

/**
 * What was tried with the cloud for one frame.
 *
 * @param outcome named as roadrig.record.v1.CloudTry names it
 * @param sentNanos on the board's clock; 0 when nothing was sent
 * @param answeredNanos on the board's clock; 0 without an answer in time
 */
public record CloudTry(Outcome outcome, long sentNanos, long answeredNanos) {
    /** The cloud was not asked. */
    public static final CloudTry NONE = new CloudTry(Outcome.NOT_TRIED, 0, 0);

    /** How it went. */
    public enum Outcome {
        NOT_TRIED,
        ANSWERED,
        DEADLINE_MISSED,
        FAILED,
        SKIPPED_LINK_DOWN,
        SKIPPED_BUSY
    }

    static CloudTry skipped(Outcome why) {
        return new CloudTry(why, 0, 0);
    }
}
