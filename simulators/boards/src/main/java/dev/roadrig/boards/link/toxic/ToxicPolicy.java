package dev.roadrig.boards.link.toxic;

import dev.roadrig.boards.link.stream.Release;
import dev.roadrig.boards.link.stream.StreamPolicies.Flow;
import dev.roadrig.boards.link.stream.StreamPolicy;
import dev.roadrig.boards.link.toxic.Step.Fate;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.time.Ticker;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A chain of toxics on one direction of one connection. A segment that has not left is decided on again when the toxics
 * change: with the time at which it came, and from what the toxics kept before it.
 */
final class ToxicPolicy implements StreamPolicy {
    private final ToxicPolicies home;
    private final Flow flow;
    private final long connection;
    private final Direction direction;
    private final long openedNanos;
    private final NavigableMap<Long, Asked> asked = new TreeMap<>();
    private ToxicState left = ToxicState.NONE;
    private Underlay underlay = Underlay.NONE;
    private long nextSegment;
    private long underlayNanos = Long.MIN_VALUE;
    private long endNanos = Long.MAX_VALUE;
    private boolean closesWhenDrained;
    private boolean over;
    private Ticker.@Nullable Scheduled closing;
    private long closingNanos = Long.MAX_VALUE;
    private boolean closingResets;

    ToxicPolicy(ToxicPolicies home, Flow flow, Direction direction, long openedNanos) {
        this.home = home;
        this.flow = flow;
        this.connection = home.firstConnection() + flow.number();
        this.direction = direction;
        this.openedNanos = openedNanos;
    }

    Flow flow() {
        return flow;
    }

    long connection() {
        return connection;
    }

    Direction direction() {
        return direction;
    }

    /**
     * Takes other toxics.
     *
     * @param chain that is on this connection
     * @return whether the connection ends with that: what a timeout has thrown away is missing for ever
     */
    synchronized boolean adopt(List<PlacedToxic> chain, Underlay under) {
        boolean ends = left.chain().stream()
                .filter(toxic -> toxic.toxic() instanceof Toxic.Timeout)
                .anyMatch(
                        toxic -> chain.stream().noneMatch(other -> other.name().equals(toxic.name())));
        left = left.on(chain);
        for (Map.Entry<Long, Asked> entry : asked.entrySet()) {
            entry.getValue().moved(chain);
            if (under != underlay) {
                entry.setValue(entry.getValue().under(under, connection, entry.getKey()));
            }
        }
        underlay = under;
        closesWhenDrained = false;
        plan();
        return ends;
    }

    @Override
    public synchronized int segmentBytes() {
        ToxicState state = latest();
        int bytes = underlay.segmentBytes();
        for (int i = 0; i < state.chain().size(); i++) {
            PlacedToxic toxic = state.chain().get(i);
            bytes = Math.min(bytes, toxic.toxic().segmentBytes(state.kept(i), chance(toxic, nextSegment)));
        }
        return bytes;
    }

    @Override
    public synchronized Release depart(long segment, int bytes, long nowNanos) {
        boolean fresh = segment >= nextSegment;
        if (fresh) {
            nextSegment = segment + 1;
            home.ledger().received(direction, bytes);
        }
        Asked it = asked.get(segment);
        if (it == null) {
            long at = underlay.passes(connection, segment, bytes, nowNanos);
            it = new Asked(bytes, nowNanos, at, left);
            asked.put(segment, it);
        }
        underlayNanos = Math.max(underlayNanos, it.atNanos);
        Map.Entry<Long, Asked> before = asked.lowerEntry(segment);
        Release release = decide(segment, it, before == null ? null : before.getValue());
        if (fresh && release.fate() == Release.Fate.DISCARD) {
            home.ledger().discarded(direction);
        }
        plan();
        return release;
    }

