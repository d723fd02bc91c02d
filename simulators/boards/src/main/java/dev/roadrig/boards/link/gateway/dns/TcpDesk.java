package dev.roadrig.boards.link.gateway.dns;

import dev.roadrig.scenarios.time.ThreadEnd;
import dev.roadrig.scenarios.time.Ticker;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The name server's connections (RFC 7766), each with a thread: at most {@value #MOST_CONNECTIONS} at once, each closed
 * {@link #LONGEST} after it was opened, however slowly it talks.
 */
final class TcpDesk implements AutoCloseable {
    static final int MOST_CONNECTIONS = 16;
    static final Duration LONGEST = Duration.ofSeconds(30);

    private final ServerSocket server;
    private final Desk desk;
    private final String threadNames;
    private final Ticker ticker;
    private final Thread acceptor;
    private final Map<Socket, Thread> open = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong turnedAway = new AtomicLong();
    private final AtomicLong expired = new AtomicLong();

    TcpDesk(ServerSocket server, Desk desk, String threadNames, Ticker ticker) {
        this.server = server;
        this.desk = desk;
        this.threadNames = threadNames;
        this.ticker = ticker;
        this.acceptor = new Thread(this::accept, threadNames + "-tcp");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                take(server.accept());
            } catch (IOException e) {
                // Closed, or the connection had gone before it was taken.
            }
        }
    }

    private void take(Socket socket) {
        if (!desk.serves(socket.getInetAddress())) {
            end(socket);
        } else if (open.size() >= MOST_CONNECTIONS) {
            turnedAway.incrementAndGet();
            end(socket);
        } else {
            var thread = new Thread(() -> talk(socket), threadNames + "-tcp-" + numbers.incrementAndGet());
            thread.setDaemon(true);
            open.put(socket, thread);
            thread.start();
        }
    }

    private void talk(Socket socket) {
        Ticker.Scheduled end = ticker.at(ticker.in(LONGEST).atNanos(), () -> expire(socket));
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            int length = in.readUnsignedShort();
            while (length <= Question.MOST_BYTES) {
                byte[] message = in.readNBytes(length);
                if (message.length < length) {
                    return;
                }
                desk.serve(message, Transport.TCP, Runnable::run, answer -> send(socket, out, answer));
                length = in.readUnsignedShort();
            }
            desk.tooLong();
        } catch (IOException e) {
            // It ended, was reset, or its time was over.
        } finally {
            boolean unused = end.cancel();
            open.remove(socket);
        }
    }

    private static void send(Socket socket, OutputStream out, byte[] answer) {
        try {
            out.write(ByteBuffer.allocate(Short.BYTES + answer.length)
                    .putShort((short) answer.length)
                    .put(answer)
                    .array());
        } catch (IOException e) {
            end(socket);
        }
    }

    private void expire(Socket socket) {
        expired.incrementAndGet();
        end(socket);
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use either way.
        }
    }

    long turnedAway() {
        return turnedAway.get();
    }

    long expired() {
        return expired.get();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // The threads below end all the same.
        }
        ThreadEnd.await(acceptor);
        Map.copyOf(open).forEach((socket, thread) -> {
            end(socket);
            ThreadEnd.await(thread);
        });
    }
}
