package dev.roadrig.boards.adb;

import dev.roadrig.boards.adb.AdbFrame.Kind;
import dev.roadrig.boards.os.BoardProcess;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/** One stream of a connection: what the host writes comes in order, and each write of ours waits for its OKAY. */
final class AdbdStream {
    private static final byte[] END = new byte[0];
    private static final int CHUNK_BYTES = 16 << 10;

    final int localId;
    final int hostId;
    private final FrameWriter wire;
    private final Runnable cut;
    private final Semaphore okays = new Semaphore(0);
    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    private final Input in = new Input();
    private volatile boolean ended;
    private Runnable onEnd = () -> {};

    AdbdStream(int localId, int hostId, FrameWriter wire, Runnable cut) {
        this.localId = localId;
        this.hostId = hostId;
        this.wire = wire;
        this.cut = cut;
    }

    /** Sends frames of one connection. */
    interface FrameWriter {
        void write(AdbFrame frame) throws IOException;
    }

    InputStream in() {
        return in;
    }

    void okay() {
        okays.release();
    }

    void took(byte[] bytes) throws IOException {
        received.add(bytes);
        // Taken at once: what a board holds back here is bounded by what a test sends.
        wire.write(new AdbFrame(Kind.OKAY, localId, hostId));
    }

    /** What serves it and ends with it. */
    synchronized void servedBy(BoardProcess process) {
        onEnd = () -> process.kill(BoardProcess.HANGUP);
        if (ended) {
            onEnd.run();
        }
    }

    /** The host has closed it, or the connection is gone: frees whoever reads or writes, and ends whoever serves. */
    synchronized void end() {
        ended = true;
        onEnd.run();
        received.add(END);
        okays.release(Integer.MAX_VALUE / 2);
    }

    /** Writes, in frames, and waits for the host to have taken each. */
    void write(byte[] bytes) throws IOException, InterruptedException {
        for (int at = 0; at < bytes.length; at += CHUNK_BYTES) {
            byte[] chunk = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + CHUNK_BYTES));
            if (ended) {
                throw new EOFException("the host has closed the stream");
            }
            wire.write(new AdbFrame(Kind.WRTE, localId, hostId, chunk));
            okays.acquire();
        }
    }

    /** Cuts the whole connection, in the middle of whatever is said. */
    void cut() {
        cut.run();
    }

    void close() throws IOException {
        if (!ended) {
            wire.write(new AdbFrame(Kind.CLSE, localId, hostId));
        }
    }

    /** A writer for programs: each flush is a write. */
    OutputStream out(Sink sink) {
        return new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int from, int length) {
                super.write(bytes, from, length);
            }

            @Override
            public void flush() throws IOException {
                byte[] bytes = toByteArray();
                reset();
                if (bytes.length == 0) {
                    return;
                }
                try {
                    sink.write(bytes);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("killed", e);
                }
            }
        };
    }

    /** Where a program's output goes. */
    interface Sink {
        void write(byte[] bytes) throws IOException, InterruptedException;
    }

    /** What the host wrote. */
    private final class Input extends InputStream {
        private byte[] current = END;
        private int at;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (at == current.length) {
                try {
                    current = received.take();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("killed", e);
                }
                at = 0;
                if (current.length == 0) {
                    received.add(END);
                    return -1;
                }
            }
            int taken = Math.min(length, current.length - at);
            System.arraycopy(current, at, into, from, taken);
            at += taken;
            return taken;
        }
    }
}
