package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.Lease;
import dev.roadrig.harness.rack.Leases;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.scenario.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All repetitions of a scenario on one board, under one lease. */
public final class Repetitions {
    private final AgentJar agent;
    private final Path out;

    /**
     * @param out where runs' folders are made
     */
    public Repetitions(AgentJar agent, Path out) {
        this.agent = agent;
        this.out = out;
    }

    /**
     * Runs them one after another; ends after one that was interrupted.
     *
     * @throws RunFault when the board is leased by somebody else, or no record can be made
     */
    public List<ScenarioRun.Outcome> run(Scenario scenario, RackBoard board, Progress progress) throws RunFault {
        List<ScenarioRun.Outcome> outcomes = new ArrayList<>();
        try (Lease lease = Leases.take(board)) {
            for (int i = 1; i <= scenario.repeat(); i++) {
                var order = new ScenarioRun.Order(scenario, board, i, lease, agent, out, progress);
                ScenarioRun.Outcome outcome = new ScenarioRun(order).execute();
                outcomes.add(outcome);
                if (outcome.interrupted()) {
                    break;
                }
            }
        }
        return outcomes;
    }
}
