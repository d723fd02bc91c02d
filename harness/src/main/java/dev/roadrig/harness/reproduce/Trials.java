package dev.roadrig.harness.reproduce;

import dev.roadrig.reports.reproduce.Shown;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.scenario.Scenario;

/** Runs of a scenario that are looked at for one failure. */
@FunctionalInterface
public interface Trials {

    /**
     * Runs once.
     *
     * @throws RunFault when no record can be made at all
     * @throws InterruptedException when somebody ended the run
     */
    Shown run(Scenario scenario) throws RunFault, InterruptedException;
}
