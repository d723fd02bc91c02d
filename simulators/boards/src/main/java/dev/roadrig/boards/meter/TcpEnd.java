package dev.roadrig.boards.meter;

import dev.roadrig.scenarios.time.ThreadEnd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An instrument's port on the loopback, for one client at a time. */
final class TcpEnd implements FarEnd {
    private final ServerSocket server;
    private final Runnable connected;
    private final Consumer<byte[]> received;
    private final Thread thread;
    private volatile @Nullable Socket client;

    /** @param connected called when somebody has connected */
    TcpEnd(String name, Runnable connected, Consumer<byte[]> received) throws IOException {
        this.connected = connected;
        this.received = received;
        server = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
        thread = new Thread(this::serve, "rr-" + name + "-meter-tcp");
        thread.start();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.setTcpNoDelay(true);
                client = socket;
                connected.run();
                byte[] buffer = new byte[4096];
                for (int n = socket.getInputStream().read(buffer);
                        n >= 0;
                        n = socket.getInputStream().read(buffer)) {
                    received.accept(Arrays.copyOf(buffer, n));
                }
            } catch (IOException e) {
                client = null;
            }
        }
    }

    @Override
    public String address() {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void send(byte[] bytes) {
        Socket socket = client;
        try {
            if (socket != null) {
                socket.getOutputStream().write(bytes);
            }
        } catch (IOException e) {
            // Nobody is there to take it.
            return;
        }
    }

    /** Closes the connection that there is. */
    void hangUp() {
        Socket socket = client;
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        hangUp();
        ThreadEnd.await(thread);
    }
}
