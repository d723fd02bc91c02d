package dev.roadrig.agent;

import dev.roadrig.scenarios.time.ThreadEnd;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A TCP relay on loopback whose bytes can be held up, and whose connections can be reset. */
final class StallingProxy implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean held;
    private boolean closed;

    StallingProxy(int target) throws IOException {
        this.target = target;
        thread(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void hold(boolean hold) {
        lock.lock();
        try {
            held = hold;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Resets every connection. */
    void reset() throws IOException {
        for (Socket socket : copy(sockets)) {
            try (socket) {
                socket.setSoLinger(true, 0);
            } catch (SocketException e) {
                // Its pump was quicker: the other side's end has closed it already.
            }
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket near = keep(listener.accept());
                Socket far = keep(new Socket(InetAddress.getLoopbackAddress(), target));
                thread(() -> pump(near, far));
                thread(() -> pump(far, near));
            }
        } catch (IOException e) {
            // Closed: the test is over.
            return;
        }
    }

    private Socket keep(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        synchronized (sockets) {
            sockets.add(socket);
        }
        return socket;
    }

    private void pump(Socket from, Socket to) {
        var buffer = new byte[16_384];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitFlow();
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One side is gone; closing the streams tells the other.
            return;
        }
    }

    private void awaitFlow() {
        lock.lock();
        try {
            while (held && !closed) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void thread(Runnable run) {
        var thread = new Thread(run, "rr-test-proxy");
        synchronized (threads) {
            threads.add(thread);
        }
        thread.start();
    }

    private static <T> List<T> copy(List<T> list) {
        synchronized (list) {
            return List.copyOf(list);
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        listener.close();
        for (Socket socket : copy(sockets)) {
            socket.close();
        }
        for (Thread thread : copy(threads)) {
            ThreadEnd.await(thread);
        }
    }
}
