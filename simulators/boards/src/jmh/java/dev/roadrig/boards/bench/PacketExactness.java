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
import java.nio.LongBuffer;
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

    /** What was sent and seen; the conditions begin at zero. */
    private record Played(long zeroNanos, LongBuffer sentNanos, List<Seen> seen) {}

    /** Sends at moments and receives; the moments and the conditions count from zero. */
    @SuppressWarnings("try") // the receiver ends by the close of its socket
    private Played play(LinkProfile profile, long[] momentsNanos, int bytes, long untilNanos) throws Exception {
        var loopback = InetAddress.getLoopbackAddress();
        List<Seen> seen = new ArrayList<>(momentsNanos.length);
        long[] sent = new long[momentsNanos.length];
        long zero;
        try (DatagramChannel target = DatagramChannel.open().bind(new InetSocketAddress(loopback, 0));
                DatagramChannel sender = DatagramChannel.open().bind(new InetSocketAddress(loopback, 0))) {
            target.setOption(java.net.StandardSocketOptions.SO_RCVBUF, 4 << 20);
            var place = new UdpRelay.Place(
                    "rr-bench", new InetSocketAddress(loopback, 0), (InetSocketAddress) target.getLocalAddress());
            try (UdpRelay relay = UdpRelay.open(place, profile, 1, ticker, IGNORED)) {
                var receiver = new Thread(() -> receive(target, seen), "rr-bench-receive");
                receiver.setDaemon(true);
                receiver.start();
                TimerSlack.least();
                zero = ticker.nanos();
                relay.play(profile, ticker);
                ByteBuffer packet = ByteBuffer.allocateDirect(bytes);
                for (int i = 0; i < momentsNanos.length; i++) {
                    ticker.awaitClosely(() -> false, new Deadline(zero + momentsNanos[i]));
                    sent[i] = ticker.nanos();
                    packet.clear().putLong(0, sent[i]);
                    sender.send(packet, relay.address());
                }
                ticker.await(() -> false, new Deadline(zero + untilNanos));
                target.close();
                receiver.join();
            }
        }
        return new Played(zero, LongBuffer.wrap(sent), seen);
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
        List<Seen> seen = play(LinkProfile.constant(state(10_000_000_000L, millis)), moments, 64, end)
                .seen();
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
        List<Seen> seen = play(LinkProfile.constant(state(rate, 0)), moments, bytes, (long) (seconds * 1e9))
                .seen();
        int skip = seen.size() / 6;
        long span = seen.get(seen.size() - 1).gotNanos() - seen.get(skip).gotNanos();
        double got = (seen.size() - 1 - skip) * bits * 1e9 / span;
        System.out.printf(
                Locale.ROOT, "| %.1f Mbit/s | %.4f Mbit/s | %+.3f %% |%n", rate / 1e6, got / 1e6, 100 * (got / rate - 1));
    }

    /**
     * A datagram every half millisecond across outages of 30 ms, one every 60 ms. What comes during an outage waits for its
     * end; so the receiver's own wake-up is in both edges.
     */
    private void outages() throws Exception {
        int count = 100;
        long cycle = 60 * MILLI;
        Map<Long, LinkState> steps = new TreeMap<>();
        steps.put(0L, state(1_000_000_000, 0));
        for (int i = 1; i <= count; i++) {
            steps.put(cycle * i, state(0, 0));
            steps.put(cycle * i + cycle / 2, state(1_000_000_000, 0));
        }
        long[] moments = new long[2 * (count + 1) * 60];
        for (int i = 0; i < moments.length; i++) {
            moments[i] = i * MILLI / 2 + MILLI / 4;
        }
        Played played = play(new LinkProfile(steps), moments, 64, cycle * (count + 2));
        long[] starts = new long[count];
        long[] ends = new long[count];
        long[] senders = new long[moments.length];
        for (int i = 0; i < moments.length; i++) {
            senders[i] = played.sentNanos().get(i) - played.zeroNanos() - moments[i];
        }
        for (int i = 1; i <= count; i++) {
            long start = played.zeroNanos() + cycle * i;
            long end = start + cycle / 2;
            for (Seen one : played.seen()) {
                if (one.gotNanos() >= start && one.gotNanos() < end) {
                    starts[i - 1] = Math.max(starts[i - 1], one.gotNanos() - start);
                }
            }
            ends[i - 1] = played.seen().stream()
                            .mapToLong(Seen::gotNanos)
                            .filter(at -> at >= end)
                            .findFirst()
                            .orElse(Long.MAX_VALUE)
                    - end;
        }
        Arrays.sort(starts);
        Arrays.sort(ends);
        Arrays.sort(senders);
        System.out.printf(
                Locale.ROOT,
                "%d outages of 30 ms: the last datagram after a start p50 %.3f, worst %.3f ms; the first after an end p50"
                        + " %.3f, worst %.3f ms; the sender itself p99 %.3f, worst %.3f ms%n",
                count,
                starts[count / 2] / 1e6,
                starts[count - 1] / 1e6,
                ends[count / 2] / 1e6,
                ends[count - 1] / 1e6,
                senders[senders.length * 99 / 100] / 1e6,
                senders[senders.length - 1] / 1e6);
    }
}
