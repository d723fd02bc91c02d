package dev.roadrig.harness.rack;

import dev.roadrig.reports.verdict.TierLimits;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.spec.Metric;
import dev.roadrig.scenarios.spec.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a board lacks for a scenario, told from its rack file alone. */
public final class BoardFit {
    /** Seen by a meter only, and not in the answers to frames. */
    private static final Set<Metric> METERED =
            Set.of(Metric.POWER, Metric.ENERGY_PER_INFERENCE, Metric.TEMPERATURE, Metric.MEMORY_RSS);

    /** Seen by an instrument too, which knows no memory and seldom a temperature. */
    private static final Set<Metric> BY_INSTRUMENT = Set.of(Metric.POWER, Metric.ENERGY_PER_INFERENCE);

    private BoardFit() {}

    /** A phrase each, in the order of wire, requirements, faults, network; empty when the scenario can run and be judged there. */
    public static List<String> lacks(RackBoard board, Scenario scenario) {
        List<String> lacks = new ArrayList<>();
        if (board.shell().isEmpty()) {
            lacks.add(
                    board.adb().isPresent()
                            ? "no `shell: {ssh: ...}`, over which the agent is deployed; over adb there are commands and files"
                            : "no `shell`, over which the agent is deployed");
        }
        if (board.meter().isEmpty()) {
            for (Requirement requirement : scenario.spec().requirements()) {
                if (METERED.contains(requirement.metric())
                        && (board.meters().isEmpty() || !BY_INSTRUMENT.contains(requirement.metric()))) {
                    lacks.add("no `meter`, and " + requirement.id() + " asks for "
                            + requirement.metric().word());
                }
            }
        }
        for (Requirement requirement : scenario.spec().requirements()) {
            if (TierLimits.refusal(requirement.metric(), board.tier()).isPresent()) {
                lacks.add("no processor of its own but QEMU's, on which time is never judged, and " + requirement.id()
                        + " asks for " + requirement.metric().word());
            }
        }
        lacks.addAll(FaultFit.lacks(board, scenario));
        return lacks;
    }
}
