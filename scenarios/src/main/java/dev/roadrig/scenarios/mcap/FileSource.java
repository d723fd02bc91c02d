package dev.roadrig.scenarios.mcap;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file read at positions. Its size is taken once, so that a file that is still written reads as far as it was. Not a
 * FileChannel: that one closes itself when the reading thread is interrupted.
 */
final class FileSource implements Closeable {
    private static final int WINDOW_BYTES = 1 << 16;
    /** What is read after a jump: of a chunk that is passed over only the head matters. */
    private static final int JUMP_BYTES = 1 << 12;
    /** RandomAccessFile copies through memory that it allocates: in pieces, that memory stays small and near. */
    private static final int PIECE_BYTES = 1 << 16;

    private final RandomAccessFile file;
    private final long size;
    private final byte[] window = new byte[WINDOW_BYTES];
    private final ByteBuffer view = ByteBuffer.wrap(window).order(ByteOrder.LITTLE_ENDIAN);
    private long windowStart;
    private int windowLength;

    FileSource(Path path) throws IOException {
        if (!path.toFile().isFile()) {
            throw Files.isDirectory(path)
                    ? new FileSystemException(path.toString(), null, "Is a directory")
                    : Files.exists(path)
                            ? new FileSystemException(path.toString(), null, "it is a device, a pipe or a socket")
                            : new NoSuchFileException(path.toString());
        }
        file = new RandomAccessFile(path.toFile(), "r");
        size = file.length();
    }

    long size() {
        return size;
    }

    /** Reads exactly this many bytes; the caller has checked them against {@link #size()} and the limits. */
    byte[] read(long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        read(offset, bytes, length);
        return bytes;
    }

    /** Reads exactly this many bytes into the front of an array. */
    synchronized void read(long offset, byte[] into, int length) throws IOException {
        file.seek(offset);
        for (int at = 0; at < length; at += PIECE_BYTES) {
            file.readFully(into, at, Math.min(PIECE_BYTES, length - at));
        }
    }

    /**
     * A small view of the file through a buffered window: at least {@code length} bytes (at most a few hundred) from the
     * offset on, or empty where the file ends before; until the next call.
     */
    synchronized ByteBuffer peek(long offset, int length) throws IOException {
        if (offset < 0 || length > size - offset) {
            return ByteBuffer.allocate(0);
        }
        if (offset < windowStart || offset + length > windowStart + windowLength) {
            boolean jump = offset > windowStart + windowLength;
            windowStart = offset;
            windowLength = (int) Math.min(jump ? JUMP_BYTES : WINDOW_BYTES, size - offset);
            file.seek(offset);
            file.readFully(window, 0, windowLength);
        }
        view.clear().position((int) (offset - windowStart)).limit(windowLength);
        return view;
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
