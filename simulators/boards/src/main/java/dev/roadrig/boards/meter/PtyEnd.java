package dev.roadrig.boards.meter;

import dev.roadrig.boards.pty.Pty;
import dev.roadrig.scenarios.time.ThreadEnd;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;

/** A USB serial port on a pseudo terminal: as fast as it is read, since USB knows no baud rate. */
final class PtyEnd implements FarEnd {
    private static final int POLL_MILLIS = 20;
    private static final int STALLED_POLLS = 100;

    private final Pty pty;
    private final Thread receiver;

    PtyEnd(String name, Consumer<byte[]> received) throws IOException {
        pty = Pty.open();
        receiver = new Thread(() -> receive(received), "rr-" + name + "-meter-rx");
        receiver.start();
    }

    private void receive(Consumer<byte[]> received) {
        byte[] buffer = new byte[4096];
        try {
            for (int n = pty.read(buffer, POLL_MILLIS); n >= 0; n = pty.read(buffer, POLL_MILLIS)) {
                if (n > 0) {
                    received.accept(Arrays.copyOf(buffer, n));
                }
            }
        } catch (IOException e) {
            // Unplugged.
            return;
        }
    }

    @Override
    public String address() {
        return pty.path();
    }

    @Override
    public void send(byte[] bytes) {
        byte[] rest = bytes;
        try {
            // USB holds its sender up as long as nobody reads, but not for ever.
            for (int polls = 0; rest.length > 0 && polls < STALLED_POLLS; polls++) {
                int taken = pty.write(rest, POLL_MILLIS);
                if (taken < 0) {
                    return;
                }
                rest = Arrays.copyOfRange(rest, taken, rest.length);
            }
        } catch (IOException e) {
            // Unplugged.
            return;
        }
    }

    @Override
    public void close() {
        pty.close();
        ThreadEnd.await(receiver);
    }
}
