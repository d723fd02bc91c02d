package dev.roadrig.harness.rack;

import dev.roadrig.scenarios.scenario.FaultOrder;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.wires.tc.TcLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What of a scenario a board whose own tc makes its link cannot do; other links can do everything. */
final class LinkFit {
    private static final Set<FaultOrder.Kind> CUTTING = Set.of(
            FaultOrder.Kind.REBOOT, FaultOrder.Kind.POWER_CUT, FaultOrder.Kind.IGNITION, FaultOrder.Kind.SSH_CUT);

    private LinkFit() {}

    /** A phrase each. */
    static List<String> lacks(RackBoard board, Scenario scenario) {
        if (!(board.uplink() instanceof UplinkWire.Tc) || scenario.network() == null) {
            return List.of();
        }
        List<String> lacks = new ArrayList<>();
        if (board.tier().equals("emulated")) {
            lacks.add("no kernel of its own whose tc could make the link; leave its `uplink` to the relay");
        }
        TcLimits.of(scenario.network().from(scenario.window().from().toNanos()))
                .forEach(says -> lacks.add("no such network by `uplink: {tc: ...}`: " + says));
        scenario.faults().stream()
                .map(FaultOrder::kind)
                .filter(CUTTING::contains)
                .distinct()
                .forEach(kind -> lacks.add("no link by `uplink: {tc: ...}` that would outlast " + FaultFit.one(kind)
                        + "; use the gateway"));
        return lacks;
    }
}
