package dev.roadrig.wires.tool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the figures of a result mean, and under which settings they came about.
 *
 * @param what a sentence without its stop: what was timed or counted, and what was not
 * @param conditions what changes the meaning of every figure, such as "data transfers on"; sorted
 * @param settings what was in force, given or by default, and keeps the meaning: a name and its value each
 * @param unstated what belongs to the meaning and is in neither the text nor the command line
 */
public record Measured(String what, List<String> conditions, Map<String, String> settings, List<String> unstated) {
    /** The end of a condition that the text does not tell; such results are compared with nothing. */
    public static final String NOT_KNOWN = "not known";

    public Measured {
        conditions = conditions.stream().distinct().sorted().collect(Collectors.toUnmodifiableList());
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        unstated = List.copyOf(unstated);
    }

    public Measured(String what, List<String> conditions) {
        this(what, conditions, Map.of(), List.of());
    }

    public Measured(String what, String... conditions) {
        this(what, List.of(conditions));
    }

    /** The same, with more said of it. */
    Measured with(List<String> moreConditions, Map<String, String> moreSettings, List<String> moreUnstated) {
        List<String> allConditions = new ArrayList<>(conditions);
        allConditions.addAll(moreConditions);
        Map<String, String> allSettings = new LinkedHashMap<>(settings);
        allSettings.putAll(moreSettings);
        List<String> allUnstated = new ArrayList<>(unstated);
        allUnstated.addAll(moreUnstated);
        return new Measured(what, allConditions, allSettings, allUnstated);
    }

    /** Whether the text leaves open what its figures mean: they are compared with nothing. */
    boolean isObscure() {
        return conditions.stream().anyMatch(condition -> condition.endsWith(NOT_KNOWN));
    }

    /** Whether figures of both mean the same, as far as is stated. */
    public boolean meansWhat(Measured other) {
        return what.equals(other.what) && conditions.equals(other.conditions);
    }

    @Override
    public String toString() {
        String inForce = settings.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining("; "));
        return what
                + (conditions.isEmpty() ? "" : " [" + String.join("; ", conditions) + "]")
                + (inForce.isEmpty() ? "" : " [in force: " + inForce + "]")
                + (unstated.isEmpty() ? "" : " [not stated: " + String.join("; ", unstated) + "]");
    }
}
