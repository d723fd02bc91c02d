package dev.roadrig.scenarios.drive.formats;

import java.io.IOException;
import java.io.InputStream;

/** So many bytes of a stream and no more; the stream is the file's to close. */
final class LimitedStream extends InputStream {
    private final InputStream in;
    private long left;
    private long marked;

    LimitedStream(InputStream in, long left) {
        this.in = in;
        this.left = left;
    }

    @Override
    public int read() throws IOException {
        if (left == 0) {
            return -1;
        }
        left--;
        return in.read();
    }

    @Override
    public boolean markSupported() {
        return true;
    }

    @Override
    public synchronized void mark(int limit) {
        in.mark(limit);
        marked = left;
    }

    @Override
    public synchronized void reset() throws IOException {
        in.reset();
        left = marked;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        if (left == 0) {
            return count == 0 ? 0 : -1;
        }
        int got = in.read(bytes, from, (int) Math.min(count, left));
        left -= Math.max(0, got);
        return got;
    }
}
