package dev.roadrig.harness.run;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.OrderedFault;
import dev.roadrig.scenarios.scenario.FaultOrder;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.ThreadEnd;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/**
 * Keeps the times of the faults that a scenario orders, and marks in the record when each begins and ends. A camera's are
 * in the pictures that are fed; a board's are brought about one after the other, and last until the board is back.
 */
final class OrderedFaults implements AutoCloseable {
    /** Whoever watches a run would take a board that is silent for so long for one that hangs. */
    private static final Set<FaultOrder.Kind> MAY_BE_DOWN =
            EnumSet.of(FaultOrder.Kind.POWER_CUT, FaultOrder.Kind.REBOOT, FaultOrder.Kind.IGNITION);

    private final Rig rig;
    private final Scenario scenario;
    private final BoardFaults board;
    private final FutureTask<Boolean> work = new FutureTask<>(this::playBoard, true);
    private final Thread thread;
    private volatile long zeroNanos;

    /** @param name of the board, for its thread */
    OrderedFaults(Rig rig, Scenario scenario, BoardFaults board, String name) {
        this.rig = rig;
        this.scenario = scenario;
        this.board = board;
        thread = new Thread(work, "rr-" + name + "-faults");
    }

    /** @param zero where drive time 0 of the window lies on the timeline */
    void start(long zero) {
        lay(zero);
        thread.start();
    }

    /** Lays out the camera's faults, whose times are the drive's alone. */
    void lay(long zero) {
        zeroNanos = zero;
        for (FaultOrder fault : scenario.faults()) {
            if (fault.kind() == FaultOrder.Kind.CAMERA) {
                rig.ticker().at(begin(fault), () -> mark(fault, true));
                rig.ticker().at(begin(fault) + fault.lasting().toNanos(), () -> mark(fault, false));
            }
        }
    }

    private long begin(FaultOrder fault) {
        return zeroNanos + fault.at().toNanos() - scenario.window().from().toNanos();
    }

    /** Brings the board's faults about, one after the other, each at its time or as soon as the board is back. */
    void playBoard() {
        try {
            for (FaultOrder fault : scenario.faults()) {
                if (fault.kind() != FaultOrder.Kind.CAMERA) {
                    rig.ticker().await(() -> false, new Deadline(begin(fault)));
                    bringAbout(fault);
                }
            }
        } catch (RunFault stayedAway) {
            rig.faults().report(stayedAway);
        } catch (InterruptedException e) {
            // The run is over before its faults are.
        }
    }

    /** An ignition that is off is one fault until the board is back after its on, or to the run's end. */
    private void bringAbout(FaultOrder fault) throws RunFault, InterruptedException {
        boolean down = MAY_BE_DOWN.contains(fault.kind());
        if (down) {
            // Before the mark: nobody's full terminal stands between that and the fault.
            tell(words(fault));
        }
        if (!fault.switchesIgnition(true)) {
            mark(fault, true);
        }
        board.bringAbout(fault);
        if (!fault.switchesIgnition(false)) {
            mark(fault, false);
            if (down) {
                tell("the board is back");
            }
        }
    }

    /** To people alone: a phase of the record lasts until the next one, and the replay goes on meanwhile. */
    private void tell(String words) {
        rig.progress().phase("ordered", words);
    }

    private static String words(FaultOrder fault) {
        String what = fault.kind().word();
        if (fault.kind() == FaultOrder.Kind.IGNITION) {
            return what + (fault.switchesIgnition(true) ? " on" : " off");
        }
        return fault.lasting().isZero()
                ? what
                : String.format(
                        Locale.ROOT, "%s for %.1f s", what, fault.lasting().toMillis() / 1e3);
    }

    private void mark(FaultOrder fault, boolean begins) {
        Map<String, String> sorted = new TreeMap<>(fault.parameters());
        rig.sink()
                .write(
                        rig.ticker().nanos(),
                        OrderedFault.newBuilder()
                                .setKind(fault.kind().word())
                                .setBegins(begins)
                                .setParameters(sorted.entrySet().stream()
                                        .map(e -> e.getKey() + ": " + e.getValue())
                                        .collect(Collectors.joining(", ")))
                                .build());
    }

    /**
     * Waits until the last fault is over and the board is back.
     *
     * @throws RunFault the first fault that nobody ordered
     */
    void finish() throws RunFault, InterruptedException {
        boolean over = rig.ticker().await(() -> work.isDone() || rig.faults().broken(), Deadline.NEVER);
        rig.faults().check();
        try {
            boolean unused = over && work.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The scenario's faults could not be brought about.", e.getCause());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        ThreadEnd.await(thread);
    }
}
