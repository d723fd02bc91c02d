package dev.roadrig.scenarios.scenario;

import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.link.PacketTrace;
import dev.roadrig.scenarios.link.TraceLines;
import dev.roadrig.scenarios.yaml.YamlMap;
import dev.roadrig.scenarios.yaml.YamlNode;
import dev.roadrig.scenarios.yaml.YamlScalar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What recorded or made-up traces say of a link.
 *
 * @param states names of the conditions that the trace states: up, down, rtt, jitter, loss
 * @param steps states by nanoseconds since the drive's start
 */
record LinkTrace(List<String> states, NavigableMap<Long, LinkState> steps) {
    static final List<String> EVERY_CONDITION = List.of("up", "down", "rtt", "jitter", "loss");

    LinkTrace {
        states = List.copyOf(states);
    }

    /** A file for both directions, or a map with a mahimahi trace each for {@code up} and {@code down}. */
    static LinkTrace read(YamlNode node, Supplier<DriveTime> drive) {
        if (!(node instanceof YamlMap map)) {
            YamlScalar file = node.asScalar();
            Path path = file.file();
            return file.inPlace(() -> read(path, drive));
        }
        map.only("up", "down");
        if (map.keys().isEmpty()) {
            throw map.bad("a trace is missing; write up, down or both");
        }
        NavigableMap<Long, Long> open = new TreeMap<>();
        open.put(0L, Long.MAX_VALUE);
        NavigableMap<Long, Long> up =
                map.optionalScalar("up").map(LinkTrace::mahimahi).orElse(open);
        NavigableMap<Long, Long> down =
                map.optionalScalar("down").map(LinkTrace::mahimahi).orElse(open);
        return rates(List.copyOf(map.keys()), up, down);
    }

    /** As a source of conditions. */
    ConditionSource source() {
        NavigableMap<Long, LinkConditions> stated = new TreeMap<>();
        steps.forEach((at, state) -> stated.put(at, LinkConditions.of(state, states)));
        return ConditionSource.trace(stated);
    }

    /** A mahimahi trace of a direction, chance by chance; empty where the trace is another. */
    static Optional<PacketTrace> chances(YamlNode node, String way) {
        if (node instanceof YamlMap map) {
            return map.optionalScalar(way).map(LinkTrace::chances);
        }
        YamlScalar file = node.asScalar();
        Path path = file.file();
        boolean other = DriveReader.isMcap(path) || file.inPlace(() -> isCellular(path));
        return other ? Optional.empty() : Optional.of(chances(file));
    }

    private static PacketTrace chances(YamlScalar file) {
        Path path = file.file();
        return file.inPlace(() -> PacketTrace.read(path));
    }

    private static LinkTrace read(Path path, Supplier<DriveTime> drive) {
        if (DriveReader.isMcap(path)) {
            return DriveLink.read(path, drive.get());
        }
        return isCellular(path) ? CellularCsv.read(path, drive.get()) : both(MahimahiTrace.read(path));
    }

    private static NavigableMap<Long, Long> mahimahi(YamlScalar file) {
        Path path = file.file();
        return file.inPlace(() -> MahimahiTrace.read(path));
    }

    private static LinkTrace both(NavigableMap<Long, Long> rates) {
        return rates(List.of("up", "down"), rates, rates);
    }

    private static LinkTrace rates(List<String> states, NavigableMap<Long, Long> up, NavigableMap<Long, Long> down) {
        TreeSet<Long> moments = new TreeSet<>(up.keySet());
        moments.addAll(down.keySet());
        NavigableMap<Long, LinkState> steps = new TreeMap<>();
        for (long at : moments) {
            long upRate = up.floorEntry(at).getValue();
            long downRate = down.floorEntry(at).getValue();
            steps.put(at, new LinkState("trace", upRate, downRate, Duration.ZERO, Duration.ZERO, 0));
        }
        return new LinkTrace(states, steps);
    }

    private static boolean isCellular(Path file) {
        try (TraceLines lines = TraceLines.open(file)) {
            return lines.next().startsWith("t_ns,");
        }
    }
}
