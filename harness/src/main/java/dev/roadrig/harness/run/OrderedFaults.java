package dev.roadrig.harness.run;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.record.v1.OrderedFault;
import dev.roadrig.scenarios.scenario.FaultOrder;
import dev.roadrig.scenarios.scenario.Scenario;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Marks the faults that a scenario orders on the timeline, and refuses those that nothing here can bring about. */
final class OrderedFaults {
    private final Rig rig;
    private final Scenario scenario;

    /**
     * @throws BadInput for a fault that this board has no means for
     */
    OrderedFaults(Rig rig, Scenario scenario) {
        this.rig = rig;
        this.scenario = scenario;
        for (FaultOrder fault : scenario.faults()) {
            if (fault.kind() != FaultOrder.Kind.CAMERA) {
                throw new BadInput("The fault `" + fault.kind().word() + "` of scenario " + scenario.name()
                        + " cannot be brought about on this board yet; today only `camera` can.");
            }
        }
    }

    void start(long zeroNanos) {
        long fromNanos = scenario.window().from().toNanos();
        for (FaultOrder fault : scenario.faults()) {
            long begin = zeroNanos + fault.at().toNanos() - fromNanos;
            rig.ticker().at(begin, () -> mark(fault, true));
            rig.ticker().at(begin + fault.lasting().toNanos(), () -> mark(fault, false));
        }
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
}
