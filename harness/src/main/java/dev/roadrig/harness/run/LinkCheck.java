package dev.roadrig.harness.run;

import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A link that can be looked at: whether every packet of the board went and still goes its way. */
@FunctionalInterface
interface LinkCheck {
    /** @throws RigFault why not */
    void check() throws RigFault;

    /**
     * A board whose packets the rig lost, or let go around the link, is silent by no fault of its own.
     *
     * @param around what was seen besides; asked for only where the link is wrong
     * @return what is wrong with the link; empty where nothing is
     */
    default Optional<RunFault> wrong(Supplier<List<Evidence>> around) {
        try {
            check();
            return Optional.empty();
        } catch (RigFault wrong) {
            List<Evidence> evidence = new ArrayList<>(wrong.evidence());
            evidence.addAll(around.get());
            return Optional.of(new RigFault(wrong.code(), String.valueOf(wrong.getMessage()), evidence));
        }
    }
}
