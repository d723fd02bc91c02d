package dev.roadrig.wires.ssh;

import com.jcraft.jsch.JSchException;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;

/** A port of this host's loopback that leads to a port of the board's loopback. */
public final class SshTunnel implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final SshLink link;
    private final int hostPort;

    private SshTunnel(SshLink link, int hostPort) {
        this.link = link;
        this.hostPort = hostPort;
    }

    static SshTunnel open(SshLink link, int boardPort, Deadline deadline) throws RunFault, InterruptedException {
        int port = SshCall.run(
                link,
                "forward to port " + boardPort,
                deadline,
                () -> link.session().setPortForwardingL(LOOPBACK, 0, LOOPBACK, boardPort),
                () -> {});
        return new SshTunnel(link, port);
    }

    /** The port on this host's 127.0.0.1. */
    public int hostPort() {
        return hostPort;
    }

    @Override
    public void close() {
        try {
            link.session().delPortForwardingL(LOOPBACK, hostPort);
        } catch (JSchException e) {
            if (link.isUp()) {
                throw new IllegalStateException("port " + hostPort + " is not forwarded", e);
            }
        }
    }
}
