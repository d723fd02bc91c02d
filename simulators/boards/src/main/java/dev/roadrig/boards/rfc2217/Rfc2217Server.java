package dev.roadrig.boards.rfc2217;

import dev.roadrig.ports.telnet.Telnet;
import dev.roadrig.scenarios.time.ThreadEnd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A terminal server with one port on loopback: a client at a time, settings and bytes to a {@link MemoryUart}. */
public final class Rfc2217Server implements AutoCloseable {
    /** What ser2net 4.3 says. */
    private static final String IN_USE = "Port already in use\r\n";

    private static final String NO_DEVICE = "Device open failure: Value or file not found\r\n";
    private static final String KICKED = "You have been kicked off due to a new connection\r\n";

    private final MemoryUart uart;
    private final Set<ServerFault> faults;
    private final SecondClient second;
    private final ServerSocket server;
    private final Thread acceptor;
    private final Set<ClientSession> sessions = new HashSet<>();
    private @Nullable ClientSession current;
    private boolean closed;

    /** Listens on any free loopback port. */
    public Rfc2217Server(MemoryUart uart, SecondClient second, ServerFault... faults) throws IOException {
        this(0, uart, second, faults);
    }

    /** @param port to listen on, as one that restarts does; 0 for any */
    public Rfc2217Server(int port, MemoryUart uart, SecondClient second, ServerFault... faults) throws IOException {
        this.uart = uart;
        this.second = second;
        this.faults = EnumSet.noneOf(ServerFault.class);
        this.faults.addAll(Set.of(faults));
        server = new ServerSocket(port, 8, InetAddress.getLoopbackAddress());
        acceptor = new Thread(this::accept, "rr-rfc2217-server");
        acceptor.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (true) {
            try {
                take(server.accept());
            } catch (IOException e) {
                return;
            }
        }
    }

    private synchronized void take(Socket socket) throws IOException {
        if (closed) {
            socket.close();
            return;
        }
        if (faults.contains(ServerFault.NO_DEVICE)) {
            turnAway(socket, NO_DEVICE);
            return;
        }
        sessions.removeIf(ClientSession::ended);
        ClientSession before = current;
        if (before != null && !before.ended()) {
            if (second == SecondClient.REFUSE) {
                turnAway(socket, IN_USE);
                return;
            }
            before.say(KICKED);
            before.hangUp();
        }
        var session = new ClientSession(socket, uart, Set.copyOf(faults));
        sessions.add(session);
        current = session;
        uart.onChange(session::changed);
        session.start();
    }

    /** As ser2net 4.3 does: the same words of telnet as to a client that is taken, then why not, then the end. */
    private static void turnAway(Socket socket, String why) throws IOException {
        var words = new ByteArrayOutputStream();
        words.writeBytes(Telnet.negotiation(Telnet.WILL, Telnet.SUPPRESS_GO_AHEAD));
        words.writeBytes(Telnet.negotiation(Telnet.DO, Telnet.SUPPRESS_GO_AHEAD));
        words.writeBytes(Telnet.negotiation(Telnet.WILL, Telnet.ECHO));
        words.writeBytes(Telnet.negotiation(Telnet.DONT, Telnet.ECHO));
        words.writeBytes(Telnet.negotiation(Telnet.DO, Telnet.BINARY));
        words.writeBytes(Telnet.negotiation(Telnet.WILL, Telnet.BINARY));
        words.writeBytes(Telnet.negotiation(Telnet.DO, Telnet.COM_PORT));
        words.writeBytes(why.getBytes(StandardCharsets.US_ASCII));
        try (socket) {
            socket.getOutputStream().write(words.toByteArray());
        }
    }

    /** Cuts the line to the client that there is, as a restart of the server does; it may come again. */
    public synchronized void hangUp() throws IOException {
        if (current != null) {
            current.hangUp();
        }
    }

    /**
     * Goes on holding the connection to the client that there is, and neither answers nor sends nor takes anything in any
     * more, as when its program hangs. The kernel still acknowledges what comes.
     */
    public synchronized void goSilent() {
        if (current != null) {
            current.goSilent();
        }
    }

    /** Tells the client that there is to send nothing, or to go on, as a server does whose port takes nothing for now. */
    public synchronized void suspend(boolean stop) {
        if (current != null) {
            current.suspendClient(stop);
        }
    }

    /** How often the client that there is asked for this server's signature; 0 without one. */
    public synchronized int signaturesAsked() {
        return current == null ? 0 : current.signaturesAsked();
    }

    /** How often the client that there is refused an option that nobody knows; 0 without one. */
    public synchronized int refusals() {
        return current == null ? 0 : current.refusals();
    }

    @Override
    public void close() throws IOException {
        server.close();
        Set<ClientSession> left;
        synchronized (this) {
            closed = true;
            left = Set.copyOf(sessions);
        }
        for (ClientSession session : left) {
            session.hangUp();
        }
        ThreadEnd.await(acceptor);
        left.forEach(ClientSession::join);
    }
}
