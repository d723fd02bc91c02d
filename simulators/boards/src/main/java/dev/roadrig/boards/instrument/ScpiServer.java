package dev.roadrig.boards.instrument;

import dev.roadrig.scenarios.time.ThreadEnd;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Lines of SCPI over TCP on a loopback port, for any number of clients, one thread each. */
public final class ScpiServer implements AutoCloseable {
    private static final int LONGEST_LINE = 4096;
    private static final int MOST_CLIENTS = 16;

    private final String board;
    private final ScpiReplies replies;
    private final ServerSocket server;
    private final Thread acceptor;
    private final List<Client> clients = new ArrayList<>();
    private boolean closed;

    /**
     * Listens on any free loopback port.
     *
     * @param board names the threads {@code rr-BOARD-scpi}
     */
    public ScpiServer(String board, BenchSupply supply) throws IOException {
        this(board, new ScpiReplies(supply));
    }

    /** As above, of an instrument whose line may misbehave. */
    public ScpiServer(String board, ScpiReplies replies) throws IOException {
        this(board, replies, 0);
    }

    /** As above, at a given port: one that was restarted. */
    public ScpiServer(String board, ScpiReplies replies, int port) throws IOException {
        this.board = board;
        this.replies = replies;
        this.server = new ServerSocket(port, MOST_CLIENTS, InetAddress.getLoopbackAddress());
        this.acceptor = new Thread(this::accept, "rr-" + board + "-scpi");
        acceptor.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (true) {
            try {
                var client = new Client(server.accept());
                synchronized (clients) {
                    clients.removeIf(each -> !each.thread.isAlive());
                    if (closed || clients.size() >= MOST_CLIENTS) {
                        client.socket.close();
                        continue;
                    }
                    clients.add(client);
                    client.thread.start();
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    /** One client: lines in, answers out, in turn. */
    private final class Client {
        private final Socket socket;
        private final Thread thread;

        private Client(Socket socket) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
            this.thread = new Thread(this::serve, "rr-" + board + "-scpi-client");
        }

        private void serve() {
            try (socket) {
                InputStream in = socket.getInputStream();
                OutputStream out = socket.getOutputStream();
                var line = new StringBuilder();
                for (int c = in.read(); c >= 0; c = in.read()) {
                    if (c != '\n') {
                        line.append((char) c);
                    } else {
                        out.write(replies.to(line.toString()));
                        out.flush();
                        line.setLength(0);
                    }
                    if (line.length() > LONGEST_LINE) {
                        return;
                    }
                }
            } catch (IOException e) {
                // The client is gone; the instrument stays as it is.
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        List<Client> left;
        synchronized (clients) {
            closed = true;
            left = List.copyOf(clients);
        }
        for (Client client : left) {
            client.socket.close();
        }
        ThreadEnd.await(acceptor);
        left.forEach(client -> ThreadEnd.await(client.thread));
    }
}