    private Release decide(long segment, Asked it, @Nullable Asked before) {
        ToxicState state = before == null ? left : before.after();
        if (it.atNanos == Long.MAX_VALUE || (before != null && before.held())) {
            return it.decided(state, Release.HELD);
        }
        long[] kept = state.copy();
        long at = it.atNanos;
        Fate fate = Fate.PASS;
        for (int i = 0; i < kept.length && fate == Fate.PASS && at != Long.MAX_VALUE; i++) {
            PlacedToxic toxic = state.chain().get(i);
            Step step = toxic.toxic().pass(kept[i], piece(toxic, segment, it.bytes, at));
            kept[i] = step.state();
            at = step.atNanos();
            fate = step.fate();
        }
        ToxicState after = state.with(kept);
        if (fate == Fate.DISCARD) {
            return discard(segment, before, after);
        }
        if (fate == Fate.CLOSE) {
            closeAfter(before);
            return it.decided(after, Release.HELD);
        }
        Release.Fate then = fate == Fate.LAST ? Release.Fate.PASS_AND_CLOSE : Release.Fate.PASS;
        return it.decided(after, new Release(at, then));
    }

    private Release discard(long segment, @Nullable Asked before, ToxicState after) {
        asked.remove(segment);
        if (before == null) {
            left = after;
        } else {
            before.decided(after, before.release());
        }
        return new Release(Long.MIN_VALUE, Release.Fate.DISCARD);
    }

    /** The connection ends as soon as what goes before has left. */
    private void closeAfter(@Nullable Asked before) {
        if (before == null) {
            flow.close();
        } else {
            closesWhenDrained = true;
        }
    }

    @Override
    public synchronized Release end(long nowNanos) {
        endNanos = Math.min(endNanos, nowNanos);
        Map.Entry<Long, Asked> last = asked.lastEntry();
        if (last != null && last.getValue().held()) {
            return Release.HELD;
        }
        long at = Math.max(endNanos, underlayNanos);
        ToxicState state = latest();
        for (int i = 0; i < state.chain().size() && at != Long.MAX_VALUE; i++) {
            PlacedToxic toxic = state.chain().get(i);
            at = toxic.toxic().end(state.kept(i), piece(toxic, nextSegment, 0, at));
        }
        return Release.at(
                last == null ? at : Math.max(at, last.getValue().release().atNanos()));
    }

    @Override
    public synchronized void left(long segment, int bytes, long dueNanos, long nowNanos) {
        home.ledger().sent(direction, bytes);
        Asked it = asked.get(segment);
        if (it != null) {
            left = it.after();
            asked.headMap(segment, true).clear();
        }
        if (closesWhenDrained
                && (asked.isEmpty() || asked.firstEntry().getValue().held())) {
            flow.close();
        }
    }

    @Override
    public void closed() {
        synchronized (this) {
            over = true;
            plan();
            asked.clear();
            underlay.forget(connection);
        }
        home.closed(this);
    }

    private ToxicState latest() {
        Map.Entry<Long, Asked> last = asked.lastEntry();
        return last == null ? left : last.getValue().after();
    }

    private Piece piece(PlacedToxic toxic, long segment, int bytes, long atNanos) {
        return new Piece(bytes, atNanos, Math.max(openedNanos, toxic.sinceNanos()), chance(toxic, segment));
    }

    private double chance(PlacedToxic toxic, long segment) {
        return home.dice().chance(connection, 2 * segment + (direction == Direction.UP ? 0 : 1), toxic);
    }

    /** Has the connection ended when the first of the toxics ends it. */
    private void plan() {
        ToxicState state = latest();
        long first = Long.MAX_VALUE;
        boolean resets = false;
        for (int i = 0; i < state.chain().size(); i++) {
            PlacedToxic toxic = state.chain().get(i);
            long at = toxic.toxic().closesAtNanos(state.kept(i), Math.max(openedNanos, toxic.sinceNanos()));
            if (at < first) {
                first = at;
                resets = toxic.toxic() instanceof Toxic.ResetPeer;
            }
        }
        closeAt(over ? Long.MAX_VALUE : first, resets);
    }

    private void closeAt(long atNanos, boolean resets) {
        if (atNanos == closingNanos && resets == closingResets) {
            return;
        }
        Ticker.Scheduled planned = closing;
        if (planned != null) {
            planned.cancel();
        }
        closing = atNanos == Long.MAX_VALUE ? null : home.ticker().at(atNanos, resets ? flow::reset : flow::close);
        closingNanos = atNanos;
        closingResets = resets;
    }
}
