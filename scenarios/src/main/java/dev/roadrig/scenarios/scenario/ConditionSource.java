package dev.roadrig.scenarios.scenario;

import dev.roadrig.scenarios.drive.Route;
import dev.roadrig.scenarios.quantity.Dimension;
import dev.roadrig.scenarios.yaml.YamlList;
import dev.roadrig.scenarios.yaml.YamlMap;
import dev.roadrig.scenarios.yaml.YamlNode;
import dev.roadrig.scenarios.yaml.YamlScalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** One source of a link's conditions over a drive: what it states from each moment on. */
final class ConditionSource {
    private final NavigableMap<Long, LinkConditions> steps;
    private final LinkConditions before;

    /** @param before the first step */
    private ConditionSource(NavigableMap<Long, LinkConditions> steps, LinkConditions before) {
        this.steps = steps;
        this.before = before;
    }

    static ConditionSource always(LinkConditions conditions) {
        return new ConditionSource(new TreeMap<>(Map.of(0L, conditions)), conditions);
    }

    /** A trace: before its first state, the first holds. */
    static ConditionSource trace(NavigableMap<Long, LinkConditions> steps) {
        return new ConditionSource(steps, steps.firstEntry().getValue());
    }

    static ConditionSource schedule(YamlList list) {
        NavigableMap<Long, LinkConditions> steps = new TreeMap<>();
        for (YamlNode node : list.items()) {
            YamlMap step = node.asMap().only(ConditionsReader.keysAnd("at", "name"));
            YamlScalar at = step.scalar("at");
            Duration time = at.duration(Duration.ZERO);
            if (!steps.isEmpty() && time.toNanos() <= steps.lastKey()) {
                throw at.bad("a schedule's steps rise; this is not after the one before");
            }
            steps.put(time.toNanos(), conditions(step));
        }
        steps.putIfAbsent(0L, LinkConditions.NOTHING);
        return new ConditionSource(steps, LinkConditions.NOTHING);
    }

    private static LinkConditions conditions(YamlMap map) {
        LinkConditions read = ConditionsReader.read(map);
        return new LinkConditions(map.optionalScalar("name").map(YamlScalar::title), read.up(), read.down());
    }

    /** A source a stretch, so that two that overlap are told as any two sources are. */
    static List<ConditionSource> along(YamlList list, Supplier<DriveTime> drive) {
        List<ConditionSource> sources = new ArrayList<>();
        for (YamlNode node : list.items()) {
            YamlMap map = node.asMap().only(ConditionsReader.keysAnd("from", "to", "name"));
            double from =
                    map.optionalScalar("from").map(ConditionSource::metres).orElse(0.0);
            double to = map.optionalScalar("to").map(ConditionSource::metres).orElse(Double.MAX_VALUE);
            if (to <= from) {
                throw map.bad("the stretch ends before it begins");
            }
            sources.add(during(map.inPlace(() -> drive.get().route().between(from, to)), conditions(map)));
        }
        return sources;
    }

    private static double metres(YamlScalar scalar) {
        double metres = scalar.quantity(Dimension.LENGTH).value();
        if (!(metres >= 0 && metres < Double.MAX_VALUE)) {
            throw scalar.bad("a place on the route is 0 m or more");
        }
        return metres;
    }

    static List<ConditionSource> places(YamlList list, Supplier<DriveTime> drive) {
        List<ConditionSource> sources = new ArrayList<>();
        for (YamlNode node : list.items()) {
            YamlMap map = node.asMap().only(ConditionsReader.keysAnd("latitude", "longitude", "radius", "name"));
            double latitude = degrees(map.scalar("latitude"), 90);
            double longitude = degrees(map.scalar("longitude"), 180);
            YamlScalar radius = map.scalar("radius");
            double metres = metres(radius);
            if (metres == 0) {
                throw radius.bad("a circle of no size holds nothing");
            }
            sources.add(during(
                    map.inPlace(() -> drive.get().route().within(latitude, longitude, metres)), conditions(map)));
        }
        return sources;
    }

    private static double degrees(YamlScalar scalar, double most) {
        double degrees = scalar.number().doubleValue();
        if (!(Math.abs(degrees) <= most)) {
            throw scalar.bad("degrees are from -" + most + " to " + most);
        }
        return degrees;
    }

    private static ConditionSource during(List<Route.Span> spans, LinkConditions conditions) {
        NavigableMap<Long, LinkConditions> steps = new TreeMap<>(Map.of(0L, LinkConditions.NOTHING));
        for (Route.Span span : spans) {
            if (span.toNanos() <= 0) {
                continue;
            }
            steps.put(Math.max(0, span.fromNanos()), conditions);
            if (span.toNanos() != Long.MAX_VALUE) {
                steps.put(span.toNanos(), LinkConditions.NOTHING);
            }
        }
        return new ConditionSource(steps, LinkConditions.NOTHING);
    }

    Set<Long> moments() {
        return steps.keySet();
    }

    LinkConditions at(long driveOffsetNanos) {
        return Optional.ofNullable(steps.floorEntry(driveOffsetNanos))
                .map(Map.Entry::getValue)
                .orElse(before);
    }
}
