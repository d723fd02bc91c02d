package dev.roadrig.wires.ssh;

import dev.roadrig.ports.Uplink;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;

/** The way from a board to this host by a remote forward: the board's sshd listens on the board's own loopback. */
public final class SshUplink implements Uplink {
    private static final String LOOPBACK = "127.0.0.1";

    private final SshLink link;

    public SshUplink(SshLink link) {
        this.link = link;
    }

    /** Forwards a free port of the board, chosen by its sshd, until the link is closed. */
    @Override
    public Address offer(int hostPort, Deadline deadline) throws RunFault, InterruptedException {
        int boardPort = SshCall.run(
                link,
                "remote forward of port " + hostPort,
                deadline,
                () -> link.session().setPortForwardingR(LOOPBACK + ":0:" + LOOPBACK + ":" + hostPort),
                () -> {});
        return new Address(LOOPBACK, boardPort);
    }
}
