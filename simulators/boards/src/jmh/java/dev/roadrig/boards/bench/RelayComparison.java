package dev.roadrig.boards.bench;

import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.boards.link.stream.Release;
import dev.roadrig.boards.link.stream.StreamPolicies;
import dev.roadrig.boards.link.stream.StreamPolicy;
import dev.roadrig.boards.link.stream.StreamRelay;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * What the relay costs: connections through it and past it take turns, so that what else the host does meets both. Medians
 * over the turns of each turn's round-trip percentiles of a 64-byte echo in microseconds, and of its Gbit/s; then how late
 * a delay of 10 ms each way is, and what of a core an idle relay takes.
 */
public final class RelayComparison {
    private static final int TURNS = 9;
    private static final int ECHOES = 10_000;
    private static final int DELAYED_ECHOES = 150;
    private static final int MESSAGE_BYTES = 64;
    private static final int BLOCK_BYTES = 256 * 1024;
    private static final long BULK_BYTES = 768L * 1024 * 1024;
    private static final long DELAY_NANOS = 10_000_000L;

    private RelayComparison() {}

    public static void main(String[] args) throws Exception {
        InetSocketAddress echo = serve(RelayComparison::echo);
        InetSocketAddress sink = serve(RelayComparison::sink);
        try (var ticker = new RealTicker("bench");
                var echoRelay = relay("echo", echo, nowNanos -> Release.NOW, ticker);
                var sinkRelay = relay("sink", sink, nowNanos -> Release.NOW, ticker);
                var delayRelay = relay("delay", echo, nowNanos -> Release.at(nowNanos + DELAY_NANOS), ticker)) {
            roundTrips(echo, echoRelay.address());
            carried(sink, sinkRelay.address());
            lateness(delayRelay.address());
            idle(ticker);
        }
        System.exit(0);
    }

    private static void roundTrips(InetSocketAddress direct, InetSocketAddress relayed) throws IOException {
        long[][] ways = new long[4][TURNS];
        for (int turn = -2; turn < TURNS; turn++) {
            long[] past = echoes(direct, ECHOES);
            long[] through = echoes(relayed, ECHOES);
            if (turn >= 0) {
                ways[0][turn] = percentile(past, 0.5);
                ways[1][turn] = percentile(through, 0.5);
                ways[2][turn] = percentile(past, 0.99);
                ways[3][turn] = percentile(through, 0.99);
            }
        }
        System.out.println("| 64-byte echo | direct | relay | difference |");
        System.out.println("|---|---|---|---|");
        for (int i = 0; i < 4; i += 2) {
            double past = percentile(ways[i], 0.5) / 1e3;
            double through = percentile(ways[i + 1], 0.5) / 1e3;
            String name = i == 0 ? "p50 us" : "p99 us";
            System.out.printf(Locale.ROOT, "| %s | %.1f | %.1f | %+.1f |%n", name, past, through, through - past);
        }
    }

    private static void carried(InetSocketAddress direct, InetSocketAddress relayed) throws IOException {
        long[] past = new long[TURNS];
        long[] through = new long[TURNS];
        for (int turn = -1; turn < TURNS; turn++) {
            long pastNanos = bulkNanos(direct);
            long throughNanos = bulkNanos(relayed);
            if (turn >= 0) {
                past[turn] = pastNanos;
                through[turn] = throughNanos;
            }
        }
        double pastRate = BULK_BYTES * 8.0 / percentile(past, 0.5);
        double throughRate = BULK_BYTES * 8.0 / percentile(through, 0.5);
        double share = throughRate / pastRate;
        System.out.printf(Locale.ROOT, "| Gbit/s | %.1f | %.1f | x %.2f |%n", pastRate, throughRate, share);
    }

