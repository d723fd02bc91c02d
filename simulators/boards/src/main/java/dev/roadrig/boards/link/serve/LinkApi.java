package dev.roadrig.boards.link.serve;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.json.JsonText;
import dev.roadrig.scenarios.json.JsonValue;
import dev.roadrig.scenarios.json.JsonValue.Members;
import dev.roadrig.scenarios.time.Ticker;
import java.util.List;

/** Toxiproxy's interface: which request does what, and what answers say. One request at a time. */
final class LinkApi {
    /** Of Toxiproxy, whose answers these are; the rest is build metadata, which clients that compare pass over. */
    private static final String VERSION = "2.12.0+roadrig";

    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;

    private final Proxies proxies;
    private final Ticker ticker;

    LinkApi(Proxies proxies, Ticker ticker) {
        this.proxies = proxies;
        this.ticker = ticker;
    }

    /** @param path decoded, by its parts */
    Answer answer(String method, List<String> path, String body) throws ApiFault {
        synchronized (proxies) {
            String first = path.isEmpty() ? "" : path.get(0);
            if (first.equals("proxies")) {
                return switch (path.size()) {
                    case 1 -> all(method, body);
                    case 2 -> proxy(method, path.get(1), body);
                    case 3 -> toxics(method, path, body);
                    case 4 -> toxic(method, path, body);
                    default -> throw notFound(path);
                };
            }
            if (path.size() != 1) {
                throw notFound(path);
            }
            return other(method, first, body);
        }
    }

    private Answer other(String method, String name, String body) throws ApiFault {
        return switch (name) {
            case "version" -> {
                only(method, "GET");
                yield Answer.ok(Members.none().with("version", VERSION));
            }
            case "metrics" -> {
                only(method, "GET");
                yield Answer.metrics(MetricsText.of(proxies.all()));
            }
            case "reset" -> {
                only(method, "POST");
                proxies.reset();
                yield Answer.nothing();
            }
            case "populate" -> {
                only(method, "POST");
                yield populate(body);
            }
            default -> throw notFound(List.of(name));
        };
    }

    private Answer all(String method, String body) throws ApiFault {
        if (method.equals("POST")) {
            return Answer.created(ApiJson.proxy(proxies.create(ProxyWish.create(object(body), ""))));
        }
        only(method, "GET", "POST");
        Members list = Members.none();
        for (ServedProxy proxy : proxies.all()) {
            list = list.with(proxy.name(), ApiJson.proxy(proxy));
        }
        return Answer.ok(list);
    }

    private Answer populate(String body) {
        try {
            List<ServedProxy> made = proxies.populate(ApiJson.items(value(body)));
            return Answer.created(Members.none().with("proxies", ApiJson.proxies(made)));
        } catch (ApiFault e) {
            return Answer.json(e.status(), Answer.error(e).with("proxies", new JsonValue.Null()));
        }
    }

    private Answer proxy(String method, String name, String body) throws ApiFault {
        return switch (method) {
            case "GET" -> Answer.ok(ApiJson.proxy(proxies.get(name)));
            case "POST", "PATCH" -> {
                ServedProxy there = proxies.get(name);
                yield Answer.ok(ApiJson.proxy(proxies.update(there, object(body))));
            }
            case "DELETE" -> {
                proxies.delete(name);
                yield Answer.nothing();
            }
            default -> throw notAllowed("GET", "POST", "PATCH", "DELETE");
        };
    }

    private Answer toxics(String method, List<String> path, String body) throws ApiFault {
        if (!path.get(2).equals("toxics")) {
            throw notFound(path);
        }
        only(method, "GET", "POST");
        ServedProxy proxy = proxies.get(path.get(1));
        if (method.equals("GET")) {
            return Answer.ok(ApiJson.toxics(proxy));
        }
        var toxic = ToxicWish.create(object(body), ticker.nanos());
        proxy.add(toxic);
        return Answer.ok(ApiJson.toxic(toxic));
    }

    private Answer toxic(String method, List<String> path, String body) throws ApiFault {
        if (!path.get(2).equals("toxics")) {
            throw notFound(path);
        }
        ServedProxy proxy = proxies.get(path.get(1));
        String name = path.get(3);
        var toxic = proxy.toxic(name).orElseThrow(ApiFault::noToxic);
        return switch (method) {
            case "GET" -> Answer.ok(ApiJson.toxic(toxic));
            case "POST", "PATCH" -> {
                var updated = ToxicWish.update(toxic, object(body), ticker.nanos());
                proxy.replace(updated);
                yield Answer.ok(ApiJson.toxic(updated));
            }
            case "DELETE" -> {
                proxy.remove(name);
                yield Answer.nothing();
            }
            default -> throw notAllowed("GET", "POST", "PATCH", "DELETE");
        };
    }

    private static Members object(String body) throws ApiFault {
        return ApiJson.members(value(body));
    }

    private static JsonValue value(String body) throws ApiFault {
        try {
            return JsonText.read(body);
        } catch (BadInput e) {
            throw ApiFault.badBody(String.valueOf(e.getMessage()));
        }
    }

    private static void only(String method, String... allowed) throws ApiFault {
        if (!List.of(allowed).contains(method)) {
            throw notAllowed(allowed);
        }
    }

    private static ApiFault notAllowed(String... allowed) {
        return new ApiFault(NOT_ALLOWED, "method not allowed; allowed here: " + String.join(", ", allowed));
    }

    private static ApiFault notFound(List<String> path) {
        return new ApiFault(NOT_FOUND, "there is nothing at /" + String.join("/", path));
    }
}
