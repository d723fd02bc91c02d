package dev.roadrig.wires.ssh;

import dev.roadrig.wires.thread.OwnedThread;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Hashes what passes through a stream on a thread of its own, beside the transfer that it belongs to. Blocks wait in a
 * bounded queue, so a slow hash slows the transfer and takes no memory.
 */
final class SideHash implements AutoCloseable {
    private static final int WAITING_BLOCKS = 32;
    private static final byte[] END = new byte[0];
    /** For the blocks that wait. */
    private static final Duration ENDING = Duration.ofSeconds(30);

    private final LocalHash hash;
    private final BlockingQueue<byte[]> blocks = new ArrayBlockingQueue<>(WAITING_BLOCKS);
    private final OwnedThread thread;

    private SideHash(LocalHash hash, SshLink link) {
        this.hash = hash;
        thread = OwnedThread.start(link.target().threads() + "-file-hash", link.ticker(), this::work);
    }

    /**
     * @param hash goes on with what it has; nobody else may use it until this ends
     * @param link whose transfer it belongs to
     */
    static SideHash start(LocalHash hash, SshLink link) {
        return new SideHash(hash, link);
    }

    private void work() {
        try {
            for (byte[] block = blocks.take(); block != END; block = blocks.take()) {
                hash.digest.update(block);
            }
        } catch (InterruptedException e) {
            // Closed: nobody asks for the hash.
        }
    }

    private void take(byte[] bytes, int offset, int count) throws IOException {
        if (count > 0) {
            put(java.util.Arrays.copyOfRange(bytes, offset, offset + count));
        }
    }

    private void put(byte[] block) throws IOException {
        try {
            blocks.put(block);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("the hash was interrupted").initCause(e);
        }
    }

    /** The hash of all that passed, hex. */
    String hex() throws IOException {
        put(END);
        if (!thread.join(ENDING)) {
            throw new IOException("the hash did not end");
        }
        return hash.hex();
    }

    /** A stream that hashes what is read from it. Closing it closes the other. */
    InputStream of(InputStream in) {
        return new java.io.FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int one = super.read();
                if (one >= 0) {
                    take(new byte[] {(byte) one}, 0, 1);
                }
                return one;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = super.read(bytes, offset, length);
                take(bytes, offset, count);
                return count;
            }

            @Override
            public boolean markSupported() {
                return false;
            }
        };
    }

    /** A stream that hashes what is written to it. Closing it closes the other. */
    OutputStream of(OutputStream out) {
        return new java.io.FilterOutputStream(out) {
            @Override
            public void write(int one) throws IOException {
                out.write(one);
                take(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
                take(bytes, offset, length);
            }
        };
    }

    @Override
    public void close() {
        thread.interrupt();
        boolean unused = thread.join(ENDING);
    }
}
