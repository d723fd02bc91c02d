package dev.roadrig.wires.ssh;

import dev.roadrig.scenarios.time.ThreadEnd;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A TCP relay that changes a bit of all that a server says, from when it is told to. */
final class GarblingRelay implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
    private final int target;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean garbling;

    GarblingRelay(int target) throws IOException {
        this.target = target;
        thread(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    void garble() {
        garbling = true;
    }

    private void thread(Runnable body) {
        var thread = new Thread(body, "garbling-relay");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = listening.accept();
                var far = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.addAll(List.of(near, far));
                thread(() -> pump(near, far, false));
                thread(() -> pump(far, near, true));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[1 << 14];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                buffer[n - 1] ^= (byte) (answers && garbling ? 1 : 0);
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // Hung up, on one side or the other.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.forEach(ThreadEnd::await);
    }
}
