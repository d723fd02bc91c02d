package dev.roadrig.boards.bench;

import dev.roadrig.boards.link.packet.CarrierWatch;
import dev.roadrig.boards.link.packet.LossCause;
import dev.roadrig.boards.link.packet.UdpRelay;
import dev.roadrig.scenarios.link.Jitter;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.link.PacketFaults;
import dev.roadrig.scenarios.link.WayState;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.TimerSlack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How exact the relay of datagrams is, seen from outside: delay, rate and the edges of outages, from a sender's stamp to a
 * receiver's on this host. A bare datagram's way over loopback is part of every figure, and is measured beside them.
 */
public final class PacketExactness {
    private static final long MILLI = 1_000_000;
    private static final int HEAD_BYTES = 28;

    private final RealTicker ticker = new RealTicker("bench");

    public static void main(String[] args) throws Exception {
        new PacketExactness().run();
        System.exit(0);
    }

    private void run() throws Exception {
        System.out.println("| delay one way | p50 error ms | p99 ms | worst ms | earliest ms |");
        System.out.println("|---|---|---|---|---|");
        for (int millis : new int[] {0, 10, 40, 200}) {
            delay(millis);
        }
        System.out.println("| rate asked | got, IP bytes | error |");
        System.out.println("|---|---|---|");
        for (long rate : new long[] {100_000, 1_000_000, 10_000_000, 100_000_000}) {
            rate(rate);
        }
        outages();
    }

    private static WayState way(long bitsPerSecond, long delayMillis) {
        return new WayState(
                bitsPerSecond, Duration.ofMillis(delayMillis), Jitter.NONE, Loss.nothing(), PacketFaults.NONE);
    }

    private static LinkState state(long bitsPerSecond, long delayMillis) {
        return new LinkState("x", way(bitsPerSecond, delayMillis), way(bitsPerSecond, delayMillis));
    }

    /** A datagram as it was seen. */
    private record Seen(long sentNanos, long gotNanos) {}

    /** Sends at moments and receives; the moments count from the relay's start. */
    @SuppressWarnings("try") // the receiver ends by the close of its socket
    private List<Seen> play(LinkProfile profile, long[] momentsNanos, int bytes, long untilNanos) throws Exception {
        var loopback = InetAddress.getLoopbackAddress();
        List<Seen> seen = new ArrayList<>();
        try (DatagramChannel target = DatagramChannel.open().bind(new InetSocketAddress(loopback, 0));
                DatagramChannel sender = DatagramChannel.open().bind(new InetSocketAddress(loopback, 0))) {
            target.setOption(java.net.StandardSocketOptions.SO_RCVBUF, 4 << 20);
            var place = new UdpRelay.Place(
                    "rr-bench", new InetSocketAddress(loopback, 0), (InetSocketAddress) target.getLocalAddress());
            long zero = ticker.nanos();
            try (UdpRelay relay = UdpRelay.open(place, profile, 1, ticker, IGNORED)) {
                var receiver = new Thread(() -> receive(target, seen), "rr-bench-receive");
                receiver.setDaemon(true);
                receiver.start();
                TimerSlack.least();
                ByteBuffer packet = ByteBuffer.allocateDirect(bytes);
                for (long moment : momentsNanos) {
                    ticker.awaitClosely(() -> false, new Deadline(zero + moment));
                    packet.clear().putLong(0, ticker.nanos());
                    sender.send(packet, relay.address());
                }
                ticker.await(() -> false, new Deadline(zero + untilNanos));
                target.close();
                receiver.join();
            }
        }
        return seen;
    }

