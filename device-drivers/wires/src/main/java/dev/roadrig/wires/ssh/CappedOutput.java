package dev.roadrig.wires.ssh;

import dev.roadrig.scenarios.fault.Wording;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What a command wrote, up to a limit: a board decides how much it sends, and not how much is kept. */
final class CappedOutput extends OutputStream {
    private static final int TAIL_BYTES = 4096;

    private final int limitBytes;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean full;

    CappedOutput(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int room = limitBytes - kept.size();
        kept.write(bytes, offset, Math.min(room, length));
        full |= length > room;
    }

    synchronized boolean full() {
        return full;
    }

    /** The last of it, for evidence. */
    synchronized String tail() {
        byte[] all = kept.toByteArray();
        int from = Math.max(0, all.length - TAIL_BYTES);
        String tail = new String(all, from, all.length - from, StandardCharsets.UTF_8);
        return from > 0 ? Wording.CUT + tail : tail;
    }

    /** As UTF-8; what is not is shown as the replacement character. */
    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
