package dev.roadrig.boards.link.toxic;

import dev.roadrig.boards.link.toxic.Step.Fate;
import java.util.List;

/**
 * Something that is wrong with one direction of a connection: Toxiproxy's toxics, as pure functions of a segment and of one
 * number that each of them keeps (a time or an amount). Delays are one way and never shorter than asked.
 */
public sealed interface Toxic {
    /** What a toxic keeps before it saw anything. */
    long NOTHING_YET = Long.MIN_VALUE;

    long NANOS_PER_MILLI = 1_000_000L;

    ToxicType type();

    /** Its numbers, in the order of {@link ToxicType#attributes()}. */
    List<Long> values();

    /** What it keeps at first. */
    default long start() {
        return NOTHING_YET;
    }

    /** How many bytes the next segment has at most. */
    default int segmentBytes(long state, double chance) {
        return Integer.MAX_VALUE;
    }

    Step pass(long state, Piece piece);

    /** When the sender's end of stream, which comes at the piece's time, is passed on. */
    default long end(long state, Piece piece) {
        return piece.atNanos();
    }

    /** When it ends the connection, if nothing changes; {@link Long#MAX_VALUE} for never. */
    default long closesAtNanos(long state, long sinceNanos) {
        return Long.MAX_VALUE;
    }

    /** Holds every segment back by the same time, give or take. */
    record Latency(long latencyMillis, long jitterMillis) implements Toxic {
        @Override
        public ToxicType type() {
            return ToxicType.LATENCY;
        }

        @Override
        public List<Long> values() {
            return List.of(latencyMillis, jitterMillis);
        }

        @Override
        public Step pass(long state, Piece piece) {
            long at = end(state, piece);
            return Step.pass(at, at);
        }

        @Override
        public long end(long state, Piece piece) {
            double jitter = (2 * piece.chance() - 1) * jitterMillis * NANOS_PER_MILLI;
            long delay = Math.max(0, latencyMillis * NANOS_PER_MILLI + Math.round(jitter));
            return Math.max(state, piece.later(delay));
        }
    }

    /** Lets a segment go when its last byte has passed at a rate; 0 lets nothing go. 1 KB is 1,000 bytes. */
    record Bandwidth(long rateKilobytesPerSecond) implements Toxic {
        private static final long SEGMENTS_PER_SECOND = 100;

        @Override
        public ToxicType type() {
            return ToxicType.BANDWIDTH;
        }

        @Override
        public List<Long> values() {
            return List.of(rateKilobytesPerSecond);
        }

        /** A hundredth of a second's worth, so that bytes flow and do not come in lumps. */
        @Override
        public int segmentBytes(long state, double chance) {
            long bytes = rateKilobytesPerSecond * 1000 / SEGMENTS_PER_SECOND;
            return (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes));
        }

        @Override
        public Step pass(long state, Piece piece) {
            if (rateKilobytesPerSecond == 0) {
                return Step.hold(state);
            }
            long begin = Math.max(piece.atNanos(), Math.max(state, piece.sinceNanos()));
            long nanos = -Math.floorDiv(-piece.bytes() * NANOS_PER_MILLI, rateKilobytesPerSecond);
            long finish = Piece.later(begin, nanos);
            return Step.pass(finish, finish);
        }

        @Override
        public long end(long state, Piece piece) {
            return rateKilobytesPerSecond == 0 ? Long.MAX_VALUE : Math.max(state, piece.atNanos());
        }
    }

    /** Passes the end of the stream on later. */
    record SlowClose(long delayMillis) implements Toxic {
        @Override
        public ToxicType type() {
            return ToxicType.SLOW_CLOSE;
        }

        @Override
        public List<Long> values() {
            return List.of(delayMillis);
        }

        @Override
        public Step pass(long state, Piece piece) {
            return Step.pass(state, piece.atNanos());
        }

        @Override
        public long end(long state, Piece piece) {
            return piece.later(delayMillis * NANOS_PER_MILLI);
        }
    }

    /** Throws everything away, and closes the connection after a time; 0 never closes it. */
    record Timeout(long timeoutMillis) implements Toxic {
        @Override
        public ToxicType type() {
            return ToxicType.TIMEOUT;
        }

        @Override
        public List<Long> values() {
            return List.of(timeoutMillis);
        }

        @Override
        public Step pass(long state, Piece piece) {
            return new Step(state, piece.atNanos(), Fate.DISCARD);
        }

        @Override
        public long closesAtNanos(long state, long sinceNanos) {
            return timeoutMillis == 0 ? Long.MAX_VALUE : Piece.later(sinceNanos, timeoutMillis * NANOS_PER_MILLI);
        }
    }

    /** Holds everything, and resets the connection a time after the first of it came. Keeps when that was. */
    record ResetPeer(long timeoutMillis) implements Toxic {
        @Override
        public ToxicType type() {
            return ToxicType.RESET_PEER;
        }

        @Override
        public List<Long> values() {
            return List.of(timeoutMillis);
        }

        @Override
        public Step pass(long state, Piece piece) {
            return Step.hold(state == NOTHING_YET ? piece.atNanos() : state);
        }

        @Override
        public long end(long state, Piece piece) {
            return Long.MAX_VALUE;
        }

        @Override
        public long closesAtNanos(long state, long sinceNanos) {
            return state == NOTHING_YET ? Long.MAX_VALUE : Piece.later(state, timeoutMillis * NANOS_PER_MILLI);
        }
    }

    /** Cuts the stream into small segments with a pause after each. Keeps when the last pause ends. */
    record Slicer(long averageBytes, long variationBytes, long delayMicros) implements Toxic {
        @Override
        public ToxicType type() {
            return ToxicType.SLICER;
        }

        @Override
        public List<Long> values() {
            return List.of(averageBytes, variationBytes, delayMicros);
        }

        @Override
        public int segmentBytes(long state, double chance) {
            long bytes = averageBytes - variationBytes + (long) (chance * (2 * variationBytes + 1));
            return (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes));
        }

        @Override
        public Step pass(long state, Piece piece) {
            long at = Math.max(state, piece.atNanos());
            return Step.pass(Piece.later(at, delayMicros * 1_000), at);
        }

        @Override
        public long end(long state, Piece piece) {
            return Math.max(state, piece.atNanos());
        }
    }

    /** Closes the connection after a number of bytes. Keeps how many have passed. */
    record Limit(long bytes) implements Toxic {
        @Override
        public ToxicType type() {
            return ToxicType.LIMIT_DATA;
        }

        @Override
        public List<Long> values() {
            return List.of(bytes);
        }

        @Override
        public long start() {
            return 0;
        }

        @Override
        public int segmentBytes(long state, double chance) {
            return (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes - state));
        }

        @Override
        public Step pass(long state, Piece piece) {
            long left = bytes - state - piece.bytes();
            Fate fate = left > 0 ? Fate.PASS : left == 0 ? Fate.LAST : Fate.CLOSE;
            return new Step(fate == Fate.CLOSE ? state : state + piece.bytes(), piece.atNanos(), fate);
        }
    }
}
