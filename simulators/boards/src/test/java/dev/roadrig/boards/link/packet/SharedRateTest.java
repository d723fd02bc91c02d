package dev.roadrig.boards.link.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roadrig.boards.link.LinkRelay;
import dev.roadrig.scenarios.link.Jitter;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.link.PacketFaults;
import dev.roadrig.scenarios.link.WayState;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A board's streams and its datagrams over one link. */
@Timeout(60)
@SuppressWarnings("try")
class SharedRateTest {
    private static final long BITS_PER_SECOND = 2_000_000;
    private static final int DATAGRAM = 1_000;
    private static final int STREAM = 250_000;

    private final AtomicLong datagramBytes = new AtomicLong();
    private final AtomicLong streamBytes = new AtomicLong();

    @Test
    void a_stream_and_datagrams_together_never_have_more_than_the_rate_and_neither_is_starved() throws Exception {
        var loopback = InetAddress.getLoopbackAddress();
        var way = new WayState(BITS_PER_SECOND, Duration.ZERO, Jitter.NONE, Loss.nothing(), PacketFaults.NONE);
        LinkProfile profile = LinkProfile.constant(new LinkState("x", way, way));
        try (var ticker = new RealTicker("shared-test");
                var cloud = new ServerSocket(0, 1, loopback);
                var target = new DatagramSocket(0, loopback);
                var board = new DatagramSocket()) {
            var route = new LinkRelay.Route("shared-test", new InetSocketAddress(loopback, cloud.getLocalPort()), 0);
            var place = new UdpRelay.Place(
                    "rr-shared-test-udp",
                    new InetSocketAddress(loopback, 0),
                    new InetSocketAddress(loopback, target.getLocalPort()));
            var told = new DatagramLink.Told((nanos, message) -> {}, false, fault -> {});
            try (LinkRelay streams = LinkRelay.open(route, profile, 1, ticker, (nanos, message) -> {});
                    DatagramLink datagrams = DatagramLink.open(place, told, ticker);
                    var up = new Socket(loopback, streams.port());
                    Socket there = cloud.accept()) {
                long zero = ticker.nanos();
                streams.start(zero);
                datagrams.start(
                        new PacketPlay(Optional.of(profile), 1, 0, Optional.empty()),
                        zero,
                        Optional.of(streams.rates()));
                start(() -> receive(target));
                start(() -> drain(there));
                up.getOutputStream().write(new byte[STREAM]);
                up.getOutputStream().flush();
                for (int i = 1; i <= STREAM / DATAGRAM; i++) {
                    board.send(new DatagramPacket(new byte[DATAGRAM], DATAGRAM, datagrams.address()));
                    // A socket holds about a hundred; what it cannot hold nobody has sent.
                    int sent = i;
                    if (sent % 20 == 0) {
                        await().until(() -> datagrams.account().contains(" of " + sent + " passed up"));
                    }
                }
                await().atMost(Duration.ofSeconds(40)).until(() -> streamBytes.get() == STREAM);
                double bits = 8.0 * (streamBytes.get() + datagramBytes.get());
                double seconds = (ticker.nanos() - zero) / 1e9;
                assertThat(bits).as("bits in %.3f s", seconds).isLessThanOrEqualTo(BITS_PER_SECOND * seconds);
                await().atMost(Duration.ofSeconds(40)).until(() -> datagramBytes.get() == STREAM);
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        var thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The end of the test.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void receive(DatagramSocket target) throws IOException {
        var packet = new DatagramPacket(new byte[DATAGRAM], DATAGRAM);
        while (true) {
            target.receive(packet);
            datagramBytes.addAndGet(packet.getLength());
        }
    }

    private void drain(Socket there) throws IOException {
        byte[] bytes = new byte[8_192];
        for (int count = there.getInputStream().read(bytes);
                count > 0;
                count = there.getInputStream().read(bytes)) {
            streamBytes.addAndGet(count);
        }
    }
}
