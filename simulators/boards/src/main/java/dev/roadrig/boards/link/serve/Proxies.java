package dev.roadrig.boards.link.serve;

import dev.roadrig.boards.link.toxic.ToxicLedger;
import dev.roadrig.boards.link.toxic.Underlay;
import dev.roadrig.scenarios.json.JsonValue;
import dev.roadrig.scenarios.json.JsonValue.Items;
import dev.roadrig.scenarios.json.JsonValue.Members;
import dev.roadrig.scenarios.link.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** All proxies, in the order in which they were made. One request at a time. */
final class Proxies {
    static final int MOST = 1_000;

    /** The proxy that has conditions under its toxics. */
    static final String LINK = "link";

    private final ServeRules rules;
    private final Map<String, ServedProxy> proxies = new LinkedHashMap<>();
    private final ToxicLedger deleted = new ToxicLedger();
    private Function<Direction, Underlay> conditions = direction -> Underlay.NONE;

    Proxies(ServeRules rules) {
        this.rules = rules;
    }

    List<ServedProxy> all() {
        return List.copyOf(proxies.values());
    }

    ServedProxy get(String name) throws ApiFault {
        ServedProxy proxy = proxies.get(name);
        if (proxy == null) {
            throw ApiFault.noProxy();
        }
        return proxy;
    }

    /** Makes a proxy; where it cannot listen there is none. */
    ServedProxy create(ProxyWish wish) throws ApiFault {
        if (proxies.containsKey(wish.name())) {
            throw ApiFault.proxyExists();
        }
        if (proxies.size() >= MOST) {
            throw ApiFault.badBody("there are " + MOST + " proxies already, and more are not served");
        }
        var proxy = new ServedProxy(wish.name(), wish.place(), rules);
        if (wish.name().equals(LINK)) {
            proxy.underlay(conditions);
        }
        if (wish.enabled()) {
            proxy.enable();
        }
        proxies.put(wish.name(), proxy);
        return proxy;
    }

    ServedProxy update(ServedProxy proxy, Members body) throws ApiFault {
        ProxyWish wish = ProxyWish.update(proxy, body);
        proxy.move(wish.place());
        if (wish.enabled()) {
            proxy.enable();
        } else {
            proxy.disable();
        }
        return proxy;
    }

    void delete(String name) throws ApiFault {
        ServedProxy proxy = get(name);
        proxy.disable();
        deleted.add(proxy.ledger());
        proxies.remove(name);
    }

    /** Makes many; one that stands at the same place is kept, one of the name at another place is replaced. */
    List<ServedProxy> populate(Items wishes) throws ApiFault {
        List<ProxyWish> read = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (JsonValue wish : wishes.values()) {
            int number = read.size() + 1;
            read.add(ProxyWish.create(ApiJson.members(wish), " at proxy " + number));
            if (!names.add(read.get(number - 1).name())) {
                throw ApiFault.badBody("proxy " + number + " has the name of one before it");
            }
        }
        List<ServedProxy> made = new ArrayList<>();
        for (ProxyWish wish : read) {
            made.add(createOrReplace(wish));
        }
        return made;
    }

    private ServedProxy createOrReplace(ProxyWish wish) throws ApiFault {
        ServedProxy there = proxies.get(wish.name());
        if (there != null && wish.isPlaceOf(there)) {
            if (wish.enabled()) {
                there.enable();
            } else {
                there.disable();
            }
            return there;
        }
        if (there != null) {
            delete(wish.name());
        }
        return create(wish);
    }

    /** Enables every proxy and removes every toxic. */
    void reset() throws ApiFault {
        for (ServedProxy proxy : all()) {
            proxy.enable();
            proxy.removeToxics();
        }
    }

    /** The link's conditions from now on, whether there is a link already or not. */
    void conditions(Function<Direction, Underlay> newConditions) {
        conditions = newConditions;
        ServedProxy link = proxies.get(LINK);
        if (link != null) {
            link.underlay(newConditions);
        }
    }

    /** What went through proxies that are no more. */
    ToxicLedger deleted() {
        return deleted;
    }

    void disableAll() {
        all().forEach(ServedProxy::disable);
    }
}
