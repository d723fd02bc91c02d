package dev.roadrig.boards.link.toxic;

import dev.roadrig.boards.link.stream.Release;
import dev.roadrig.boards.link.stream.StreamPolicies;
import dev.roadrig.boards.link.stream.StreamPolicy;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One direction of one connection in virtual time, whose segments are as the test says. */
final class Toxified {
    static final long MILLI = 1_000_000L;

    final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    final ToxicLedger ledger = new ToxicLedger();
    /** What became of the connection, with when in milliseconds. */
    final List<String> ends = new ArrayList<>();

    private final ToxicPolicies policies;
    private final StreamPolicy policy;
    private long segments;

    private Toxified(long seed, long number, List<PlacedToxic> toxics) {
        policies = new ToxicPolicies(ticker, ledger, seed);
        policies.toxics(toxics);
        policy = policies.open(
                new StreamPolicies.Flow() {
                    @Override
                    public long number() {
                        return number;
                    }

                    @Override
                    public void close() {
                        ends.add("close " + ticker.nanos() / MILLI);
                    }

                    @Override
                    public void reset() {
                        ends.add("reset " + ticker.nanos() / MILLI);
                    }
                },
                Direction.UP);
    }

    static Toxified by(Toxic... toxics) {
        return connection(1, 0, named(toxics));
    }

    static Toxified connection(long seed, long number, List<PlacedToxic> toxics) {
        return new Toxified(seed, number, toxics);
    }

    /** Named t0, t1 ... on every connection. */
    static List<PlacedToxic> named(Toxic... toxics) {
        List<PlacedToxic> placed = new ArrayList<>();
        for (Toxic toxic : toxics) {
            placed.add(new PlacedToxic("t" + placed.size(), Direction.UP, 1, toxic, 0));
        }
        return placed;
    }

    void toxics(List<PlacedToxic> toxics) {
        policies.toxics(toxics);
    }

    void underlay(Underlay underlay) {
        policies.underlay(direction -> underlay);
    }

    /** Time passes. */
    void until(long millis) {
        ticker.await(() -> false, new Deadline(millis * MILLI));
    }

    int mostBytes() {
        return policy.segmentBytes();
    }

    /** The next segment comes now. */
    Release segment(int bytes) {
        return policy.depart(segments++, bytes, ticker.nanos());
    }

    Release again(long segment, int bytes) {
        return policy.depart(segment, bytes, ticker.nanos());
    }

    void left(long segment, int bytes) {
        policy.left(segment, bytes, ticker.nanos(), ticker.nanos());
    }

    Release end() {
        return policy.end(ticker.nanos());
    }

    void closed() {
        policy.closed();
    }

    static Release atMillis(double millis) {
        return Release.at(Math.round(millis * MILLI));
    }
}
