package dev.roadrig.boards.link.serve;

import dev.roadrig.boards.link.LinkShaper;
import dev.roadrig.boards.link.toxic.Underlay;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.scenario.LinkProfile;

/** A link's conditions, played from a moment on: connections share the rate, delay and losses are as in a run. */
final class PlayedConditions {
    private final Underlay up;
    private final Underlay down;

    /**
     * @param seed decides losses and jitter
     * @param zeroNanos where the conditions begin on the ticker's timeline
     */
    PlayedConditions(LinkProfile profile, long seed, long zeroNanos) {
        this.up = new Way(new LinkShaper(profile, Direction.UP, seed), zeroNanos);
        this.down = new Way(new LinkShaper(profile, Direction.DOWN, seed), zeroNanos);
    }

    Underlay in(Direction direction) {
        return direction == Direction.UP ? up : down;
    }

    private record Way(LinkShaper shaper, long zeroNanos) implements Underlay {
        @Override
        public long passes(long connection, long segment, int bytes, long arrivalNanos) {
            LinkShaper.Departure departure = shaper.depart(connection, segment, bytes, arrivalNanos - zeroNanos);
            return departure.never() ? Long.MAX_VALUE : departure.releaseNanos() + zeroNanos;
        }

        @Override
        public int segmentBytes() {
            return LinkShaper.SEGMENT_BYTES;
        }

        @Override
        public void forget(long connection) {
            shaper.forget(connection);
        }
    }
}
