package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.rack.Secret;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.wires.ssh.SshTarget;
import java.util.Optional;

/** A rack's shell as the SSH driver takes it. */
final class SshTargets {
    private SshTargets() {}

    /**
     * Of a board on which the agent runs.
     *
     * @param role of the connection, in the names of threads
     * @throws BadInput where its rack file has no shell over SSH
     */
    static SshTarget of(RackBoard rack, String role) {
        RackBoard.SshWire wire = rack.shell()
                .orElseThrow(() -> new BadInput("Board " + rack.name()
                        + " has no `shell: {ssh: ...}` in its rack file, and the agent is deployed over it."));
        return of(rack.name(), wire).as(role);
    }

    /** @param name in faults and of threads */
    static SshTarget of(String name, RackBoard.SshWire wire) {
        Optional<SshTarget.Login> key = wire.key().map(SshTarget.Login.Key::new);
        SshTarget.Login login = key.orElseGet(() ->
                new SshTarget.Login.Password(wire.password().map(Secret::reveal).orElse("")));
        return new SshTarget(name, wire.host(), wire.port(), wire.user(), login, wire.hostKey());
    }
}
