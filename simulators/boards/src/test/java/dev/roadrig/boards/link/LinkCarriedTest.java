package dev.roadrig.boards.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.roadrig.scenarios.record.v1.LateExit;
import dev.roadrig.scenarios.record.v1.LinkCarried;
import dev.roadrig.scenarios.record.v1.LinkStall;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings("try")
class LinkCarriedTest {
    private final RealTicker ticker = new RealTicker("carried-test");
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
    }

    /** Sends through a link to a cloud that begins to read after a pause. */
    private void carry(LinkState state, int bytes, Duration pause) throws Exception {
        var target = new InetSocketAddress(InetAddress.getLoopbackAddress(), cloud.getLocalPort());
        var route = new LinkRelay.Route("carried-test", target, 0);
        try (LinkRelay relay = LinkRelay.open(
                        route, LinkProfile.constant(state), 3, ticker, (nanos, message) -> seen.add(message));
                Socket board = new Socket(InetAddress.getLoopbackAddress(), relay.port())) {
            relay.start(ticker.nanos());
            CompletableFuture<Integer> got = CompletableFuture.supplyAsync(() -> read(pause));
            board.getOutputStream().write(new byte[bytes]);
            board.shutdownOutput();
            assertThat(got.join()).isEqualTo(bytes);
        }
    }

    private int read(Duration pause) {
        try (Socket socket = cloud.accept()) {
            ticker.await(() -> false, ticker.in(pause));
            return socket.getInputStream().readAllBytes().length;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<LinkCarried> up() {
        return seen.stream()
                .filter(LinkCarried.class::isInstance)
                .map(LinkCarried.class::cast)
                .filter(LinkCarried::getUp)
                .toList();
    }

    private double worst() {
        return up().stream()
                .flatMap(part -> part.getLate().getValueNsList().stream())
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    private static LinkState state(long rate, double loss) {
        return new LinkState("x", rate, rate, Duration.ofMillis(20), Duration.ZERO, loss);
    }

    @Test
    void the_record_holds_the_rate_that_was_got_and_stalls_and_that_nothing_was_early() throws Exception {
        carry(state(16_000_000, 0.05), 600_000, Duration.ZERO);
        double bits = up().stream().mapToLong(LinkCarried::getSaturatedBits).sum();
        double nanos = up().stream().mapToLong(LinkCarried::getSaturatedNs).sum();
        assertThat(bits).as("nearly all had waited").isGreaterThan(4_000_000);
        // By its exits: what a busy host was late by at one end is missing or too much.
        double asked = bits * 1e9 / 16_000_000;
        assertThat(nanos).isBetween(asked - 2 * worst() - 1_000_000, asked + 2 * worst() + 1_000_000);
        assertThat(up()).allSatisfy(part -> {
            assertThat(part.getStream()).isTrue();
            assertThat(part.getPassed() == 0 || part.getLeastLateNs() >= 0).isTrue();
        });
        assertThat(up().stream().mapToLong(LinkCarried::getLossTried).sum())
                .isEqualTo(up().stream().mapToLong(LinkCarried::getPassed).sum());
        long stalls = seen.stream()
                .filter(LinkStall.class::isInstance)
                .map(LinkStall.class::cast)
                .filter(LinkStall::getUp)
                .count();
        assertThat(stalls).isPositive();
        assertThat(up().stream().mapToLong(LinkCarried::getLost).sum()).isEqualTo(stalls);
    }

    @Test
    void a_reader_that_takes_nothing_is_not_the_links_lateness() throws Exception {
        // More than the sockets' buffers and the relay hold.
        carry(state(10_000_000_000L, 0), 16_000_000, Duration.ofMillis(1_500));
        assertThat(up().stream()
                        .flatMap(part -> part.getLateExitsList().stream())
                        .mapToLong(LateExit::getLateNs)
                        .max()
                        .orElse(0))
                .isLessThan(1_000_000_000L);
    }
}
