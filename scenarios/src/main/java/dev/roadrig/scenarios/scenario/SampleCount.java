package dev.roadrig.scenarios.scenario;

import dev.roadrig.scenarios.drive.DriveFrame;
import dev.roadrig.scenarios.spec.Metric;
import dev.roadrig.scenarios.spec.Requirement;
import dev.roadrig.scenarios.spec.Requirement.When;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Counts the samples that one repetition would give a requirement: frames, labelled objects, or ends of outages. */
final class SampleCount {
    private final Requirement requirement;
    private final Scenario scenario;
    private final TreeMap<String, Long> bySlice = new TreeMap<>();
    private final TreeMap<String, Long> mostBySlice = new TreeMap<>();
    private long samples;
    private long most;
    private boolean outage;

    SampleCount(Requirement requirement, Scenario scenario) {
        this.requirement = requirement;
        this.scenario = scenario;
    }

    /**
     * @param name empty where there are no slices
     * @param samples empty where they come from a meter
     * @param most as {@code samples}, if all that may count as inside a fault, or outside, does
     */
    record Slice(Optional<String> name, OptionalLong samples, OptionalLong most) {}

    Requirement requirement() {
        return requirement;
    }

    void add(DriveFrame frame) {
        boolean outageNow = outage(frame.offsetNanos());
        boolean outageEnds = outage && !outageNow;
        outage = outageNow;
        if (!inScope(frame.offsetNanos())) {
            return;
        }
        boolean counts = counts(frame.offsetNanos());
        long more =
                switch (requirement.metric()) {
                    case ACCURACY_TOP_1 -> frame.truth().size();
                    case RECOVERY -> outageEnds ? 1 : 0;
                    default -> 1;
                };
        samples += counts ? more : 0;
        most += more;
        requirement.forEach().ifPresent(attribute -> {
            String slice = attribute + "=" + frame.attributes().getOrDefault(attribute, "none");
            mostBySlice.merge(slice, more, Long::sum);
            if (counts) {
                bySlice.merge(slice, more, Long::sum);
            }
        });
    }

    List<Slice> slices() {
        if (requirement.metric() == Metric.POWER
                || requirement.metric() == Metric.TEMPERATURE
                || requirement.metric() == Metric.MEMORY_RSS) {
            return List.of(new Slice(Optional.empty(), OptionalLong.empty(), OptionalLong.empty()));
        }
        if (requirement.forEach().isEmpty()) {
            return List.of(new Slice(Optional.empty(), OptionalLong.of(samples), OptionalLong.of(most(samples, most))));
        }
        return bySlice.entrySet().stream()
                .map(e -> new Slice(
                        Optional.of(e.getKey()),
                        OptionalLong.of(e.getValue()),
                        OptionalLong.of(most(e.getValue(), mostBySlice.getOrDefault(e.getKey(), 0L)))))
                .toList();
    }

    private long most(long counted, long inScope) {
        return known() == ScenarioCheck.Known.AT_LEAST ? inScope : counted;
    }

    /**
     * What the samples are to those of a run, in which a fault also hits the frames that are in flight when it begins, and one
     * of the board those until it is back.
     */
    ScenarioCheck.Known known() {
        boolean open = scenario.faults().stream()
                .anyMatch(fault -> fault.at().compareTo(scenario.window().to()) <= 0);
        if (open && requirement.when() == When.FAULT) {
            return ScenarioCheck.Known.AT_LEAST;
        }
        return open && !requirement.includeFaults() ? ScenarioCheck.Known.AT_MOST : ScenarioCheck.Known.EXACTLY;
    }

    private boolean inScope(long offset) {
        long after = requirement.after().toNanos();
        long over = requirement.over().toNanos();
        return offset >= after && (over == 0 || offset < after + over);
    }

    private boolean counts(long offset) {
        boolean faulty = inFault(offset);
        if (requirement.when() == When.FAULT) {
            return faulty;
        }
        if (faulty && !requirement.includeFaults()) {
            return false;
        }
        return switch (requirement.when()) {
            case LINK_UP -> !outage(offset);
            case LINK_OUTAGE -> outage(offset);
            default -> true;
        };
    }

    private boolean outage(long offset) {
        LinkProfile network = scenario.network();
        return network != null && network.at(offset).outage();
    }

    private boolean inFault(long offset) {
        return scenario.faults().stream()
                .anyMatch(f -> offset >= f.at().toNanos()
                        && offset < f.end(scenario.faults()).toNanos());
    }
}
