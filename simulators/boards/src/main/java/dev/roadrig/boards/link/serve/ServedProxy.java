package dev.roadrig.boards.link.serve;

import dev.roadrig.boards.link.stream.StreamRelay;
import dev.roadrig.boards.link.toxic.PlacedToxic;
import dev.roadrig.boards.link.toxic.ToxicLedger;
import dev.roadrig.boards.link.toxic.ToxicPolicies;
import dev.roadrig.boards.link.toxic.Underlay;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.link.Direction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One proxy: where it listens, where it leads, its toxics, and the relay while it is enabled. Not for many threads. */
final class ServedProxy {
    static final int MOST_TOXICS = 100;

    private final String name;
    private final ServeRules rules;
    private final ToxicLedger ledger = new ToxicLedger();
    private final List<PlacedToxic> toxics = new ArrayList<>();
    private Function<Direction, Underlay> underlay = direction -> Underlay.NONE;
    private String listen;
    private String upstream;
    private @Nullable Running running;

    private record Running(StreamRelay relay, ToxicPolicies policies) {}

    /** Not enabled yet. */
    ServedProxy(String name, ProxyPlace place, ServeRules rules) {
        this.name = name;
        this.listen = place.listen();
        this.upstream = place.upstream();
        this.rules = rules;
    }

    String name() {
        return name;
    }

    /** As it was written, and with its real port once it has listened. */
    String listen() {
        return listen;
    }

    String upstream() {
        return upstream;
    }

    boolean enabled() {
        return running != null;
    }

    ToxicLedger ledger() {
        return ledger;
    }

    /** In the order of Toxiproxy's answers: those upstream first. */
    List<PlacedToxic> toxics() {
        List<PlacedToxic> ordered = new ArrayList<>();
        for (Direction direction : Direction.values()) {
            toxics.stream().filter(toxic -> toxic.direction() == direction).forEach(ordered::add);
        }
        return ordered;
    }

    /** Begins to listen, unless it does already. */
    void enable() throws ApiFault {
        if (running != null) {
            return;
        }
        var policies = new ToxicPolicies(rules.ticker(), ledger, rules.seed());
        policies.toxics(toxics);
        policies.underlay(underlay);
        StreamRelay relay = open(policies);
        listen = Endpoint.text(relay.address());
        running = new Running(relay, policies);
    }

    private StreamRelay open(ToxicPolicies policies) throws ApiFault {
        try {
            InetSocketAddress from = Endpoint.parse(listen).listener(rules.exposed());
            InetSocketAddress to = Endpoint.parse(upstream).target();
            return StreamRelay.open(new StreamRelay.Place("rr-link-" + name, from, to), policies, rules.ticker());
        } catch (BadInput e) {
            throw ApiFault.badBody(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw ApiFault.host("The proxy " + name + " cannot listen on " + listen + ": " + e.getMessage()
                    + ". Take another port, or 0 for a free one.");
        }
    }

    /** Stops listening, and resets every connection. */
    void disable() {
        Running was = running;
        if (was != null) {
            running = null;
            was.relay().close();
        }
    }

    /** Takes another place; where it differs, connections end and it listens anew. */
    void move(ProxyPlace place) {
        if (!place.listen().equals(listen) || !place.upstream().equals(upstream)) {
            disable();
            listen = place.listen();
            upstream = place.upstream();
        }
    }

    Optional<PlacedToxic> toxic(String toxic) {
        return toxics.stream().filter(each -> each.name().equals(toxic)).findFirst();
    }

    void add(PlacedToxic toxic) throws ApiFault {
        if (toxic(toxic.name()).isPresent()) {
            throw ApiFault.toxicExists();
        }
        if (toxics.size() >= MOST_TOXICS) {
            throw ApiFault.badBody("a proxy has " + MOST_TOXICS + " toxics at most");
        }
        toxics.add(toxic);
        changed();
    }

    /** Puts a toxic in the place of the one of its name. */
    void replace(PlacedToxic toxic) {
        toxics.replaceAll(each -> each.name().equals(toxic.name()) ? toxic : each);
        changed();
    }

    void remove(String toxic) throws ApiFault {
        if (!toxics.removeIf(each -> each.name().equals(toxic))) {
            throw ApiFault.noToxic();
        }
        changed();
    }

    void removeToxics() {
        if (!toxics.isEmpty()) {
            toxics.clear();
            changed();
        }
    }

    /** Plays other conditions under the toxics. */
    void underlay(Function<Direction, Underlay> newUnderlay) {
        underlay = newUnderlay;
        changed();
    }

    private void changed() {
        Running now = running;
        if (now != null) {
            now.policies().toxics(toxics);
            now.policies().underlay(underlay);
            now.relay().reconsider();
        }
    }
}
