package dev.roadrig.wires;

import java.io.InputStream;
import java.io.OutputStream;

/** Bytes to a port of a board and back. */
public interface ByteStream extends AutoCloseable {
    InputStream in();

    OutputStream out();

    /** Ends both ways; a read or write that waits ends too. */
    @Override
    void close();
}
