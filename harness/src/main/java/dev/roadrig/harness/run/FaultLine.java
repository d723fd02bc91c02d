package dev.roadrig.harness.run;

import dev.roadrig.scenarios.fault.Culprit;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where watchers on any thread report that a run cannot go on. All reports are kept in their order: the first is what
 * ended the run, and a later one can say better whose failure it was.
 */
public final class FaultLine {
    private final Ticker ticker;
    private final List<RunFault> reported = new ArrayList<>();
    private boolean muted;

    public FaultLine(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Reports a fault and wakes whoever waits. */
    public void report(RunFault fault) {
        synchronized (this) {
            if (muted) {
                return;
            }
            reported.add(fault);
        }
        ticker.signal();
    }

    /** From now on nothing is taken: what follows is our own closing down, or a fault that the scenario ordered. */
    public synchronized void mute(boolean on) {
        muted = on;
    }

    public synchronized boolean broken() {
        return !reported.isEmpty();
    }

    /** Everything that was reported, in order. */
    public synchronized List<RunFault> reported() {
        return List.copyOf(reported);
    }

    /** The first report that shows whose failure it was, the board's own words before anything else. */
    public synchronized Optional<RunFault> conclusive() {
        List<RunFault> telling = reported.stream().filter(FaultLine::tells).toList();
        return telling.stream()
                .filter(fault -> fault.culprit() == Culprit.BOARD)
                .findFirst()
                .or(() -> telling.stream().findFirst());
    }

    /** A lost connection alone tells nothing: a panic and a tripped supply cut it as well as a pulled cable. */
    static boolean tells(RunFault fault) {
        return fault.culprit() != Culprit.UNKNOWN && !fault.code().startsWith("ssh.");
    }

    /**
     * @throws RunFault the first fault that was reported, if any was
     */
    public void check() throws RunFault {
        List<RunFault> all = reported();
        if (!all.isEmpty()) {
            throw all.get(0);
        }
    }
}
