package dev.roadrig.wires.ssh;

import dev.roadrig.scenarios.fault.Wording;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What a command wrote, up to a limit: a board decides how much it sends, and not how much is kept. */
final class CappedOutput extends OutputStream {
    private static final int TAIL_BYTES = 4096;

    private final int limitBytes;
    private final Runnable news;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean full;
    private boolean ended;

    /** @param news called when it is full and when it ends, on the thread that writes */
    CappedOutput(int limitBytes, Runnable news) {
        this.limitBytes = limitBytes;
        this.news = news;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (keep(bytes, offset, length)) {
            news.run();
        }
    }

    /** Whether it is full by that. */
    private synchronized boolean keep(byte[] bytes, int offset, int length) {
        boolean was = full;
        int room = limitBytes - kept.size();
        kept.write(bytes, offset, Math.min(room, length));
        full |= length > room;
        return full && !was;
    }

    /** The command writes no more. */
    @Override
    public void close() {
        synchronized (this) {
            ended = true;
        }
        news.run();
    }

    synchronized boolean full() {
        return full;
    }

    synchronized boolean ended() {
        return ended;
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
