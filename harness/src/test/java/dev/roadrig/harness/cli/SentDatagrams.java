package dev.roadrig.harness.cli;

import dev.roadrig.harness.run.Progress;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;

/** A product on a board that sends datagrams during its run, and the host far behind the link that takes them. */
final class SentDatagrams implements Progress, AutoCloseable {
    static final int COUNT = 200;

    private final DatagramSocket host = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final int port;
    private volatile boolean begun;

    SentDatagrams() throws IOException {
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    /** What the rack file says of them. */
    String uplink() {
        return "uplink: {host: 127.0.0.1, udp: {port: " + port + ", to: \"127.0.0.1:" + host.getLocalPort() + "\"}}";
    }

    @Override
    public void phase(String name, String detail) {
        if (name.equals("replay") && !begun) {
            begun = true;
            new Thread(this::send, "sends").start();
        }
    }

    /** Over two seconds, so that most of them are sent in the drive. */
    private void send() {
        try (var socket = new DatagramSocket();
                var ticker = new RealTicker("sends")) {
            for (int i = 0; i < COUNT; i++) {
                socket.send(new DatagramPacket(new byte[700], 700, InetAddress.getLoopbackAddress(), port));
                boolean unused = ticker.await(() -> false, ticker.in(Duration.ofMillis(10)));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        host.close();
    }
}
