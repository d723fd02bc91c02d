package dev.roadrig.boards.link.toxic;

import dev.roadrig.boards.link.stream.Release;
import java.util.List;

/** A segment that was decided on and has not left yet: what it needs to be decided on again, and what came of it. */
final class Asked {
    final int bytes;
    /** When it had gone through what lies under the toxics; {@link Long#MAX_VALUE} for never. */
    final long atNanos;

    private final long arrivalNanos;
    private ToxicState after;
    private Release release = Release.HELD;

    Asked(int bytes, long arrivalNanos, long atNanos, ToxicState after) {
        this.bytes = bytes;
        this.arrivalNanos = arrivalNanos;
        this.atNanos = atNanos;
        this.after = after;
    }

    /** The same segment, under another link. */
    Asked under(Underlay underlay, long connection, long segment) {
        long at = underlay.passes(connection, segment, bytes, arrivalNanos);
        var again = new Asked(bytes, arrivalNanos, at, after);
        again.release = release;
        return again;
    }

    /** What the toxics keep after it. */
    ToxicState after() {
        return after;
    }

    Release release() {
        return release;
    }

    boolean held() {
        return release.atNanos() == Long.MAX_VALUE;
    }

    Release decided(ToxicState state, Release decision) {
        after = state;
        release = decision;
        return decision;
    }

    /** The toxics are others now. */
    void moved(List<PlacedToxic> chain) {
        after = after.on(chain);
    }
}
