package dev.roadrig.boards.link.toxic;

import dev.roadrig.boards.link.stream.StreamPolicies;
import dev.roadrig.boards.link.stream.StreamPolicy;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The toxics of a proxy, which are on every connection of one relay as their toxicity says, and may change at any time. */
public final class ToxicPolicies implements StreamPolicies {
    private final Ticker ticker;
    private final ToxicLedger ledger;
    private final ToxicDice dice;
    private final long firstConnection;
    private final Set<ToxicPolicy> open = ConcurrentHashMap.newKeySet();
    private List<PlacedToxic> toxics = List.of();
    private Function<Direction, Underlay> underlay = direction -> Underlay.NONE;

    /**
     * @param ledger of the proxy; connections are numbered on from those that it has counted
     * @param seed decides which connections a toxic is on, and what chance does to segments
     */
    public ToxicPolicies(Ticker ticker, ToxicLedger ledger, long seed) {
        this.ticker = ticker;
        this.ledger = ledger;
        this.dice = new ToxicDice(seed);
        this.firstConnection = ledger.connections();
    }

    @Override
    public synchronized StreamPolicy open(Flow flow, Direction direction) {
        if (direction == Direction.UP) {
            ledger.opened();
        }
        var policy = new ToxicPolicy(this, flow, direction, ticker.nanos());
        policy.adopt(onConnection(policy), underlay.apply(direction));
        open.add(policy);
        return policy;
    }

    /** From now on these toxics, in this order; the relay has to reconsider what it holds. */
    public void toxics(List<PlacedToxic> newToxics) {
        List<ToxicPolicy> ended;
        synchronized (this) {
            toxics = List.copyOf(newToxics);
            ended = adopt();
        }
        ended.forEach(policy -> policy.flow().close());
    }

    /**
     * From now on this link under the toxics; the relay has to reconsider what it holds.
     *
     * @param newUnderlay by direction
     */
    public void underlay(Function<Direction, Underlay> newUnderlay) {
        synchronized (this) {
            underlay = newUnderlay;
            adopt();
        }
    }

    private List<ToxicPolicy> adopt() {
        List<ToxicPolicy> ended = new ArrayList<>();
        for (ToxicPolicy policy : open) {
            if (policy.adopt(onConnection(policy), underlay.apply(policy.direction()))) {
                ended.add(policy);
            }
        }
        return ended;
    }

    private List<PlacedToxic> onConnection(ToxicPolicy policy) {
        return toxics.stream()
                .filter(toxic -> toxic.direction() == policy.direction())
                .filter(toxic -> dice.hits(policy.connection(), toxic))
                .toList();
    }

    void closed(ToxicPolicy policy) {
        open.remove(policy);
    }

    Ticker ticker() {
        return ticker;
    }

    ToxicLedger ledger() {
        return ledger;
    }

    ToxicDice dice() {
        return dice;
    }

    long firstConnection() {
        return firstConnection;
    }
}