    private static void lateness(InetSocketAddress relayed) throws IOException {
        echoes(relayed, DELAYED_ECHOES);
        long[] all = new long[TURNS * DELAYED_ECHOES];
        for (int turn = 0; turn < TURNS; turn++) {
            System.arraycopy(echoes(relayed, DELAYED_ECHOES), 0, all, turn * DELAYED_ECHOES, DELAYED_ECHOES);
        }
        System.out.printf(
                Locale.ROOT,
                "echo over twice 10 ms is late by us: p50 %.0f, p99 %.0f, max %.0f, least %.0f%n",
                percentile(all, 0.5) / 1e3 - 20_000,
                percentile(all, 0.99) / 1e3 - 20_000,
                percentile(all, 1) / 1e3 - 20_000,
                percentile(all, 0) / 1e3 - 20_000);
    }

    private static void idle(RealTicker ticker) throws InterruptedException {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = system.getProcessCpuTime();
        ticker.await(() -> false, ticker.in(Duration.ofSeconds(5)));
        System.out.printf(
                Locale.ROOT,
                "three idle relays and their ticker take %.2f %% of a core%n",
                100.0 * (system.getProcessCpuTime() - before) / 5e9);
    }

    private static long percentile(long[] values, double share) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    private static StreamRelay relay(
            String name, InetSocketAddress target, LongFunction<Release> release, RealTicker ticker)
            throws IOException {
        StreamPolicies policies = (flow, direction) -> new Policy(direction, release);
        var place = new StreamRelay.Place("rr-" + name, new InetSocketAddress(loopback(), 0), target);
        return StreamRelay.open(place, policies, ticker);
    }

    private record Policy(Direction direction, LongFunction<Release> release) implements StreamPolicy {
        @Override
        public int segmentBytes() {
            return Integer.MAX_VALUE;
        }

        @Override
        public Release depart(long segment, int bytes, long nowNanos) {
            return release.apply(nowNanos);
        }

        @Override
        public Release end(long nowNanos) {
            return release.apply(nowNanos);
        }

        @Override
        public void left(long segment, int bytes, long dueNanos, long nowNanos) {}

        @Override
        public void closed() {}
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    /** What a server does with a connection until its end. */
    private interface Service {
        void serve(SocketChannel channel, ByteBuffer buffer) throws IOException;
    }

    private static InetSocketAddress serve(Service service) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(loopback(), 0));
        var thread = new Thread(() -> {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BLOCK_BYTES);
            while (true) {
                try (SocketChannel channel = server.accept()) {
                    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                    service.serve(channel, buffer);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return (InetSocketAddress) server.getLocalAddress();
    }

    private static void echo(SocketChannel channel, ByteBuffer buffer) throws IOException {
        while (channel.read(buffer.clear()) >= 0) {
            channel.write(buffer.flip());
        }
    }

    private static void sink(SocketChannel channel, ByteBuffer buffer) throws IOException {
        while (channel.read(buffer.clear()) >= 0) {
            // What comes is thrown away.
        }
    }

    private static long[] echoes(InetSocketAddress server, int count) throws IOException {
        long[] nanos = new long[count];
        ByteBuffer buffer = ByteBuffer.allocateDirect(MESSAGE_BYTES);
        try (SocketChannel channel = SocketChannel.open(server)) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            for (int i = 0; i < count; i++) {
                long start = System.nanoTime();
                channel.write(buffer.clear());
                buffer.clear();
                while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                    // An echo may come in parts.
                }
                nanos[i] = System.nanoTime() - start;
            }
        }
        return nanos;
    }

    /** Until the receiver has read all and has said so by its end of stream. */
    private static long bulkNanos(InetSocketAddress server) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
        try (SocketChannel channel = SocketChannel.open(server)) {
            long start = System.nanoTime();
            for (long sent = 0; sent < BULK_BYTES; sent += BLOCK_BYTES) {
                block.clear();
                while (block.hasRemaining()) {
                    channel.write(block);
                }
            }
            channel.shutdownOutput();
            while (channel.read(block.clear()) >= 0) {
                // Nothing comes but the end.
            }
            return System.nanoTime() - start;
        }
    }
}
