package dev.roadrig.wires.program;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The last 64 KiB that a program said on a stream: of one that prints without end, the end is what tells. */
final class Tail {
    private static final int KEPT = 64 * 1024;
    private static final int MOST_AT_ONCE = 16 * KEPT;
    private static final int PIECE = 8192;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Takes what waits, and of a stream that is filled as fast as it is read a part: somebody has to look at the time. */
    void drain(InputStream in) throws IOException {
        byte[] some = new byte[PIECE];
        int taken = 0;
        for (int waiting = in.available(); waiting > 0 && taken < MOST_AT_ONCE; waiting = in.available()) {
            int n = Math.max(0, in.read(some, 0, Math.min(waiting, PIECE)));
            bytes.write(some, 0, n);
            taken += n;
            if (bytes.size() > 2 * KEPT) {
                trim();
            }
        }
    }

    private void trim() {
        byte[] all = bytes.toByteArray();
        bytes.reset();
        bytes.write(all, all.length - KEPT, KEPT);
    }

    String text() {
        if (bytes.size() > KEPT) {
            trim();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
