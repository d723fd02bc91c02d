package dev.roadrig.boards.link.stream;

/** A part of a stream on its way: how many bytes of it wait, and what becomes of them when; or the stream's end. */
final class Segment {
    private final long number;
    private final int bytes;
    private int leftBytes;
    private long dueNanos;
    private Release.Fate fate = Release.Fate.PASS;

    private Segment(long number, int bytes) {
        this.number = number;
        this.bytes = bytes;
        this.leftBytes = bytes;
    }

    static Segment of(long number, int bytes) {
        return new Segment(number, bytes);
    }

    /** The end of the stream, after all its segments. */
    static Segment end() {
        return new Segment(-1, 0);
    }

    /** What was decided; a time in the past is now. */
    Segment released(Release release, long nowNanos) {
        dueNanos = Math.max(release.atNanos(), nowNanos);
        fate = release.fate();
        return this;
    }

    boolean isEnd() {
        return bytes == 0;
    }

    /** Whether some of it has been written, so that nothing can be decided any more. */
    boolean begun() {
        return leftBytes < bytes;
    }

    /** Takes written bytes off, as many as it has; those that are left over belong to the next segment. */
    long take(long written) {
        int mine = (int) Math.min(leftBytes, written);
        leftBytes -= mine;
        return written - mine;
    }

    long number() {
        return number;
    }

    int bytes() {
        return bytes;
    }

    int leftBytes() {
        return leftBytes;
    }

    /** When it may go, on the ticker's timeline; {@link Long#MAX_VALUE} while it is held. */
    long dueNanos() {
        return dueNanos;
    }

    Release.Fate fate() {
        return fate;
    }
}
