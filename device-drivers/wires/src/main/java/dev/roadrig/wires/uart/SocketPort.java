package dev.roadrig.wires.uart;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a console over a TCP connection or a Unix socket with nothing around them, as a terminal server's raw port
 * or QEMU's {@code -serial tcp:} and {@code -serial unix:} give it. The rate and the lines are whoever's holds the port.
 */
public final class SocketPort implements UartPort {
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final long POLL_NANOS = 200_000;
    private static final int BUFFER = 64 * 1024;

    private final SocketAddress address;
    private final Ticker ticker;
    private final ByteBuffer received = ByteBuffer.allocate(BUFFER).flip();
    private @Nullable SocketChannel channel;
    private volatile boolean dropping;

    /** @param address a TCP address, whose name may be looked up later, or a Unix socket's path */
    public SocketPort(SocketAddress address, Ticker ticker) {
        this.address = address;
        this.ticker = ticker;
    }

    @Override
    public void open() throws RigFault, InterruptedException {
        dropping = false;
        received.position(0).limit(0);
        channel = connect(address, ticker, CONNECTING);
    }

    /**
     * Connects without blocking: to a TCP address with no delay, and with keep-alives that find a dead peer within 20 s of
     * silence. Where something was written to it meanwhile, it is the kernel that gives up, after about 15 minutes.
     *
     * @throws RigFault {@code console.unreachable}
     */
    public static SocketChannel connect(SocketAddress address, Ticker ticker, Duration within)
            throws RigFault, InterruptedException {
        SocketChannel made = null;
        try {
            boolean unix = address instanceof UnixDomainSocketAddress;
            made = unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
            if (!unix) {
                made.setOption(StandardSocketOptions.TCP_NODELAY, true);
                KeepAlive.set(made);
                made.configureBlocking(false);
            }
            if (!made.connect(resolved(address))) {
                finish(made, ticker, ticker.in(within));
            }
            made.configureBlocking(false);
            return made;
        } catch (IOException | RuntimeException e) {
            closeQuietly(made);
            throw new RigFault(
                    "console.unreachable",
                    "No console at %s: %s. Check that the terminal server runs and `console` in the rack names it."
                            .formatted(say(address), e.getMessage() == null ? e : e.getMessage()));
        }
    }

    /** Names are looked up when a console is opened, not when a rack is read. */
    private static SocketAddress resolved(SocketAddress address) throws IOException {
        if (address instanceof InetSocketAddress tcp && tcp.isUnresolved()) {
            var found = new InetSocketAddress(tcp.getHostString(), tcp.getPort());
            if (found.isUnresolved()) {
                throw new IOException("no address is known for " + tcp.getHostString());
            }
            return found;
        }
        return address;
    }

    private static void finish(SocketChannel channel, Ticker ticker, Deadline deadline)
            throws IOException, InterruptedException {
        while (!channel.finishConnect()) {
            if (deadline.passed(ticker)) {
                throw new IOException("it does not answer");
            }
            boolean unused = ticker.await(() -> false, new Deadline(ticker.nanos() + POLL_NANOS));
        }
    }

    private static void closeQuietly(@Nullable SocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // It never was a connection, and the first fault is the one to tell.
            return;
        }
    }

    /** An address as a rack writes it. */
    static String say(SocketAddress address) {
        return address instanceof InetSocketAddress tcp
                ? tcp.getHostString() + ":" + tcp.getPort()
                : String.valueOf(address);
    }

    @Override
    public boolean setParameters(int baud) {
        return true;
    }

    @Override
    public int waiting() throws IOException {
        if (!received.hasRemaining()) {
            received.clear();
            try {
                if (open(channel).read(received) < 0) {
                    throw new EOFException("the far side closed the connection");
                }
            } finally {
                received.flip();
            }
        }
        return received.remaining();
    }

    @Override
    public byte[] read(int count) {
        byte[] bytes = new byte[Math.min(count, received.remaining())];
        received.get(bytes);
        return bytes;
    }

    @Override
    public boolean write(byte[] bytes) throws IOException, InterruptedException {
        var rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            if (open(channel).write(rest) == 0) {
                if (dropping) {
                    return false;
                }
                boolean unused = ticker.await(() -> dropping, new Deadline(ticker.nanos() + POLL_NANOS));
            }
        }
        return true;
    }

    private static SocketChannel open(@Nullable SocketChannel channel) throws IOException {
        if (channel == null) {
            throw new IOException("it is not open");
        }
        return channel;
    }

    @Override
    public void dropWrites() {
        dropping = true;
        ticker.signal();
    }

    @Override
    public void close() throws IOException {
        dropping = true;
        if (channel != null) {
            channel.close();
        }
    }
}
