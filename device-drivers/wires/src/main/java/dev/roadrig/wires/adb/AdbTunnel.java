package dev.roadrig.wires.adb;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.wires.thread.OwnedThread;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A port of this host's loopback that leads to a port of the board's loopback. As adb's streams have it, a connection whose
 * one side has ended is over soon: {@link TunnelCall} says how.
 */
public final class AdbTunnel implements AutoCloseable {
    private static final Duration ENDS = Duration.ofSeconds(5);
    private static final int WAITING = 8;

    private final AdbSession session;
    private final int boardPort;
    private final Duration quiet;
    private final ServerSocket listening;
    private final List<TunnelCall> calls = new CopyOnWriteArrayList<>();
    private final OwnedThread accepting;

    private AdbTunnel(AdbSession session, int boardPort, Duration quiet, ServerSocket listening) {
        this.session = session;
        this.boardPort = boardPort;
        this.quiet = quiet;
        this.listening = listening;
        accepting =
                OwnedThread.start("rr-" + session.target().board() + "-adb-forward", session.ticker(), this::accept);
    }

    /** @param quiet how long a board is silent until it is told that the other side has ended */
    static AdbTunnel open(AdbSession session, int boardPort, Duration quiet) throws RigFault {
        try {
            return new AdbTunnel(
                    session, boardPort, quiet, new ServerSocket(0, WAITING, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new RigFault(
                    "adb.forward", "No port of this host for port " + boardPort + " of the board: " + e + ".");
        }
    }

    /** The port on this host's 127.0.0.1. */
    public int hostPort() {
        return listening.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                var call = new TunnelCall(session, "tcp:" + boardPort, listening.accept(), quiet);
                calls.removeIf(TunnelCall::ended);
                calls.add(call);
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    /** How many connections are kept in mind: those that are open, and those that ended since the last one came. */
    int kept() {
        return calls.size();
    }

    /** Ends every connection; waits 5 s at most, for a board that does not take an end. */
    @Override
    public void close() {
        Deadline deadline = session.ticker().in(ENDS);
        try {
            listening.close();
        } catch (IOException e) {
            throw new IllegalStateException("A listening socket did not close.", e);
        }
        boolean unused = accepting.join(deadline.left(session.ticker()));
        calls.forEach(TunnelCall::cut);
        calls.forEach(call -> call.join(deadline.left(session.ticker())));
    }
}
