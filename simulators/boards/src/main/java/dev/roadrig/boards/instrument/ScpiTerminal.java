package dev.roadrig.boards.instrument;

import dev.roadrig.boards.pty.Pty;
import dev.roadrig.scenarios.time.ThreadEnd;
import java.io.IOException;
import java.util.Arrays;

/** Lines of SCPI on a pseudo terminal, as on an instrument's serial port. */
public final class ScpiTerminal implements AutoCloseable {
    private static final int POLL_MILLIS = 20;

    private final Pty pty = Pty.open();
    private final ScpiLines lines;
    private final Thread thread;
    private volatile boolean closed;

    /** @param name of its thread, {@code rr-NAME-scpi-serial} */
    public ScpiTerminal(String name, ScpiReplies replies) throws IOException {
        lines = new ScpiLines(replies);
        thread = new Thread(this::serve, "rr-" + name + "-scpi-serial");
        thread.start();
    }

    /** The device to open. */
    public String path() {
        return pty.path();
    }

    private void serve() {
        byte[] some = new byte[256];
        try {
            for (int n = 0; n >= 0 && !closed; n = pty.read(some, POLL_MILLIS)) {
                for (int i = 0; i < n; i++) {
                    send(lines.take(some[i]));
                }
            }
        } catch (IOException e) {
            // Unplugged.
        }
    }

    private void send(byte[] bytes) throws IOException {
        int sent = 0;
        while (sent < bytes.length && !closed) {
            byte[] rest = Arrays.copyOfRange(bytes, sent, bytes.length);
            sent += Math.max(0, pty.write(rest, POLL_MILLIS));
        }
    }

    @Override
    public void close() {
        closed = true;
        ThreadEnd.await(thread);
        pty.close();
    }
}
