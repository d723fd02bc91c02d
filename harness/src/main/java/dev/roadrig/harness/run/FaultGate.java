package dev.roadrig.harness.run;

import dev.roadrig.scenarios.fault.RunFault;

/** Passes on what connections report, until they are cut on the scenario's order: from then on it is no news. */
final class FaultGate {
    private final FaultLine line;
    private final Runnable onExcused;
    private boolean shut;
    private boolean excused;
    private boolean closed;

    FaultGate(FaultLine line) {
        this(line, () -> {});
    }

    /** @param onExcused told of each report that goes no further; must not block */
    FaultGate(FaultLine line, Runnable onExcused) {
        this.line = line;
        this.onExcused = onExcused;
    }

    synchronized void report(RunFault fault) {
        if (!shut) {
            line.report(fault);
        } else if (!closed) {
            excused = true;
            onExcused.run();
        }
    }

    synchronized void shut() {
        shut = true;
    }

    /** For good, and nobody is told any more. */
    synchronized void close() {
        shut = true;
        closed = true;
    }

    /** Whether something came while it was shut. */
    synchronized boolean hasExcused() {
        return excused;
    }

    /** Passes on what comes from now on; false, and it stays shut, where something has come while it was. */
    synchronized boolean open() {
        shut &= excused;
        return !shut;
    }
}
