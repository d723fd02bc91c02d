package dev.roadrig.scenarios.drive;

/** Gives one channel's messages, in file order, moments that never go back. */
final class ChannelClock {
    private final StampRule rule;
    private final long usualInterval;
    private boolean any;
    private long moment;
    private long shift;

    /** @param usualInterval between two messages of the channel, nanoseconds */
    ChannelClock(StampRule rule, long usualInterval) {
        this.rule = rule;
        this.usualInterval = usualInterval;
    }

    /** The moment of the next message. */
    long moment(long stamp) {
        long wanted = stamp + shift;
        long behind = moment - wanted;
        if (!any || behind < 0) {
            moment = wanted;
        } else if (rule == StampRule.STRAIGHTENED && behind > StampRule.OUT_OF_ORDER_NANOS) {
            shift += behind + usualInterval;
            moment += usualInterval;
        }
        any = true;
        return moment;
    }
}
