package dev.roadrig.boards.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.roadrig.scenarios.record.v1.LinkAchieved;
import dev.roadrig.scenarios.record.v1.LinkAsked;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings("try")
class LinkRelayTest {
    private final RealTicker ticker = new RealTicker("link-test");
    private final List<Message> seen = new CopyOnWriteArrayList<>();
    private ServerSocket cloud;

    @BeforeEach
    void open() throws IOException {
        cloud = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        cloud.close();
        ticker.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .as("threads left behind")
                .noneMatch(thread -> thread.getName().startsWith("rr-link-test"));
    }

    private static LinkState state(long bitsPerSecond, int rttMs) {
        return new LinkState("x", bitsPerSecond, bitsPerSecond, Duration.ofMillis(rttMs), Duration.ZERO, 0);
    }

    private LinkRelay relay(LinkProfile profile) throws Exception {
        var target = new InetSocketAddress(InetAddress.getLoopbackAddress(), cloud.getLocalPort());
        return LinkRelay.open(
                new LinkRelay.Route("link-test", target, 0), profile, 1, ticker, (nanos, message) -> seen.add(message));
    }

    private CompletableFuture<byte[]> cloudReadsAllThenAnswers(String answer) {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket socket = cloud.accept()) {
                byte[] all = socket.getInputStream().readAllBytes();
                socket.getOutputStream().write(answer.getBytes(US_ASCII));
                return all;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Test
    void bytes_pass_in_order_and_a_half_close_leaves_the_other_direction_open() throws Exception {
        byte[] sent = new byte[300_000];
        new SplittableRandom(5).nextBytes(sent);
        CompletableFuture<byte[]> got = cloudReadsAllThenAnswers("thanks");

        try (LinkRelay relay = relay(LinkProfile.constant(state(1_000_000_000, 0)));
                Socket board = new Socket(InetAddress.getLoopbackAddress(), relay.port())) {
            board.getOutputStream().write(sent);
            board.shutdownOutput();

            assertThat(got.join()).isEqualTo(sent);
            assertThat(board.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("thanks");
        }
    }

    @Test
    void nothing_arrives_before_its_delay() throws Exception {
        CompletableFuture<byte[]> got = cloudReadsAllThenAnswers("pong");

        try (LinkRelay relay = relay(LinkProfile.constant(state(100_000_000, 60)));
                Socket board = new Socket(InetAddress.getLoopbackAddress(), relay.port())) {
            long start = ticker.nanos();
            board.getOutputStream().write("ping".getBytes(US_ASCII));
            board.shutdownOutput();
            byte[] answer = board.getInputStream().readAllBytes();

            assertThat(answer).asString(US_ASCII).isEqualTo("pong");
            assertThat(ticker.nanos() - start).isGreaterThanOrEqualTo(60_000_000L);
            assertThat(got.join()).hasSize(4);
        }
    }

    @Test
    void an_outage_holds_bytes_back_until_it_ends() throws Exception {
        CompletableFuture<byte[]> got = cloudReadsAllThenAnswers("pong");
        var tunnel = new LinkProfile(Map.of(0L, state(0, 0), 300_000_000L, state(100_000_000, 0)));

        try (LinkRelay relay = relay(tunnel);
                Socket board = new Socket(InetAddress.getLoopbackAddress(), relay.port())) {
            long zero = ticker.nanos();
            relay.start(zero);
            board.getOutputStream().write("ping".getBytes(US_ASCII));
            board.shutdownOutput();
            board.getInputStream().readAllBytes();

            assertThat(ticker.nanos() - zero).isGreaterThanOrEqualTo(300_000_000L);
            assertThat(got.join()).hasSize(4);
            // The clock's own thread writes it, and may come after the relay's.
            Awaitility.await()
                    .until(() ->
                            seen.stream().filter(LinkAsked.class::isInstance).count() == 2);
        }
    }

    @Test
    void what_came_before_the_drive_into_an_outage_at_its_start_goes_at_the_outages_end_and_is_counted_once()
            throws Exception {
        CompletableFuture<byte[]> got = cloudReadsAllThenAnswers("pong");
        var tunnel = new LinkProfile(Map.of(0L, state(0, 0), 300_000_000L, state(100_000_000, 0)));

        try (LinkRelay relay = relay(tunnel);
                Socket board = new Socket(InetAddress.getLoopbackAddress(), relay.port())) {
            board.getOutputStream().write(new byte[3_000]);
            Awaitility.await().until(() -> relay.heldBytes() >= 3_000);
            long zero = ticker.nanos();
            relay.start(zero);
            board.getOutputStream().write("more".getBytes(US_ASCII));
            board.shutdownOutput();
            assertThat(board.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("pong");

            assertThat(ticker.nanos() - zero).isGreaterThanOrEqualTo(300_000_000L);
            assertThat(got.join()).hasSize(3_004);
        }
        List<LinkAchieved> achieved = seen.stream()
                .filter(LinkAchieved.class::isInstance)
                .map(LinkAchieved.class::cast)
                .toList();
        assertThat(achieved.stream().mapToLong(LinkAchieved::getUpBytes).sum()).isEqualTo(3_004);
        assertThat(achieved.stream().mapToLong(LinkAchieved::getUpBusyNs).sum())
                .as("the outage and the bits, and not the time since before the drive")
                .isBetween(300_000_000L, 302_000_000L);
        assertThat(achieved.stream()
                        .mapToLong(LinkAchieved::getLatenessMaxNs)
                        .max()
                        .orElse(-1))
                .as("later than the outage's end")
                .isBetween(0L, 5_000_000_000L);
    }

    @Test
    void a_slow_reader_stops_the_sender_and_memory_stays_bounded() throws Exception {
        try (LinkRelay relay = relay(LinkProfile.constant(state(0, 0)));
                Socket board = new Socket(InetAddress.getLoopbackAddress(), relay.port());
                Socket accepted = cloud.accept()) {
            var written = new java.util.concurrent.atomic.AtomicLong();
            var writer = new Thread(() -> {
                try {
                    byte[] block = new byte[64 * 1024];
                    while (true) {
                        board.getOutputStream().write(block);
                        written.addAndGet(block.length);
                    }
                } catch (IOException e) {
                    // The relay was closed, which ends the test's writer.
                }
            });
            writer.start();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                long before = written.get();
                java.util.concurrent.locks.LockSupport.parkNanos(200_000_000L);
                return before > 0 && written.get() == before;
            });

            assertThat(written.get()).as("what sockets and the queue hold").isLessThan(64L * 1024 * 1024);
            relay.close();
            writer.join();
            assertThat(accepted.isConnected()).isTrue();
        }
    }

    @Test
    void what_the_link_achieved_is_recorded_every_second() throws Exception {
        CompletableFuture<byte[]> got = cloudReadsAllThenAnswers("x");

        try (LinkRelay relay = relay(LinkProfile.constant(state(8_000_000, 0)));
                Socket board = new Socket(InetAddress.getLoopbackAddress(), relay.port())) {
            relay.start(ticker.nanos());
            board.getOutputStream().write(new byte[200_000]);
            board.shutdownOutput();
            got.join();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> seen.stream()
                                    .filter(m -> m instanceof LinkAchieved)
                                    .mapToLong(m -> ((LinkAchieved) m).getUpBytes())
                                    .sum()
                            == 200_000);
        }
        double busySeconds = seen.stream()
                        .filter(m -> m instanceof LinkAchieved)
                        .mapToLong(m -> ((LinkAchieved) m).getUpBusyNs())
                        .sum()
                / 1e9;
        assertThat(200_000 * 8 / busySeconds)
                .as("payload rate while busy, headers aside")
                .isBetween(7_000_000.0, 8_000_000.0);
    }

    @Test
    void a_reset_on_one_side_reaches_the_other() throws Exception {
        try (LinkRelay relay = relay(LinkProfile.constant(state(100_000_000, 0)));
                Socket board = new Socket(InetAddress.getLoopbackAddress(), relay.port());
                Socket accepted = cloud.accept()) {
            board.getOutputStream().write(1);
            assertThat(accepted.getInputStream().read()).isEqualTo(1);
            accepted.setSoLinger(true, 0);
            accepted.close();

            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(ended(board))
                    .isTrue());
        }
    }

    private static boolean ended(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }
}
