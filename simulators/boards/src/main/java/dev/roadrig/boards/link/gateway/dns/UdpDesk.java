package dev.roadrig.boards.link.gateway.dns;

import dev.roadrig.scenarios.time.ThreadEnd;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The name server's datagrams: one thread reads and answers, a few wait for the host's resolver. */
final class UdpDesk implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int MOST_WAITING = 64;

    private final DatagramSocket socket;
    private final Desk desk;
    private final String threadNames;
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor waits;

    UdpDesk(DatagramSocket socket, Desk desk, String threadNames) {
        this.socket = socket;
        this.desk = desk;
        this.threadNames = threadNames;
        this.waits = new ThreadPoolExecutor(
                THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), this::thread);
        thread(this::read).start();
    }

    private Thread thread(Runnable body) {
        var thread = new Thread(body, threadNames + "-udp-" + threads.size());
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    private void read() {
        // A byte more than is taken shows what was longer.
        byte[] buffer = new byte[Question.MOST_BYTES + 1];
        var packet = new DatagramPacket(buffer, buffer.length);
        while (!socket.isClosed()) {
            try {
                packet.setLength(buffer.length);
                socket.receive(packet);
                if (desk.serves(packet.getAddress())) {
                    SocketAddress sender = packet.getSocketAddress();
                    byte[] message = Arrays.copyOf(buffer, packet.getLength());
                    desk.serve(message, Transport.UDP, waits, answer -> send(answer, sender));
                }
            } catch (IOException e) {
                // Closed, or an answer before met a port that had gone: the next query is another matter.
            }
        }
    }

    private void send(byte[] answer, SocketAddress to) {
        try {
            socket.send(new DatagramPacket(answer, answer.length, to));
        } catch (IOException | IllegalArgumentException e) {
            // Nobody can be answered at port 0 or without a route; the asker asks again.
        }
    }

    @Override
    public void close() {
        socket.close();
        waits.shutdownNow();
        threads.forEach(ThreadEnd::await);
    }
}
