package dev.roadrig.wires.ssh;

import com.jcraft.jsch.SocketFactory;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** The socket under one connection: closed from outside when time is up, and asked how far the far side came. */
final class SshSocket implements SocketFactory, AutoCloseable {
    private static final int BANNER_BYTES = 255;

    /**
     * A connection's login and its first channel are within so many bytes. Until then OpenSSH's server leaves Nagle's delay
     * on, so each small answer waits until the one before it is acknowledged; by itself a host does that 40 ms late.
     */
    private static final int ACKNOWLEDGED_AT_ONCE = 16 * 1024;

    private final int connectMillis;
    private final ByteArrayOutputStream first = new ByteArrayOutputStream();
    private @Nullable Socket socket;
    private boolean closed;
    private volatile boolean connected;

    SshSocket(int connectMillis) {
        this.connectMillis = connectMillis;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        var made = new Socket();
        synchronized (this) {
            if (closed) {
                throw new IOException("the deadline passed");
            }
            socket = made;
        }
        try {
            // Nagle's delay would be added to every answer of the board.
            made.setTcpNoDelay(true);
            made.connect(new InetSocketAddress(host, port), connectMillis);
        } catch (IOException e) {
            made.close();
            throw e;
        }
        connected = true;
        return made;
    }

    @Override
    public InputStream getInputStream(Socket from) throws IOException {
        boolean canAcknowledge = from.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
        return new FilterInputStream(from.getInputStream()) {
            private long taken;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 1 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                if (canAcknowledge && taken < ACKNOWLEDGED_AT_ONCE) {
                    // Before each read: the kernel goes back to its delay by itself.
                    from.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
                }
                int n = in.read(into, offset, length);
                if (n > 0) {
                    note(into, offset, n);
                    taken += n;
                }
                return n;
            }
        };
    }

    @Override
    public OutputStream getOutputStream(Socket to) throws IOException {
        return to.getOutputStream();
    }

    boolean connected() {
        return connected;
    }

    /** The first bytes that the far side said, such as {@code SSH-2.0-dropbear}. */
    String greeting() {
        synchronized (first) {
            return first.toString(StandardCharsets.ISO_8859_1)
                    .replaceAll("\\p{Cntrl}+", " ")
                    .strip();
        }
    }

    private void note(byte[] bytes, int offset, int length) {
        synchronized (first) {
            int room = BANNER_BYTES - first.size();
            if (room > 0) {
                first.write(bytes, offset, Math.min(room, length));
            }
        }
    }

    /** Ends whatever waits on it, at once and without a word to the far side. */
    @Override
    public void close() throws IOException {
        Socket open;
        synchronized (this) {
            closed = true;
            open = socket;
        }
        if (open != null) {
            open.close();
        }
    }
}
