package dev.roadrig.ports;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;

/** Makes a port of the rig host reachable from the board: the way to the cloud. */
public interface Uplink {

    /** Where the board reaches the host's loopback port. */
    Address offer(int hostPort, Deadline deadline) throws RunFault, InterruptedException;

    /** An address as the board sees it. */
    record Address(String host, int port) {}
}
