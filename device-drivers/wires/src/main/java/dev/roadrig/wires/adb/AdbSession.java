package dev.roadrig.wires.adb;

import dadb.AdbConnection;
import dadb.AdbKeyPair;
import dadb.AdbStream;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One authenticated connection to a board's adbd, with many streams over it. */
final class AdbSession implements AutoCloseable {
    private final AdbTarget target;
    private final Ticker ticker;
    private final AdbSocket socket;
    private final AdbConnection connection;

    private AdbSession(AdbTarget target, Ticker ticker, AdbSocket socket, AdbConnection connection) {
        this.target = target;
        this.ticker = ticker;
        this.socket = socket;
        this.connection = connection;
    }

    /**
     * Connects.
     *
     * @throws RunFault {@code adb.key}, {@code adb.unauthorized}, {@code adb.no-shell-v2}, {@code adb.not-adb} as the
     *     rig's, {@code adb.no-answer} as unknown
     */
    static AdbSession connect(AdbTarget target, Ticker ticker, Deadline deadline)
            throws RunFault, InterruptedException {
        AdbKeyPair key = key(target);
        var socket = new AdbSocket();
        boolean open = false;
        try {
            AdbConnection connection = AdbCall.run(
                    "rr-" + target.board() + "-adb",
                    ticker,
                    deadline,
                    () -> handshake(
                            target, socket, key, (int) deadline.left(ticker).toMillis()),
                    socket::cut,
                    socket::cut);
            if (connection == null) {
                throw notConnected(target, socket, "no answer by the deadline");
            }
            var session = new AdbSession(target, ticker, socket, connection);
            session.requireShell();
            open = true;
            return session;
        } catch (IOException e) {
            throw notConnected(target, socket, String.valueOf(e.getMessage()));
        } finally {
            if (!open) {
                socket.cut();
            }
        }
    }

    private static AdbConnection handshake(AdbTarget target, AdbSocket socket, @Nullable AdbKeyPair key, int millis)
            throws IOException {
        socket.connect(new InetSocketAddress(target.host(), target.port()), Math.max(1, millis));
        socket.setTcpNoDelay(true);
        return AdbConnection.Companion.connect(socket, key);
    }

    private static @Nullable AdbKeyPair key(AdbTarget target) throws RigFault {
        if (target.key().isEmpty()) {
            return null;
        }
        Path key = target.key().get();
        Path open = key.resolveSibling(key.getFileName() + ".pub");
        try {
            return java.nio.file.Files.exists(open)
                    ? AdbKeyPair.read(key.toFile(), open.toFile())
                    : AdbKeyPair.read(key.toFile());
        } catch (Exception e) { // Kotlin throws what it does not declare
            throw new RigFault(
                    "adb.key",
                    "The key %s for %s can't be read: %s. It is a private key in PKCS #8, as `adb keygen %s` makes one."
                            .formatted(key, target.board(), e, key));
        }
    }

    private static RunFault notConnected(AdbTarget target, AdbSocket socket, String why) {
        CheckedFrames seen = socket.frames();
        if (seen != null && seen.unauthorized()) {
            return new RigFault(
                    "adb.unauthorized",
                    "%s at %s does not let this key in: %s. Allow it there, or put the line of its .pub file into the board's /data/misc/adb/adb_keys."
                            .formatted(target.board(), target.at(), seen.stage()));
        }
        if (seen != null && seen.strange()) {
            return new RigFault(
                    "adb.not-adb",
                    "What answers for %s at %s is not adb (%s). Correct `shell` in the rack: an adbd listens at 5555 as a rule."
                            .formatted(target.board(), target.at(), seen.wrong().isEmpty() ? why : seen.wrong()));
        }
        return new UnknownFault(
                "adb.no-answer",
                "No adb connection to %s at %s: %s%s. Check that it is on, that `adb tcpip` was said to it, and the network."
                        .formatted(target.board(), target.at(), why, seen == null ? "" : "; " + seen.stage()));
    }

    /** Without it a command's exit code is lost, and a failure looks like a success. */
    private void requireShell() throws RigFault {
        if (!connection.supportsFeature("shell_v2")) {
            throw new RigFault(
                    "adb.no-shell-v2",
                    "The adbd of %s has no shell_v2 (Android before 7), so exit codes are lost. Use the board's console, or SSH."
                            .formatted(target.board()));
        }
    }

    AdbTarget target() {
        return target;
    }

    Ticker ticker() {
        return ticker;
    }

    /** Whether the connection is there, as far as anybody has heard. */
    boolean isUp() {
        return !socket.ended();
    }

    /** Opens a service's stream, on the caller's thread. */
    AdbChannel open(String service) throws IOException {
        return new AdbChannel(connection.open(service));
    }

    /**
     * Opens a service and works with it by a deadline. Then its stream is closed, which ends it on the board; a connection
     * that does not even take that is cut.
     *
     * @param what it is, for faults
     * @throws UnknownFault {@code adb.no-answer} at the deadline, {@code adb.lost} and {@code adb.refused}
     */
    <T> T call(String what, String service, Deadline deadline, With<T> with) throws RunFault, InterruptedException {
        var opened = new Opened();
        try {
            T done = AdbCall.run(
                    "rr-" + target.board() + "-adb",
                    ticker,
                    deadline,
                    () -> {
                        try (AdbChannel channel = opened.open(service)) {
                            return with.stream(channel.stream());
                        }
                    },
                    opened::close,
                    socket::cut);
            if (done != null) {
                return done;
            }
        } catch (IOException e) {
            throw fault(what, opened.channel == null, e);
        }
        throw new UnknownFault(
                "adb.no-answer",
                "On %s, '%s' did not end by the deadline%s. Run it by hand, or give it more time."
                        .formatted(
                                target.board(),
                                what,
                                isUp() ? "" : ", and the connection did not even take its end; it was cut"));
    }

    private UnknownFault fault(String what, boolean notOpened, IOException e) {
        if (!isUp()) {
            return lost(what, e);
        }
        return new UnknownFault(
                notOpened ? "adb.refused" : "adb.failed",
                "On %s, '%s' %s: %s."
                        .formatted(target.board(), what, notOpened ? "was refused" : "failed", e.getMessage()));
    }

    /** The connection is gone. */
    UnknownFault lost(String what, IOException e) {
        CheckedFrames seen = socket.frames();
        String why = seen == null || seen.wrong().isEmpty() ? e.getMessage() : seen.wrong();
        return new UnknownFault(
                "adb.lost",
                "The adb connection to %s at %s was lost in '%s': %s. Look at its console and its power."
                        .formatted(
                                target.board(),
                                target.at(),
                                what,
                                why == null ? e.getClass().getSimpleName() : why));
    }

    @Override
    public void close() {
        socket.cut();
        connection.close();
    }

    /** What is done with a stream. */
    interface With<T> {
        T stream(AdbStream stream) throws IOException;
    }

    /** A stream that may be closed by somebody else while it is opened. */
    private final class Opened {
        private volatile @Nullable AdbChannel channel;

        AdbChannel open(String service) throws IOException {
            AdbChannel made = AdbSession.this.open(service);
            channel = made;
            return made;
        }

        void close() {
            AdbChannel made = channel;
            if (made != null) {
                made.close();
            }
        }
    }
}
