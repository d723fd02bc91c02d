package dev.roadrig.scenarios.spec;

import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.quantity.Dimension;
import dev.roadrig.scenarios.quantity.Quantity;
import dev.roadrig.scenarios.spec.Requirement.Bound;
import dev.roadrig.scenarios.spec.Requirement.Bound.Side;
import dev.roadrig.scenarios.spec.Requirement.When;
import dev.roadrig.scenarios.spec.Statistic.Kind;
import dev.roadrig.scenarios.yaml.YamlMap;
import dev.roadrig.scenarios.yaml.YamlScalar;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads one requirement of a spec. */
final class RequirementReader {
    private static final double DEFAULT_CONFIDENCE = 0.95;
    private static final int MOST_SAMPLES = 1_000_000_000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern PERCENTILE = Pattern.compile("p(\\d{1,2}(?:\\.\\d{1,4})?)");
    /** Metrics of the specification's language that nothing measures yet. */
    private static final Set<String> NOT_YET = Set.of("time-to", "events.false-alarms", "events.missed");

    private final YamlMap map;
    private final Metric metric;

    private RequirementReader(YamlMap map, Metric metric) {
        this.map = map;
        this.metric = metric;
    }

    static Requirement read(YamlMap map) {
        map.only(
                "id",
                "metric",
                "statistic",
                "at-most",
                "at-least",
                "no-worse-than",
                "when",
                "confidence",
                "for-each",
                "min-samples",
                "after",
                "over",
                "include-faults",
                "of",
                "rail",
                "given",
                "event",
                "from");
        return new RequirementReader(map, metric(map.scalar("metric"))).requirement();
    }

    private static Metric metric(YamlScalar scalar) {
        if (NOT_YET.contains(scalar.text())) {
            throw scalar.bad(Wording.quote(scalar.text()) + " cannot be measured yet. Measurable today: " + words());
        }
        return scalar.word(Metric.values(), Metric::word);
    }

    private static String words() {
        return Arrays.stream(Metric.values()).map(Metric::word).collect(Collectors.joining(", "));
    }

    private Requirement requirement() {
        refuseNotYet();
        Statistic statistic = statistic();
        return new Requirement(
                id(),
                metric,
                statistic,
                bound(),
                when(),
                confidence(statistic),
                forEach(),
                map.optionalScalar("min-samples")
                        .map(s -> Math.toIntExact(s.whole(1, MOST_SAMPLES)))
                        .orElse(0),
                after(),
                map.optionalScalar("over").map(this::positive).orElse(Duration.ZERO),
                map.optionalScalar("include-faults").map(YamlScalar::flag).orElse(false),
                of(),
                given(),
                map.place().line());
    }

    private String id() {
        YamlScalar id = map.scalar("id");
        if (!ID.matcher(id.text()).matches()) {
            throw id.bad(Wording.quote(id.text()) + " is not an id; use up to 64 letters, digits, '.', '_', '-'");
        }
        if (id.text().equals("board.alive")) {
            throw id.bad("'board.alive' is the built-in requirement; take another id");
        }
        return id.text();
    }

    private void refuseNotYet() {
        if (map.has("no-worse-than")) {
            throw map.badKey("no-worse-than", "no-worse-than cannot be judged yet; write at-most or at-least");
        }
        for (String key : List.of("event", "from")) {
            if (map.has(key)) {
                throw map.badKey(key, Wording.quote(key) + " belongs to time-to, which cannot be measured yet");
            }
        }
    }

    private Statistic statistic() {
        Optional<YamlScalar> scalar = map.optionalScalar("statistic");
        if (scalar.isEmpty()) {
            return MetricRule.byDefault(metric)
                    .orElseThrow(() -> map.bad("key 'statistic' is missing; " + metric.word() + " has: " + allowed()));
        }
        Statistic statistic = parse(scalar.get());
        if (!MetricRule.statistics(metric).contains(statistic.kind())) {
            throw scalar.get()
                    .bad(Wording.quote(scalar.get().text()) + " is no statistic of " + metric.word() + ", which has: "
                            + allowed());
        }
        return statistic;
    }

    private static Statistic parse(YamlScalar scalar) {
        Matcher percentile = PERCENTILE.matcher(scalar.text());
        if (percentile.matches() && new BigDecimal(percentile.group(1)).signum() > 0) {
            // Not through percent / 100 in doubles: 99.9 / 100 is not 0.999.
            return new Statistic(
                    Kind.PERCENTILE,
                    new BigDecimal(percentile.group(1)).movePointLeft(2).doubleValue());
        }
        return scalar.word(
                new Statistic[] {
                    Statistic.MEAN, Statistic.MAX, Statistic.MIN, Statistic.COUNT, Statistic.SHARE,
                },
                Statistic::word);
    }

