package dev.roadrig.wires.serial;

import java.io.IOException;

/** A serial port as the driver needs it; a stand-in has the modem lines and errors that no pseudo terminal has. */
interface UartPort {
    void open() throws IOException;

    /** Sets 8N1 and raw mode at a baud; false when the port did not take all of it. */
    boolean setParameters(int baud) throws IOException;

    /** Bytes that a read would get at once; throws when the port is gone. */
    int waiting() throws IOException;

    /** Reads exactly this many of the waiting bytes. */
    byte[] read(int count) throws IOException;

    /** Blocks while the far side takes nothing. */
    boolean write(byte[] bytes) throws IOException;

    /** Drops what has not gone out, which frees a blocked write where the driver can be freed at all. */
    void dropWrites() throws IOException;

    void close() throws IOException;
}
