package dev.roadrig.boards.link.serve;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.json.JsonValue.Members;

/** What a request says of a proxy. */
record ProxyWish(String name, ProxyPlace place, boolean enabled) {
    private static final int LONGEST_NAME = 200;

    /**
     * A proxy that shall be made, enabled where nothing else is said.
     *
     * @param where added to the name of a field that is missing
     */
    static ProxyWish create(Members body, String where) throws ApiFault {
        String name = ApiJson.text(body, "name", "");
        if (name.isEmpty()) {
            throw ApiFault.missing("name" + where);
        }
        if (name.length() > LONGEST_NAME || name.codePoints().anyMatch(Character::isISOControl)) {
            throw ApiFault.badBody("a name is one line of " + LONGEST_NAME + " characters at most");
        }
        String upstream = ApiJson.text(body, "upstream", "");
        if (upstream.isEmpty()) {
            throw ApiFault.missing("upstream" + where);
        }
        String listen = ApiJson.text(body, "listen", "");
        ProxyPlace place = checked(listen.isEmpty() ? "127.0.0.1:0" : listen, upstream);
        return new ProxyWish(name, place, ApiJson.flag(body, "enabled", true));
    }

    /** What is not said stays. */
    static ProxyWish update(ServedProxy proxy, Members body) throws ApiFault {
        ProxyPlace place =
                checked(ApiJson.text(body, "listen", proxy.listen()), ApiJson.text(body, "upstream", proxy.upstream()));
        return new ProxyWish(proxy.name(), place, ApiJson.flag(body, "enabled", proxy.enabled()));
    }

    private static ProxyPlace checked(String listen, String upstream) throws ApiFault {
        try {
            Endpoint.parse(listen);
            Endpoint.parse(upstream);
        } catch (BadInput e) {
            throw ApiFault.badBody(String.valueOf(e.getMessage()));
        }
        return new ProxyPlace(listen, upstream);
    }

    /** Whether a proxy stands where this says; a host's name and its address are the same, and port 0 is any. */
    boolean isPlaceOf(ServedProxy proxy) {
        return proxy.upstream().equals(place.upstream())
                && (proxy.listen().equals(place.listen()) || isListener(proxy.listen()));
    }

    private boolean isListener(String listen) {
        try {
            Endpoint mine = Endpoint.parse(place.listen());
            Endpoint its = Endpoint.parse(listen);
            return mine.port() == its.port()
                    && mine.port() != 0
                    && mine.listener(true).equals(its.listener(true));
        } catch (BadInput e) {
            return false;
        }
    }
}
