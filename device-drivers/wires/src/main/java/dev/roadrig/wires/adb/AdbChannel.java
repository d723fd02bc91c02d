package dev.roadrig.wires.adb;

import dadb.AdbStream;
import java.io.InputStream;
import java.io.OutputStream;

/** The stream of one service on a board. */
final class AdbChannel implements AutoCloseable {
    private final AdbStream stream;

    AdbChannel(AdbStream stream) {
        this.stream = stream;
    }

    /** As the library's readers of services want it. */
    AdbStream stream() {
        return stream;
    }

    InputStream in() {
        return stream.getSource().inputStream();
    }

    /** Each flush is sent. */
    OutputStream out() {
        return stream.getSink().outputStream();
    }

    /** Ends the service on the board; without a word where the connection is gone, since then it has ended. */
    @Override
    public void close() {
        try {
            stream.close();
        } catch (Exception e) { // Kotlin throws what it does not declare
            // See above.
        }
    }
}
