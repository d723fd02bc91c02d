package dev.roadrig.boards.link.gateway;

import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Sends numbered datagrams to a board that sends them back; one that is late is never taken for the next one's. */
record Echoes(Ticker ticker, String to, int port) {
    private static final int BYTES = 64;
    private static final int LONG_MILLIS = 15_000;
    private static final int SHORT_MILLIS = 20;

    /** One after the other: round trips of those that came back within the patience, in nanoseconds. */
    List<Long> trips(int count, int patienceMillis) throws Exception {
        List<Long> trips = new ArrayList<>();
        try (var socket = new DatagramSocket()) {
            for (int i = 0; i < count; i++) {
                long start = ticker.nanos();
                send(socket, i);
                long deadline = start + patienceMillis * 1_000_000L;
                int got = receive(socket, deadline);
                while (got >= 0 && got < i) {
                    got = receive(socket, deadline);
                }
                if (got == i) {
                    trips.add(ticker.nanos() - start);
                }
            }
        }
        return trips;
    }

    /** The numbers of those that came back, waited for until so many have; and a moment longer, for one too many. */
    Set<Integer> numbers(int count, int expected) throws Exception {
        Set<Integer> numbers = new TreeSet<>();
        try (var socket = new DatagramSocket()) {
            for (int i = 0; i < count; i++) {
                send(socket, i);
                add(socket, numbers, SHORT_MILLIS);
            }
            for (boolean came = true; came && numbers.size() < expected; ) {
                came = add(socket, numbers, LONG_MILLIS);
            }
            while (add(socket, numbers, 10 * SHORT_MILLIS)) {
                // One too many is counted as well.
            }
        }
        return numbers;
    }

    private boolean add(DatagramSocket socket, Set<Integer> numbers, int patienceMillis) throws Exception {
        int got = receive(socket, ticker.nanos() + patienceMillis * 1_000_000L);
        return got >= 0 && numbers.add(got);
    }

    private void send(DatagramSocket socket, int number) throws Exception {
        byte[] bytes = ByteBuffer.allocate(BYTES).putInt(number).array();
        socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName(to), port));
    }

    /** The number of the next echo, -1 where none came in time. */
    private int receive(DatagramSocket socket, long untilNanos) throws Exception {
        if (new Deadline(untilNanos).passed(ticker)) {
            return -1;
        }
        socket.setSoTimeout((int) Math.max(1, (untilNanos - ticker.nanos()) / 1_000_000));
        var got = new DatagramPacket(new byte[2 * BYTES], 2 * BYTES);
        try {
            socket.receive(got);
        } catch (SocketTimeoutException e) {
            return -1;
        }
        if (got.getLength() != BYTES) {
            throw new IllegalStateException("an echo of " + got.getLength() + " bytes");
        }
        return ByteBuffer.wrap(got.getData()).getInt();
    }
}
