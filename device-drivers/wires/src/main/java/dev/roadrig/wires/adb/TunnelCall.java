package dev.roadrig.wires.adb;

import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.thread.OwnedThread;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;

/**
 * One connection through a tunnel. adb knows no half of a stream: one that the board ends has ended both ways. When this
 * side has said its last, the board may go on until it has been silent for a while, and is then told of the end.
 */
final class TunnelCall {
    private static final Duration ENDS = Duration.ofSeconds(5);
    private static final int BUFFER_BYTES = 16 << 10;

    private final AdbSession session;
    private final String service;
    private final Socket socket;
    private final Duration quiet;
    private final OwnedThread thread;
    private volatile long heardNanos;
    private volatile boolean over;
    private volatile boolean ended;

    /** @param quiet how long the board is silent until it is told that this side has ended */
    TunnelCall(AdbSession session, String service, Socket socket, Duration quiet) {
        this.session = session;
        this.service = service;
        this.socket = socket;
        this.quiet = quiet;
        thread = start(this::carry);
    }

    private OwnedThread start(Runnable work) {
        return OwnedThread.start("rr-" + session.target().board() + "-adb-forward", session.ticker(), work);
    }

    /** A board where nobody listens is a connection that ends at once, as it is for a program on the board. */
    private void carry() {
        try (socket;
                AdbChannel opened = session.open(service)) {
            socket.setTcpNoDelay(true);
            heardNanos = session.ticker().nanos();
            OwnedThread there = start(() -> there(opened));
            try {
                pump(opened.in(), socket.getOutputStream());
            } finally {
                finish(opened, there);
            }
        } catch (IOException | RuntimeException e) {
            // One of the two has hung up; the library says so as Kotlin does, too.
        } finally {
            ended = true;
        }
    }

    private void finish(AdbChannel opened, OwnedThread there) throws IOException {
        over = true;
        session.ticker().signal();
        opened.close();
        socket.close();
        boolean unused = there.join(ENDS);
    }

    private void there(AdbChannel opened) {
        try {
            pump(socket.getInputStream(), opened.out());
            awaitQuiet();
        } catch (IOException | RuntimeException e) {
            // As above.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            opened.close();
        }
    }

    private void awaitQuiet() throws InterruptedException {
        Ticker ticker = session.ticker();
        var quietAt = new Deadline(heardNanos + quiet.toNanos());
        while (!over && !quietAt.passed(ticker)) {
            boolean unused = ticker.await(() -> over, quietAt);
            quietAt = new Deadline(heardNanos + quiet.toNanos());
        }
    }

    private void pump(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
            heardNanos = session.ticker().nanos();
            to.write(buffer, 0, n);
            to.flush();
        }
    }

    /** Whether both sides of it have ended. */
    boolean ended() {
        return ended;
    }

    /** Ends both sides; does not wait for them. */
    void cut() {
        over = true;
        session.ticker().signal();
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("A socket did not close.", e);
        }
    }

    /** Waits for its end. */
    void join(Duration span) {
        boolean unused = thread.join(span);
    }
}
