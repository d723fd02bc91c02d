package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.wires.ssh.SshLink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found of a board's wires so far, in the order in which they were tried. */
final class Trials {
    private final List<Finding> findings = new ArrayList<>();

    /** Tries something and says what was seen. */
    interface Trial {
        String run() throws RunFault, InterruptedException;
    }

    /** Tries something over the board's connection. */
    interface OverSsh {
        String run(SshLink link) throws RunFault, InterruptedException;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    void add(Finding finding) {
        findings.add(finding);
    }

    boolean tried(String wire, Trial trial) throws InterruptedException {
        try {
            add(Finding.ok(wire, trial.run()));
            return true;
        } catch (RunFault | BadInput e) {
            add(Finding.broken(wire, String.valueOf(e.getMessage())));
            return false;
        }
    }

    /**
     * Tries what goes over SSH, or says why it cannot be tried: a wire without a line would pass for one that works.
     *
     * @param link null where there is none, or where it did not open
     */
    void overSsh(String wire, RackBoard board, @Nullable SshLink link, OverSsh trial) throws InterruptedException {
        if (link != null) {
            boolean unused = tried(wire, () -> trial.run(link));
        } else if (board.shell().isPresent()) {
            add(Finding.unknown(wire, "it goes over the shell, which does not work. Mend that first."));
        } else {
            add(Finding.broken(
                    wire,
                    "it goes over SSH, and the rack file gives this board none. Write `shell: {ssh: ...}`, or take the"
                            + " key out."));
        }
    }
}
