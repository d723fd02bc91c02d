package dev.roadrig.scenarios.drive;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;

/**
 * Bytes {@code at} to {@code at + length} of an open file. Stretches of one file may be read in turns, by one thread:
 * each seeks before it reads. Closing one leaves the file open.
 */
public final class FileStretch extends InputStream {
    private final RandomAccessFile file;
    private long at;
    private long left;

    public FileStretch(RandomAccessFile file, long at, long length) {
        this.file = file;
        this.at = at;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** Fewer than asked where the file or the stretch ends, and -1 behind that. */
    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        if (left == 0) {
            return count == 0 ? 0 : -1;
        }
        file.seek(at);
        int got = file.read(bytes, from, (int) Math.min(count, left));
        at += Math.max(0, got);
        left -= Math.max(0, got);
        return got;
    }
}
