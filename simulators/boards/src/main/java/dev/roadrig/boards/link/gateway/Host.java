package dev.roadrig.boards.link.gateway;

import dev.roadrig.scenarios.fault.RigFault;
import java.util.List;
import java.util.Optional;

/** What the gateway asks of the host that it stands on. */
interface Host {
    /**
     * Runs a command without a shell.
     *
     * @return what it printed
     * @throws RigFault {@code gateway.no-command}, {@code gateway.refused} or {@code gateway.late}
     */
    String run(List<String> command) throws RigFault;

    /** A kernel setting's value; empty when there is none of that name. */
    Optional<String> setting(String key) throws RigFault;

    /** Sets a kernel setting. */
    void set(String key, String value) throws RigFault;
}
