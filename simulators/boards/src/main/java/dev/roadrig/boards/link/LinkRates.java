package dev.roadrig.boards.link;

import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.scenario.LinkProfile;

/**
 * The rates of a link that streams and datagrams share in a run.
 *
 * @param up in the time of the played window
 * @param down as well
 * @param windowStartNanos where that begins, since the drive's start
 */
public record LinkRates(Bottleneck up, Bottleneck down, long windowStartNanos) {
    /** @param profile over the played window, whose start is its zero */
    static LinkRates of(LinkProfile profile, long windowStartNanos) {
        return new LinkRates(
                new Bottleneck(profile, Direction.UP), new Bottleneck(profile, Direction.DOWN), windowStartNanos);
    }

    Bottleneck of(Direction direction) {
        return direction == Direction.UP ? up : down;
    }

    /** As {@link Bottleneck#take}, in the drive's time. */
    public Bottleneck.Turn take(Direction direction, long driveNanos, double bits) {
        Bottleneck.Turn turn = of(direction).take(driveNanos - windowStartNanos, bits);
        return new Bottleneck.Turn(inDrive(turn.beginNanos()), inDrive(turn.sentNanos()));
    }

    private long inDrive(long windowNanos) {
        return windowNanos == Long.MAX_VALUE ? windowNanos : windowNanos + windowStartNanos;
    }
}
