package dev.roadrig.boards.link.serve;

import dev.roadrig.boards.link.toxic.ToxicLedger;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.scenario.LinkProfile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Links by themselves: TCP proxies whose conditions and toxics are driven over HTTP, as Toxiproxy's are. */
public final class LinkServer implements AutoCloseable {
    private final ServeRules rules;
    private final Proxies proxies;
    private final ApiServer http;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * What has gone through a proxy.
     *
     * @param name of the proxy
     * @param discardedSegments thrown away, both ways
     */
    public record Account(
            String name,
            String listen,
            String upstream,
            long connections,
            long upBytes,
            long downBytes,
            long discardedSegments) {}

    /**
     * Opens the interface, without any proxy.
     *
     * @throws BadInput when others than this host could reach it, and it is not exposed
     * @throws RigFault when it cannot listen there
     */
    public static LinkServer open(Endpoint api, ServeRules rules) throws RigFault {
        InetSocketAddress listen = api.listener(rules.exposed());
        try {
            return new LinkServer(listen, rules);
        } catch (IOException e) {
            throw new RigFault(
                    "link.port",
                    "The API cannot listen on " + api.text() + ": " + e.getMessage()
                            + ". Take another port with --api, or end what listens there.");
        }
    }

    private LinkServer(InetSocketAddress listen, ServeRules rules) throws IOException {
        this.rules = rules;
        this.proxies = new Proxies(rules);
        this.http = new ApiServer(listen, new LinkApi(proxies, rules.ticker()));
    }

    /**
     * Opens the proxy "link".
     *
     * @return where it listens
     * @throws BadInput when others than this host could reach it, and it is not exposed, or a host is not known
     * @throws RigFault when it cannot listen there
     */
    public String link(Endpoint listen, Endpoint target) throws RigFault {
        InetSocketAddress from = listen.listener(rules.exposed());
        InetSocketAddress to = target.target();
        var place = new ProxyPlace(Endpoint.text(from), target.host().isEmpty() ? Endpoint.text(to) : target.text());
        try {
            synchronized (proxies) {
                return proxies.create(new ProxyWish(Proxies.LINK, place, true)).listen();
            }
        } catch (ApiFault e) {
            throw new RigFault("link.port", e.text());
        }
    }

    /** From now on these conditions lie under the proxy "link", from their beginning. */
    public void conditions(LinkProfile profile) {
        var played = new PlayedConditions(profile, rules.seed(), rules.ticker().nanos());
        synchronized (proxies) {
            proxies.conditions(played::in);
        }
    }

    /** Where the interface listens. */
    public String api() {
        return Endpoint.text(http.address());
    }

    /** What has gone through each proxy, and, where some were deleted, through those together. */
    public List<Account> accounts() {
        synchronized (proxies) {
            List<Account> accounts = new ArrayList<>();
            for (ServedProxy proxy : proxies.all()) {
                accounts.add(account(proxy.name(), new ProxyPlace(proxy.listen(), proxy.upstream()), proxy.ledger()));
            }
            if (proxies.deleted().connections() > 0) {
                accounts.add(account("(deleted)", new ProxyPlace("", ""), proxies.deleted()));
            }
            return accounts;
        }
    }

    private static Account account(String name, ProxyPlace place, ToxicLedger ledger) {
        return new Account(
                name,
                place.listen(),
                place.upstream(),
                ledger.connections(),
                ledger.sentBytes(Direction.UP),
                ledger.sentBytes(Direction.DOWN),
                ledger.discardedSegments(Direction.UP) + ledger.discardedSegments(Direction.DOWN));
    }

    /** Ends the interface, every connection, and all threads; the accounts stay. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        http.close();
        synchronized (proxies) {
            proxies.disableAll();
        }
    }
}
