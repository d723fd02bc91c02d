package dev.roadrig.scenarios.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The ignition through a scenario's faults: on from the run's begin, off and on again as ordered. */
final class IgnitionOrders {
    private Optional<FaultOrder> off = Optional.empty();

    IgnitionOrders() {}

    /**
     * The orders that can be carried out, as they stand after some were left out of a whole list: none that finds the
     * ignition as it wants it, and none to a board that may be down.
     *
     * @param faults in order of their begin
     */
    static List<FaultOrder> possible(List<FaultOrder> faults) {
        var line = new IgnitionOrders();
        List<FaultOrder> possible = new ArrayList<>();
        for (FaultOrder fault : faults) {
            if (line.take(fault).isEmpty()) {
                possible.add(fault);
            }
        }
        return possible;
    }

    /** Takes the next order; gives why it cannot be carried out, or nothing. */
    Optional<String> take(FaultOrder fault) {
        if (fault.switchesIgnition(true)) {
            boolean on = off.isEmpty();
            off = Optional.empty();
            return on ? Optional.of("the ignition is on already; order its off before it") : Optional.empty();
        }
        if (off.isPresent() && fault.kind() != FaultOrder.Kind.CAMERA) {
            String since = String.format(
                    Locale.ROOT,
                    "the ignition is off since %s s",
                    off.get().at().toMillis() / 1e3);
            return Optional.of(
                    fault.switchesIgnition(false)
                            ? since + "; order its on before it"
                            : since + " and the board may be down; order it before that, or after the ignition's on");
        }
        if (fault.switchesIgnition(false)) {
            off = Optional.of(fault);
        }
        return Optional.empty();
    }
}
