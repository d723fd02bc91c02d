package dev.roadrig.wires.power;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import java.io.IOException;

/** The bytes to an instrument and back. */
interface ScpiPort extends AutoCloseable {
    void send(byte[] bytes, Deadline deadline) throws IOException, RunFault, InterruptedException;

    /** The next byte, or -1 when none came by the deadline. Throws when the far side is gone. */
    int read(Deadline deadline) throws IOException, RunFault, InterruptedException;

    @Override
    void close();
}
