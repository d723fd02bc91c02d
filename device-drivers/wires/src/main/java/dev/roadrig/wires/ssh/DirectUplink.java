package dev.roadrig.wires.ssh;

import dev.roadrig.ports.Uplink;
import dev.roadrig.scenarios.time.Deadline;

/** The way of a board that sees the rig host's loopback as its own: an emulated board. */
public final class DirectUplink implements Uplink {
    @Override
    public Address offer(int hostPort, Deadline deadline) {
        return new Address("127.0.0.1", hostPort);
    }
}
