package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.MeterWire;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.ports.RigMeter;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.wires.ssh.SshLink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The meters of a board: those on wires of their own from before it has power until the run ends, those that are read
 * through it anew after each time that it was away.
 */
final class MeterBench {
    private final Rig rig;
    private final Closer owned;
    private final List<MeterDiary> through = new ArrayList<>();

    MeterBench(Rig rig, Closer owned) {
        this.rig = rig;
        this.owned = owned;
    }

    /** Opens instruments that may be the board's own way to its power. */
    void openWired(RackBoard rack, Consumer<RunFault> onLost, Deadline deadline) throws RunFault, InterruptedException {
        var meters = new Meters(rack.name(), rig.ticker(), onLost);
        for (MeterWire wire : rack.meters()) {
            if (!wire.throughBoard()) {
                MeterDiary unused = begin(meters.open(wire, deadline));
            }
        }
    }

    /** Reads the board's own meters over a fresh connection. */
    void openThrough(RackBoard rack, SshLink link, Consumer<RunFault> onLost, Deadline deadline)
            throws RunFault, InterruptedException {
        through.forEach(MeterDiary::close);
        through.clear();
        var meters = new Meters(rack.name(), rig.ticker(), onLost);
        for (MeterWire wire : rack.meters()) {
            if (wire.throughBoard()) {
                through.add(begin(meters.openThrough(wire, link, deadline)));
            }
        }
    }

    private MeterDiary begin(RigMeter meter) {
        return owned.own(new MeterDiary(rig, owned.own(meter)));
    }
}
