package dev.roadrig.wires.uart;

import dev.roadrig.ports.LineNotice;
import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A serial port as a console needs it: on this host, on a terminal server, or a socket in its place. It is opened, polled
 * and closed by one thread and written to by another.
 */
public interface UartPort {
    /** How long {@link #open} and {@link #setParameters} may take together. */
    default Duration opening() {
        return Duration.ofSeconds(10);
    }

    /** @throws RigFault when it is known what stands in the way and what to do */
    void open() throws IOException, RigFault, InterruptedException;

    /**
     * Sets 8N1 and raw mode at a baud; false when the port did not take all of it.
     *
     * @throws RigFault when it is known what stands in the way and what to do
     */
    boolean setParameters(int baud) throws IOException, RigFault, InterruptedException;

    /** Bytes that a read would get at once; throws when the port is gone. */
    int waiting() throws IOException;

    /** Reads exactly this many of the waiting bytes. */
    byte[] read(int count) throws IOException;

    /** Blocks while the far side takes nothing. */
    boolean write(byte[] bytes) throws IOException, InterruptedException;

    /** Drops what has not gone out, which frees a blocked write where the driver can be freed at all. */
    void dropWrites() throws IOException;

    /** Throws when the port is gone in a way that {@link #waiting()} does not notice; called ten times a second. */
    default void watch() throws IOException {}

    /** What the port told of its line since this was asked last; nothing of one that tells nothing. */
    default List<LineNotice> lineNotices() throws IOException {
        return List.of();
    }

    void close() throws IOException;
}
