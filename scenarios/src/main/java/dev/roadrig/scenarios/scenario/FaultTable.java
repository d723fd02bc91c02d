package dev.roadrig.scenarios.scenario;

import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.quantity.Dimension;
import dev.roadrig.scenarios.scenario.FaultOrder.Kind;
import dev.roadrig.scenarios.yaml.YamlList;
import dev.roadrig.scenarios.yaml.YamlMap;
import dev.roadrig.scenarios.yaml.YamlScalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The closed table of faults, and what each may say beside {@code fault} and {@code at}:
 *
 * <pre>{@code
 * power-cut    for                                 reboot
 * brown-out    volts, for, slope                   agent-kill
 * ignition     state: on | off                     ssh-cut      for
 * camera       what: freeze | drop | black | noise | late, for, by (a time, for late)
 * can-silence  for                                 gnss         what: lost | jump, for, by (a length, for jump)
 * storage      what: full | slow | read-only, for  clock        what: jump | unset, by (a time, for jump)
 * cpu-load     share, for                          heat         ambient, for
 * }</pre>
 */
final class FaultTable {
    private static final int MOST = 1_000;

    private FaultTable() {}

    /** In order of their begin. */
    static List<FaultOrder> read(Optional<YamlList> list) {
        List<Written> all = new ArrayList<>();
        for (YamlMap map : list.map(YamlList::maps).orElse(List.of())) {
            all.add(new Written(order(map), map));
            if (all.size() > MOST) {
                throw map.bad("there are over " + MOST + " faults");
            }
        }
        all.sort(Comparator.comparing(each -> each.order().at()));
        var ignition = new IgnitionOrders();
        for (Written each : all) {
            Optional<String> objection = ignition.take(each.order());
            if (objection.isPresent()) {
                throw each.map().badKey("at", objection.get());
            }
        }
        return all.stream().map(Written::order).toList();
    }

    /** An order and where it stands. */
    private record Written(FaultOrder order, YamlMap map) {}

    private static FaultOrder order(YamlMap map) {
        Kind kind = map.word("fault", Kind.values(), Kind::word);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String name : map.only(allowed(kind)).keys()) {
            parameters.put(name, map.text(name));
        }
        check(kind, map);
        List.of("fault", "at", "for").forEach(parameters::remove);
        Duration lasting = map.optionalScalar("for")
                .map(s -> s.duration(Duration.ofNanos(1)))
                .orElse(Duration.ZERO);
        return new FaultOrder(kind, map.scalar("at").duration(Duration.ZERO), lasting, parameters);
    }

    private static String[] allowed(Kind kind) {
        String words =
                switch (kind) {
                    case POWER_CUT, SSH_CUT, CAN_SILENCE -> "for";
                    case BROWN_OUT -> "volts for slope";
                    case IGNITION -> "state";
                    case REBOOT, AGENT_KILL -> "";
                    case CAMERA, GNSS -> "what for by";
                    case STORAGE -> "what for";
                    case CLOCK -> "what by";
                    case CPU_LOAD -> "share for";
                    case HEAT -> "ambient for";
                };
        return ("fault at " + words).strip().split(" ");
    }

    private static void check(Kind kind, YamlMap map) {
        switch (kind) {
            case POWER_CUT, SSH_CUT, CAN_SILENCE -> map.node("for");
            case BROWN_OUT -> {
                map.quantity("volts", Dimension.VOLTAGE);
                map.node("for");
                map.optionalScalar("slope").ifPresent(s -> s.duration(Duration.ZERO));
            }
            case IGNITION -> word(map.scalar("state"), "on", "off");
            case REBOOT, AGENT_KILL -> {}
            case CAMERA -> {
                what(map, "late", Dimension.TIME, "freeze", "drop", "black", "noise", "late");
                map.optionalScalar("by").ifPresent(s -> s.duration(Duration.ofNanos(1)));
            }
            case GNSS -> what(map, "jump", Dimension.LENGTH, "lost", "jump");
            case STORAGE -> word(map.scalar("what"), "full", "slow", "read-only");
            case CLOCK -> {
                what(map, "jump", Dimension.TIME, "jump", "unset");
                map.optionalScalar("by").ifPresent(FaultTable::wholeSeconds);
            }
            case CPU_LOAD -> share(map.scalar("share"));
            case HEAT -> map.quantity("ambient", Dimension.TEMPERATURE);
        }
    }

    private static void what(YamlMap map, String needsBy, Dimension by, String... words) {
        String what = word(map.scalar("what"), words);
        if (what.equals(needsBy)) {
            map.quantity("by", by);
        } else if (map.has("by")) {
            throw map.badKey("by", "only " + Wording.quote(needsBy) + " says by how much");
        }
    }

    private static String word(YamlScalar scalar, String... words) {
        return scalar.word(words, w -> w);
    }

    private static void wholeSeconds(YamlScalar scalar) {
        double seconds = scalar.quantity(Dimension.TIME).value();
        if (seconds == 0 || seconds != Math.rint(seconds)) {
            throw scalar.bad(
                    Wording.quote(scalar.text()) + " is not a whole number of seconds, and a clock is set to those");
        }
    }

    private static void share(YamlScalar scalar) {
        double share = scalar.quantity(Dimension.SHARE).value();
        if (!(share > 0 && share <= 1)) {
            throw scalar.bad(Wording.quote(scalar.text()) + " is not above 0 and at most 1 (100 %)");
        }
    }
}
