package dev.roadrig.boards.link.toxic;

import dev.roadrig.scenarios.link.Direction;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what went through a proxy since it was made. May be read by any thread. */
public final class ToxicLedger {
    private final AtomicLong connections = new AtomicLong();
    private final Map<Direction, AtomicLong> received = counters();
    private final Map<Direction, AtomicLong> sent = counters();
    private final Map<Direction, AtomicLong> discarded = counters();

    private static Map<Direction, AtomicLong> counters() {
        Map<Direction, AtomicLong> counters = new EnumMap<>(Direction.class);
        for (Direction direction : Direction.values()) {
            counters.put(direction, new AtomicLong());
        }
        return counters;
    }

    private static AtomicLong of(Map<Direction, AtomicLong> counters, Direction direction) {
        return counters.getOrDefault(direction, new AtomicLong());
    }

    /** Adds what another has counted. */
    public void add(ToxicLedger other) {
        connections.addAndGet(other.connections());
        for (Direction direction : Direction.values()) {
            of(received, direction).addAndGet(other.receivedBytes(direction));
            of(sent, direction).addAndGet(other.sentBytes(direction));
            of(discarded, direction).addAndGet(other.discardedSegments(direction));
        }
    }

    void opened() {
        connections.incrementAndGet();
    }

    void received(Direction direction, int bytes) {
        of(received, direction).addAndGet(bytes);
    }

    void sent(Direction direction, int bytes) {
        of(sent, direction).addAndGet(bytes);
    }

    void discarded(Direction direction) {
        of(discarded, direction).incrementAndGet();
    }

    public long connections() {
        return connections.get();
    }

    public long receivedBytes(Direction direction) {
        return of(received, direction).get();
    }

    public long sentBytes(Direction direction) {
        return of(sent, direction).get();
    }

    public long discardedSegments(Direction direction) {
        return of(discarded, direction).get();
    }
}
