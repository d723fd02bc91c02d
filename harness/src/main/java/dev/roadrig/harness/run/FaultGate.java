package dev.roadrig.harness.run;

import dev.roadrig.scenarios.fault.RunFault;

/** Passes on what connections report, until they are cut on the scenario's order: from then on it is no news. */
final class FaultGate {
    private final FaultLine line;
    private boolean shut;

    FaultGate(FaultLine line) {
        this.line = line;
    }

    synchronized void report(RunFault fault) {
        if (!shut) {
            line.report(fault);
        }
    }

    synchronized void shut() {
        shut = true;
    }
}
