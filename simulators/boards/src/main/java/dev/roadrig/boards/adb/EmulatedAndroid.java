package dev.roadrig.boards.adb;

import dev.roadrig.boards.os.BoardFiles;
import dev.roadrig.boards.os.BoardSystem;
import dev.roadrig.boards.os.Call;
import dev.roadrig.boards.os.Kernel;
import dev.roadrig.boards.os.SystemClock;
import dev.roadrig.boards.soc.Crystal;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.ThreadEnd;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An Android board that is reached by adb over TCP, on one loopback port through all its boots. Its shell is the emulated
 * boards' own, with getprop and logcat; no Android runs here.
 */
public final class EmulatedAndroid implements AutoCloseable {
    private static final int PEOPLE_WAITING = 8;

    private final String name;
    private final Ticker ticker;
    private final BoardFiles files;
    private final Optional<AdbPublicKey> known;
    private final Duration down;
    private final Duration boot;
    private final int port;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<AdbdSession> sessions = new ArrayList<>();
    private volatile @Nullable AdbdFault fault;
    private @Nullable ServerSocket listening;
    private @Nullable BoardSystem system;
    private int boots;
    private int connections;
    private boolean closed;

    /**
     * Boots one, and comes back when it listens.
     *
     * @param folder is its file system
     * @param publicKey the line of adb_keys that it lets in; empty for a board that asks for no key
     * @param down how long a reboot leaves it unreachable
     * @param boot how long after that its boot is complete
     */
    public EmulatedAndroid(
            String name, Ticker ticker, Path folder, Optional<String> publicKey, Duration down, Duration boot)
            throws IOException {
        this.name = name;
        this.ticker = ticker;
        this.files = new BoardFiles(folder);
        this.known = publicKey.isEmpty() ? Optional.empty() : Optional.of(AdbPublicKey.parse(publicKey.get()));
        this.down = down;
        this.boot = boot;
        files.write("/data/local/tmp/.keep", "");
        try (var free = new ServerSocket(0, PEOPLE_WAITING, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        up();
    }

    /** Behaves so from now on; connections that are open notice at their next step. */
    public void suffer(@Nullable AdbdFault what) {
        fault = what;
        ticker.signal();
    }

    public int port() {
        return port;
    }

    /** How often it has booted, the first time with it. */
    public synchronized int boots() {
        return boots;
    }

    /** How many connections it has taken in all its boots. */
    public synchronized int connections() {
        return connections;
    }

    /** How many connections are open now. */
    public synchronized int open() {
        return sessions.size();
    }

    private synchronized void up() throws IOException {
        if (closed) {
            return;
        }
        if (fault != AdbdFault.RESTARTS_ADBD) {
            boots++;
        }
        long complete = ticker.nanos() + (boots == 1 ? 0 : boot.toNanos());
        var clock = new SystemClock(ticker, new Crystal(ticker.nanos(), 50), "boot-" + boots, Duration.ofSeconds(1));
        var log = new AndroidLog(ticker, clock);
        files.write("/proc/sys/kernel/random/boot_id", clock.bootId() + "\n");
        var power = new BoardSystem.Power() {
            @Override
            public void reboot() {
                EmulatedAndroid.this.reboot();
            }

            @Override
            public void off() {
                EmulatedAndroid.this.reboot();
            }
        };
        system = new BoardSystem(
                name,
                files,
                clock,
                new Kernel(clock, bytes -> {}),
                power,
                Map.of("getprop", call -> getprop(call, complete), "logcat", log::logcat));
        var socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PEOPLE_WAITING);
        listening = socket;
        BoardSystem booted = system;
        thread("adbd", () -> accept(socket, booted));
    }

    private int getprop(Call call, long completeNanos) throws IOException {
        boolean complete = ticker.nanos() >= completeNanos && (boots == 1 || fault != AdbdFault.NEVER_BOOTED);
        String property = call.arguments().isEmpty() ? "" : call.arguments().get(0);
        call.print(
                switch (property) {
                    case "sys.boot_completed" -> complete ? "1\n" : "\n";
                    case "ro.build.fingerprint" -> "roadrig/rr_dashcam/rr:12/EMU/1:userdebug/test-keys\n";
                    default -> "\n";
                });
        return 0;
    }

    private void accept(ServerSocket socket, BoardSystem booted) {
        try {
            while (true) {
                take(socket.accept(), booted);
            }
        } catch (IOException e) {
            // The board is down.
        }
    }

    private synchronized void take(Socket socket, BoardSystem booted) throws IOException {
        if (closed || system != booted) {
            socket.close();
            return;
        }
        connections++;
        String features = fault == AdbdFault.NO_SHELL_V2 ? "cmd" : "shell_v2,cmd";
        boolean stranger = fault == AdbdFault.UNAUTHORIZED;
        var login =
                new AdbdLogin(stranger ? List.of() : known.stream().toList(), stranger || known.isPresent(), features);
        var session = new AdbdSession(socket, new AdbdServices(booted, login, () -> fault, this::reboot));
        sessions.add(session);
        thread("adbd-session", () -> {
            awaitTurn(session);
            session.serve();
            gone(session);
        });
    }

    private void awaitTurn(AdbdSession session) {
        try {
            boolean unused = ticker.await(() -> isTurnOf(session), Deadline.NEVER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isTurnOf(AdbdSession session) {
        return fault != AdbdFault.ONE_AT_A_TIME || closed || sessions.indexOf(session) <= 0;
    }

    private void gone(AdbdSession session) {
        synchronized (this) {
            sessions.remove(session);
        }
        ticker.signal();
    }

    private void thread(String role, Runnable body) {
        var thread = new Thread(body, "rr-" + name + "-" + role);
        thread.setDaemon(true);
        threads.removeIf(each -> each.getState() == Thread.State.TERMINATED);
        threads.add(thread);
        thread.start();
    }

    /** Goes down and comes back; comes back from the call at once, as an order of the board's own does. */
    public void reboot() {
        if (fault != AdbdFault.IGNORES_REBOOT) {
            thread("power", this::restart);
        }
    }

    private void restart() {
        down();
        if (fault == AdbdFault.STAYS_DOWN) {
            return;
        }
        try {
            boolean unused = ticker.await(() -> isClosed(), ticker.in(down));
            up();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException("Port " + port + " is not to be had again.", e);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void down() {
        BoardSystem ending;
        List<AdbdSession> left;
        synchronized (this) {
            ending = system;
            system = null;
            left = List.copyOf(sessions);
            close(listening);
        }
        left.forEach(AdbdSession::close);
        if (ending != null) {
            ending.close();
        }
    }

    private static void close(@Nullable ServerSocket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("A listening socket did not close.", e);
        }
    }

    /** Pulls its plug, for good. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
        }
        ticker.signal();
        down();
        threads.forEach(ThreadEnd::await);
        files.close();
    }
}
