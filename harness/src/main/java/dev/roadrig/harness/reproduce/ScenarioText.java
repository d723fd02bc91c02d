package dev.roadrig.harness.reproduce;

import dev.roadrig.scenarios.scenario.FaultOrder;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.Symptom;
import dev.roadrig.scenarios.yaml.YamlFile;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a changed scenario says, as its file would: a record of it then says what was played. */
final class ScenarioText {
    private ScenarioText() {}

    /** The same with its text brought up to date; a link that has changed is in the record message by message. */
    static Scenario written(Scenario scenario) {
        String text =
                YamlFile.of(scenario.file(), scenario.text(), values(scenario)).text();
        return scenario.under(scenario.window(), scenario.network(), scenario.faults(), text);
    }

    /** YAML values by key, of what a search or a replay changes. */
    static Map<String, String> values(Scenario scenario) {
        Map<String, String> values = new HashMap<>();
        values.put("repeat", "1");
        values.put("seed", Long.toString(scenario.seed()));
        if (!scenario.window().equals(Scenario.Window.WHOLE)) {
            values.put(
                    "window",
                    "{from: " + time(scenario.window().from()) + ", to: "
                            + time(scenario.window().to()) + "}");
        }
        values.put("faults", faults(scenario.faults()));
        Symptom symptom = scenario.reproduces();
        if (symptom != null) {
            values.put("reproduces", symptom.text());
        }
        return values;
    }

    private static String faults(List<FaultOrder> faults) {
        return faults.stream().map(ScenarioText::fault).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String fault(FaultOrder order) {
        String lasting = order.lasting().isZero() ? "" : ", for: " + time(order.lasting());
        String more = new TreeMap<>(order.parameters())
                .entrySet().stream()
                        .map(e -> ", " + e.getKey() + ": " + YamlFile.quoted(e.getValue()))
                        .collect(Collectors.joining());
        return "{fault: " + order.kind().word() + ", at: " + time(order.at()) + lasting + more + "}";
    }

    private static String time(Duration time) {
        long nanos = time.toNanos();
        return nanos % 1_000_000 == 0 ? nanos / 1_000_000 + "ms" : nanos + "ns";
    }
}
