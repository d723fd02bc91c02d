package dev.roadrig.harness.run;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Ticker;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where watchers on any thread report that a run cannot go on; the first fault is kept and never hidden by a later one. */
public final class FaultLine {
    private final Ticker ticker;
    private @Nullable RunFault first;

    public FaultLine(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Reports a fault and wakes whoever waits. */
    public void report(RunFault fault) {
        keep(fault);
        ticker.signal();
    }

    private synchronized void keep(RunFault fault) {
        if (first == null) {
            first = fault;
        }
    }

    public synchronized Optional<RunFault> fault() {
        return Optional.ofNullable(first);
    }

    public boolean broken() {
        return fault().isPresent();
    }

    /**
     * @throws RunFault the first fault that was reported, if any was
     */
    public void check() throws RunFault {
        Optional<RunFault> fault = fault();
        if (fault.isPresent()) {
            throw fault.get();
        }
    }
}