    private String allowed() {
        return MetricRule.statistics(metric).stream()
                .map(k ->
                        k == Kind.PERCENTILE ? "p95 (any percentile)" : k.name().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private Bound bound() {
        Optional<YamlScalar> most = map.optionalScalar("at-most");
        Optional<YamlScalar> least = map.optionalScalar("at-least");
        if (most.isPresent() == least.isPresent()) {
            throw map.bad(
                    most.isPresent()
                            ? "at-most and at-least are both there; write two requirements"
                            : "a bound is missing; write at-most or at-least");
        }
        YamlScalar scalar = most.or(() -> least).get();
        Quantity limit = scalar.quantity(MetricRule.dimension(metric));
        if (limit.tolerance().isPresent()) {
            throw scalar.bad("a bound has no tolerance");
        }
        boolean below = limit.exact().signum() < 0 && metric.unit() != Metric.Unit.CELSIUS;
        boolean above = metric.unit() == Metric.Unit.SHARE && limit.exact().compareTo(BigDecimal.ONE) > 0;
        if (below || above) {
            throw scalar.bad(Wording.quote(scalar.text()) + " is no bound: "
                    + (above ? "a share is at most 1 (or 100 %)" : metric.word() + " is never below 0"));
        }
        return new Bound(most.isPresent() ? Side.AT_MOST : Side.AT_LEAST, limit.value(), limit.written());
    }

    private When when() {
        Optional<YamlScalar> scalar = map.optionalScalar("when");
        if (scalar.isPresent() && scalar.get().text().matches("fault\\.[a-z-]+")) {
            throw scalar.get().bad("samples cannot be chosen by one kind of fault yet; write fault.* for all kinds");
        }
        return scalar.map(s -> s.word(When.values(), When::word)).orElse(When.ALWAYS);
    }

    private double confidence(Statistic statistic) {
        Optional<YamlScalar> scalar = map.optionalScalar("confidence");
        if (scalar.isEmpty()) {
            return DEFAULT_CONFIDENCE;
        }
        if (EnumSet.of(Kind.MAX, Kind.MIN, Kind.COUNT).contains(statistic.kind())) {
            throw map.badKey("confidence", "a " + statistic.word() + " is judged as measured and has no confidence");
        }
        double confidence = scalar.get().quantity(Dimension.SHARE).value();
        if (!(confidence > 0.5 && confidence < 1)) {
            throw scalar.get().bad(Wording.quote(scalar.get().text()) + " is not between 0.5 and 1 (50 % and 100 %)");
        }
        return confidence;
    }

    private Optional<String> forEach() {
        Optional<YamlScalar> scalar = map.optionalScalar("for-each");
        if (scalar.isPresent() && !MetricRule.byFrame(metric)) {
            throw map.badKey("for-each", metric.word() + " is not measured by frame and cannot be judged for-each");
        }
        return scalar.map(YamlScalar::title);
    }

    /** A recovery counts from an outage's end, which is what {@code after: link.outage} says; else a time. */
    private Duration after() {
        Optional<YamlScalar> scalar = map.optionalScalar("after");
        if (metric != Metric.RECOVERY) {
            return scalar.map(this::positive).orElse(Duration.ZERO);
        }
        scalar.ifPresent(s -> s.word(new When[] {When.LINK_OUTAGE}, When::word));
        return Duration.ZERO;
    }

    private Duration positive(YamlScalar scalar) {
        return scalar.duration(Duration.ofNanos(1));
    }

    private Optional<String> of() {
        if (map.has("rail") && map.has("of")) {
            throw map.badKey("rail", "rail and of both name what is measured; keep one");
        }
        if (map.has("rail") && metric != Metric.POWER && metric != Metric.ENERGY_PER_INFERENCE) {
            throw map.badKey("rail", metric.word() + " is not measured on a rail");
        }
        return map.optionalScalar("rail").or(() -> map.optionalScalar("of")).map(YamlScalar::title);
    }

    private Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        map.optionalMap("given").ifPresent(conditions -> {
            conditions.only("ambient", "supply", "state");
            conditions.optionalScalar("ambient").ifPresent(s -> s.quantity(Dimension.TEMPERATURE));
            conditions.optionalScalar("supply").ifPresent(s -> s.quantity(Dimension.VOLTAGE));
            conditions
                    .keys()
                    .forEach(name -> given.put(name, conditions.scalar(name).title()));
        });
        return given;
    }
}
