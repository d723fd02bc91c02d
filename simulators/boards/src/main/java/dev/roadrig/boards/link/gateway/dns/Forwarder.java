package dev.roadrig.boards.link.gateway.dns;

import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;

/**
 * Asks the host's name servers, one after the other, by the transport that the board used: an answer that was cut goes to
 * the board as it is, which then asks by TCP.
 */
final class Forwarder implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int LARGEST_BYTES = 65_535;

    private final List<InetSocketAddress> servers;
    private final Duration patience;
    private final Ticker ticker;
    private final SecureRandom random = new SecureRandom();
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param servers in the order in which they are asked
     * @param patience with each of them
     */
    Forwarder(List<InetSocketAddress> servers, Duration patience, Ticker ticker) {
        this.servers = List.copyOf(servers);
        this.patience = patience;
        this.ticker = ticker;
    }

    /** The answer to a query with the query's own number; empty when no server gave one in time. */
    Optional<byte[]> ask(byte[] query, Question question, Transport transport) {
        for (InetSocketAddress server : servers) {
            // A number of our own, which a stranger would have to guess.
            byte[] asked = query.clone();
            short number = (short) random.nextInt();
            ByteBuffer.wrap(asked).putShort(number);
            try {
                byte[] answer = transport == Transport.UDP
                        ? byDatagram(server, asked, question)
                        : byConnection(server, asked, question);
                ByteBuffer.wrap(answer).putShort(ByteBuffer.wrap(query).getShort());
                return Optional.of(answer);
            } catch (IOException e) {
                // Silent, unreachable or babbling: the next one is asked, and none left is told as such.
            }
        }
        return Optional.empty();
    }

    private byte[] byDatagram(InetSocketAddress server, byte[] asked, Question question) throws IOException {
        try (var socket = new DatagramSocket()) {
            hold(socket);
            try {
                socket.connect(server);
                socket.send(new DatagramPacket(asked, asked.length));
                Deadline deadline = ticker.in(patience);
                var packet = new DatagramPacket(new byte[LARGEST_BYTES], LARGEST_BYTES);
                while (true) {
                    socket.setSoTimeout(left(deadline));
                    packet.setLength(LARGEST_BYTES);
                    socket.receive(packet);
                    byte[] answer = Arrays.copyOf(packet.getData(), packet.getLength());
                    if (answers(answer, asked, question)) {
                        return answer;
                    }
                }
            } finally {
                open.remove(socket);
            }
        }
    }

    private byte[] byConnection(InetSocketAddress server, byte[] asked, Question question) throws IOException {
        Deadline deadline = ticker.in(patience);
        try (var socket = new Socket()) {
            hold(socket);
            // A server that trickles would prolong every single read.
            Ticker.Scheduled end = ticker.at(deadline.atNanos(), () -> close(socket));
            try {
                socket.connect(server, left(deadline));
                socket.getOutputStream()
                        .write(ByteBuffer.allocate(Short.BYTES + asked.length)
                                .putShort((short) asked.length)
                                .put(asked)
                                .array());
                var in = new DataInputStream(socket.getInputStream());
                byte[] answer = new byte[in.readUnsignedShort()];
                in.readFully(answer);
                if (!answers(answer, asked, question)) {
                    throw new IOException("another answer than to what was asked");
                }
                return answer;
            } finally {
                boolean unused = end.cancel();
                open.remove(socket);
            }
        }
    }

    private int left(Deadline deadline) throws IOException {
        long millis = (deadline.atNanos() - ticker.nanos()) / 1_000_000;
        if (millis < 1) {
            throw new SocketTimeoutException("no answer in time");
        }
        return Math.toIntExact(millis);
    }

    private static boolean answers(byte[] answer, byte[] asked, Question question) {
        if (answer.length < 12 || !Arrays.equals(answer, 0, 2, asked, 0, 2) || (answer[2] & 0x80) == 0) {
            return false;
        }
        try {
            Record echoed = new Message(answer).getQuestion();
            return question.asked().equals(echoed);
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private void hold(Closeable socket) throws IOException {
        open.add(socket);
        if (closed) {
            open.remove(socket);
            throw new IOException("the server closes");
        }
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use either way.
        }
    }

    /** Ends every wait. */
    @Override
    public void close() {
        closed = true;
        open.forEach(Forwarder::close);
    }
}
