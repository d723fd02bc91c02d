package dev.roadrig.scenarios.scenario;

import dev.roadrig.scenarios.link.DropVector;
import dev.roadrig.scenarios.link.Jitter;
import dev.roadrig.scenarios.link.Jitter.Distribution;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.quantity.Dimension;
import dev.roadrig.scenarios.quantity.Quantity;
import dev.roadrig.scenarios.yaml.YamlMap;
import dev.roadrig.scenarios.yaml.YamlNode;
import dev.roadrig.scenarios.yaml.YamlScalar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads conditions of a link as they stand at the top of a {@code network:}, in a step of its schedule, or at a place.
 *
 * <pre>{@code
 * {rate: 10 Mbit/s, delay: 20ms, jitter: 2ms, loss: 1 %}
 * {up: 2 Mbit/s, down: {rate: 10 Mbit/s, delay: 35ms}, delay: 20ms}     # a way's own word goes before that for both
 * {jitter: {deviation: 4ms, distribution: pareto, correlation: 0.3}}    # normal, uniform, pareto
 * {loss: {enter: 2 %, leave: 20 %}}                                     # Gilbert-Elliott; lost-in-bad, lost-in-good
 * {loss: {recorded: drops.txt}}                                         # see DropVector
 * {reorder: 1 %, duplicate: 0.1 %, corrupt: 0.01 %}                     # packets only: a byte stream hides them
 * }</pre>
 */
final class ConditionsReader {
    /** What can be stated. */
    static final List<String> KEYS =
            List.of("rate", "up", "down", "delay", "rtt", "jitter", "loss", "reorder", "duplicate", "corrupt");

    private static final String[] WAY_KEYS = {"rate", "delay", "jitter", "loss", "reorder", "duplicate", "corrupt"};

    private ConditionsReader() {}

    /** Keys beside those of conditions are the caller's. */
    static LinkConditions read(YamlMap map) {
        twice(map, "rtt", "delay");
        for (String way : List.of("up", "down")) {
            if (map.optional(way).filter(YamlScalar.class::isInstance).isPresent()) {
                twice(map, "rate", way);
            }
        }
        WayConditions both = way(map, rate(map, "rate"));
        return new LinkConditions(Optional.empty(), side(map, "up", both), side(map, "down", both));
    }

    private static WayConditions side(YamlMap map, String way, WayConditions both) {
        Optional<YamlNode> node = map.optional(way);
        if (node.isPresent() && node.get() instanceof YamlMap own) {
            own.only(WAY_KEYS);
            return way(own, rate(own, "rate")).over(both);
        }
        return withRate(rate(map, way)).over(both);
    }

    private static WayConditions withRate(Optional<Long> rate) {
        return new WayConditions(
                rate,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static WayConditions way(YamlMap map, Optional<Long> rate) {
        return new WayConditions(
                rate,
                time(map, "delay").or(() -> time(map, "rtt").map(both -> both.dividedBy(2))),
                map.optional("jitter").map(ConditionsReader::jitter),
                map.optional("loss").map(ConditionsReader::loss),
                share(map, "reorder"),
                share(map, "duplicate"),
                share(map, "corrupt"));
    }

    private static void twice(YamlMap map, String first, String second) {
        if (map.has(first) && map.has(second)) {
            throw map.badKey(second, first + " and " + second + " state the same; keep one");
        }
    }

    private static Optional<Long> rate(YamlMap map, String key) {
        return map.optionalScalar(key).map(s -> {
            Quantity rate = s.quantity(Dimension.BIT_RATE);
            long bits = s.inPlace(() -> rate.whole("bits a second"));
            if (bits < 0) {
                throw s.bad("a rate is not negative");
            }
            return bits;
        });
    }

    private static Optional<Duration> time(YamlMap map, String key) {
        return map.optionalScalar(key).map(s -> s.duration(Duration.ZERO));
    }

    private static Optional<Double> share(YamlMap map, String key) {
        return map.optionalScalar(key).map(s -> share(s, key));
    }

    private static double share(YamlScalar scalar, String what) {
        double share = scalar.quantity(Dimension.SHARE).value();
        if (!(share >= 0 && share <= 1)) {
            throw scalar.bad("a " + what + " is between 0 and 1 (0 % and 100 %)");
        }
        return share;
    }

    private static Jitter jitter(YamlNode node) {
        if (!(node instanceof YamlMap map)) {
            return Jitter.normal(node.asScalar().duration(Duration.ZERO));
        }
        map.only("deviation", "distribution", "correlation");
        Duration deviation = map.scalar("deviation").duration(Duration.ZERO);
        Distribution distribution = map.optionalScalar("distribution")
                .map(s -> s.word(Distribution.values(), Distribution::word))
                .orElse(Distribution.NORMAL);
        double correlation = share(map, "correlation").orElse(0.0);
        if (correlation > 0.999) {
            throw map.badKey("correlation", "a jitter's correlation is at most 0.999; above it nothing varies");
        }
        return new Jitter(deviation, distribution, correlation);
    }

    private static Loss loss(YamlNode node) {
        if (!(node instanceof YamlMap map)) {
            return new Loss.Bernoulli(share(node.asScalar(), "loss"));
        }
        List<String> burst = List.of("enter", "leave", "lost-in-bad", "lost-in-good");
        List<String> keys = new ArrayList<>(burst);
        keys.add("recorded");
        map.only(keys.toArray(String[]::new));
        if (map.has("recorded")) {
            burst.stream().filter(map::has).forEach(key -> twice(map, "recorded", key));
            YamlScalar file = map.scalar("recorded");
            Path path = file.file();
            return new Loss.Recorded(file.inPlace(() -> DropVector.read(path)));
        }
        YamlScalar leave = map.scalar("leave");
        if (share(leave, "chance of a burst's end") == 0) {
            throw leave.bad("a burst that never ends is an outage; write a rate of 0 for it");
        }
        return new Loss.GilbertElliott(
                share(map.scalar("enter"), "chance of a burst"),
                share(leave, "chance of a burst's end"),
                share(map, "lost-in-bad").orElse(1.0),
                share(map, "lost-in-good").orElse(0.0));
    }

    /** The keys of conditions and others, for {@link YamlMap#only}. */
    static String[] keysAnd(String... others) {
        List<String> all = new ArrayList<>(KEYS);
        all.addAll(Arrays.asList(others));
        return all.toArray(String[]::new);
    }
}