    private void receive(DatagramChannel target, List<Seen> seen) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);
        try {
            while (true) {
                buffer.clear();
                target.receive(buffer);
                seen.add(new Seen(buffer.getLong(0), ticker.nanos()));
            }
        } catch (IOException e) {
            // The end of the measurement.
        }
    }

    private static final CarrierWatch IGNORED = new CarrierWatch() {
        @Override
        public void released(int bytes, long busyNanos, long lateNanos) {}

        @Override
        public void lost(long flow, long index, LossCause cause) {}
    };

    private void delay(int millis) throws Exception {
        int packets = 2_000;
        long[] moments = new long[packets];
        for (int i = 0; i < packets; i++) {
            moments[i] = 50 * MILLI + 3L * i * MILLI;
        }
        long end = moments[packets - 1] + (millis + 300L) * MILLI;
        List<Seen> seen = play(LinkProfile.constant(state(10_000_000_000L, millis)), moments, 64, end);
        long[] errors = seen.stream()
                .skip(200)
                .mapToLong(one -> one.gotNanos() - one.sentNanos() - millis * MILLI)
                .sorted()
                .toArray();
        System.out.printf(
                Locale.ROOT,
                "| %d ms | %.3f | %.3f | %.3f | %+.3f |%n",
                millis,
                errors[errors.length / 2] / 1e6,
                errors[errors.length * 99 / 100] / 1e6,
                errors[errors.length - 1] / 1e6,
                errors[0] / 1e6);
    }

    private void rate(long rate) throws Exception {
        int bytes = 1_000;
        double bits = 8.0 * (bytes + HEAD_BYTES);
        double seconds = 6;
        // A fifth more than the link carries, so that it is always busy.
        int packets = (int) (1.2 * rate * seconds / bits) + 2;
        long[] moments = new long[packets];
        for (int i = 0; i < packets; i++) {
            moments[i] = (long) (i * bits / 1.2 / rate * 1e9);
        }
        List<Seen> seen = play(LinkProfile.constant(state(rate, 0)), moments, bytes, (long) (seconds * 1e9));
        int skip = seen.size() / 6;
        long span = seen.get(seen.size() - 1).gotNanos() - seen.get(skip).gotNanos();
        double got = (seen.size() - 1 - skip) * bits * 1e9 / span;
        System.out.printf(
                Locale.ROOT, "| %.1f Mbit/s | %.4f Mbit/s | %+.3f %% |%n", rate / 1e6, got / 1e6, 100 * (got / rate - 1));
    }

    /** A datagram every millisecond across outages of 30 ms, one every 60 ms. */
    private void outages() throws Exception {
        int count = 100;
        Map<Long, LinkState> steps = new TreeMap<>();
        steps.put(0L, state(1_000_000_000, 0));
        for (int i = 1; i <= count; i++) {
            steps.put(60L * i * MILLI, state(0, 0));
            steps.put(60L * i * MILLI + 30 * MILLI, state(1_000_000_000, 0));
        }
        long[] moments = new long[count * 60 + 60];
        for (int i = 0; i < moments.length; i++) {
            moments[i] = i * MILLI + MILLI / 2;
        }
        long before = ticker.nanos();
        List<Seen> seen = play(new LinkProfile(steps), moments, 64, moments.length * MILLI + 100 * MILLI);
        // The relay's own start lies within this of the measured one: what is sent first is seen at once.
        long[] first = new long[count];
        long[] last = new long[count];
        Arrays.fill(first, Long.MAX_VALUE);
        for (Seen one : seen) {
            long at = one.gotNanos() - before;
            int outage = (int) (at / (60 * MILLI));
            long into = at % (60 * MILLI);
            if (outage >= 1 && outage <= count && into < 30 * MILLI) {
                last[outage - 1] = Math.max(last[outage - 1], into);
            } else if (outage >= 1 && outage <= count) {
                first[outage - 1] = Math.min(first[outage - 1], into - 30 * MILLI);
            }
        }
        Arrays.sort(first);
        Arrays.sort(last);
        System.out.printf(
                Locale.ROOT,
                "%d outages of 30 ms: the last datagram after a start p50 %.3f, worst %.3f ms; the first after an end p50"
                        + " %.3f, worst %.3f ms%n",
                count,
                last[count / 2] / 1e6,
                last[count - 1] / 1e6,
                first[count / 2] / 1e6,
                first[count - 1] / 1e6);
    }
}
