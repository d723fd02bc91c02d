package dev.roadrig.wires.adb;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.wires.thread.OwnedThread;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A port of this host's loopback that leads to a port of the board's loopback. */
public final class AdbTunnel implements AutoCloseable {
    private static final Duration ENDS = Duration.ofSeconds(5);
    private static final int WAITING = 8;

    private final AdbSession session;
    private final int boardPort;
    private final ServerSocket listening;
    private final List<OwnedThread> threads = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private AdbTunnel(AdbSession session, int boardPort, ServerSocket listening) {
        this.session = session;
        this.boardPort = boardPort;
        this.listening = listening;
    }

    static AdbTunnel open(AdbSession session, int boardPort) throws RigFault {
        try {
            var tunnel =
                    new AdbTunnel(session, boardPort, new ServerSocket(0, WAITING, InetAddress.getLoopbackAddress()));
            tunnel.thread(tunnel::accept);
            return tunnel;
        } catch (IOException e) {
            throw new RigFault(
                    "adb.forward", "No port of this host for port " + boardPort + " of the board: " + e + ".");
        }
    }

    private void thread(Runnable work) {
        threads.add(OwnedThread.start("rr-" + session.target().board() + "-adb-forward", session.ticker(), work));
    }

    /** The port on this host's 127.0.0.1. */
    public int hostPort() {
        return listening.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                sockets.add(socket);
                thread(() -> carry(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    /** A board where nobody listens is a connection that ends at once, as it is for a program on the board. */
    private void carry(Socket socket) {
        try (socket;
                AdbChannel channel = session.open("tcp:" + boardPort)) {
            socket.setTcpNoDelay(true);
            thread(() -> pump(socket, socket::getInputStream, channel::out));
            pump(socket, channel::in, socket::getOutputStream);
        } catch (IOException e) {
            // One of the two has hung up.
        } finally {
            sockets.remove(socket);
        }
    }

    private static void pump(Socket socket, Way<InputStream> from, Way<OutputStream> to) {
        try {
            byte[] buffer = new byte[16 << 10];
            InputStream in = from.stream();
            OutputStream out = to.stream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                out.flush();
            }
        } catch (IOException e) {
            cut(socket);
        }
    }

    private static void cut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("A socket did not close.", e);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new IllegalStateException("A listening socket did not close.", e);
        }
        sockets.forEach(AdbTunnel::cut);
        threads.forEach(thread -> {
            boolean unused = thread.join(ENDS);
        });
    }

    /** One end. */
    private interface Way<T> {
        T stream() throws IOException;
    }
}
