package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.wires.ssh.SshLink;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The SSH connection over which a live board is controlled, a new one after each time that it was away. Its loss is a fault
 * unless it was ordered.
 */
final class ControlLink {
    private final Rig rig;
    private final RackBoard rack;
    private final Closer owned;
    private @Nullable SshLink link;
    private FaultGate gate;

    ControlLink(Rig rig, RackBoard rack, Closer owned) {
        this.rig = rig;
        this.rack = rack;
        this.owned = owned;
        gate = new FaultGate(rig.faults());
    }

    /** Connects, and has the board's own meters read over the connection. */
    void connect(MeterBench meters, Deadline deadline) throws RunFault, InterruptedException {
        SshLink opened = owned.own(another("control", deadline));
        link = opened;
        gate = new FaultGate(rig.faults());
        opened.onLost(gate::report);
        meters.openThrough(rack, opened, gate::report, deadline);
    }

    /** A further connection to the board, owned by the caller. */
    SshLink another(String role, Deadline deadline) throws RunFault, InterruptedException {
        return SshLink.connect(SshTargets.of(rack, role), rig.ticker(), deadline);
    }

    /** From now on its loss was ordered. */
    void expectLoss() {
        gate.shut();
    }

    void disconnect() {
        gate.shut();
        link().close();
    }

    boolean isConnected() {
        return link != null && link.isUp();
    }

    /** Whether it stands and nothing of it was lost. */
    boolean isUp() {
        return isConnected() && !gate.hasExcused();
    }

    /** After {@link #expectLoss}: what is lost from now on is a fault again; false where something was lost already. */
    boolean goOn() {
        return isConnected() && gate.open();
    }

    SshLink link() {
        return Optional.ofNullable(link).orElseThrow(() -> new IllegalStateException("The board is not connected."));
    }
}
