package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roadrig.scenarios.link.Jitter;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.link.PacketFaults;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.wires.ssh.SshLink;
import dev.roadrig.wires.ssh.SshTarget;
import dev.roadrig.wires.tc.TcEdge;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The network of a Linux board under QEMU: its cable, and the link that it makes itself. */
class QemuLinkIT extends OnQemu {
    /** Megabits a second for a byte of a stream in a nanosecond: of 1,514 bytes on the wire 1,448 are a stream's. */
    private static final double ON_THE_WIRE = 8e3 * 1514 / 1448;

    @Test
    void a_session_outlives_a_network_cable_that_is_unplugged_and_plugged_in_and_the_console_never_notices()
            throws Exception {
        SshTarget wire = SshTargets.of("arm64-patient", board.rack().shell().orElseThrow());
        SshTarget patient =
                new SshTarget(wire.board(), wire.host(), wire.port(), wire.user(), wire.login(), wire.hostKey(), LONG);
        board.expectLoss();
        try (SshLink link = SshLink.connect(patient, ticker, soon())) {
            var heard = new LinesHeard();
            var ticking = link.start("while :; do echo tick; usleep 50000; done", heard, soon());
            await().atMost(LONG).until(() -> heard.all().contains("tick"));
            session().bench().plugNetwork(false, soon());
            await().atMost(LONG).until(() -> said(console(), "cat /sys/class/net/eth0/carrier")
                    .equals("0"));
            heard.clear();
            assertThat(ticker.await(() -> !heard.all().isEmpty(), ticker.in(Duration.ofSeconds(1))))
                    .as("nothing passes")
                    .isFalse();
            session().bench().plugNetwork(true, soon());
            await().atMost(LONG).until(() -> heard.all().contains("tick"));
            assertThat(link.isUp()).isTrue();
            ticking.close();
        }
    }

    @Test
    void its_own_tc_delays_cuts_and_ends_its_link_as_asked_and_control_goes_past_it() throws Exception {
        double free = BoardOwnLink.quickest(board.shell(), ticker);
        int port = freePort();
        session().bench().forward(port, 2300, soon());
        String unused = said(board.shell(), "nc -ll -p 2300 -e head -c 150000 /dev/zero >/dev/null 2>&1 </dev/null &");
        var profile = new LinkProfile(Map.of(
                0L, BoardOwnLink.rate(1_000_000, Duration.ofMillis(200)),
                1_000_000_000L, BoardOwnLink.rate(0, Duration.ofMillis(200)),
                2_000_000_000L, BoardOwnLink.rate(8_000_000, Duration.ofMillis(200))));
        try (var link = new BoardOwnLink(board.shell(), ticker, profile)) {
            Pings pings = link.ping(10, Duration.ofMillis(50));
            assertThat(pings.least()).as("never early").isGreaterThanOrEqualTo(200);
            assertThat(pings.median()).isBetween(200.0, 400.0);
            Carried carried = carried(port, 150_000, 50_000);
            // A reader that was held up finds what had waited for it, and the rest then looks fast; the whole never
            // does.
            assertThat(carried.whole()).as("Mbit/s, of 1 that was asked").isLessThan(1.03);
            assertThat(carried.rest()).as("without the beginning").isGreaterThan(0.25);
            double shaped = BoardOwnLink.quickest(board.shell(), ticker);
            assertThat(shaped).as("one round trip alone would add 200 ms").isLessThan(free + 150);

            link.start();
            long from = ticker.nanos();
            Pings over = link.ping(70, Duration.ofMillis(50));
            double apart = (ticker.nanos() - from) / 1e9 / over.sent();
            link.awaitEdges(3);
            TcEdge out = link.edges().get(1);
            TcEdge back = link.edges().get(2);
            double longest = (back.answeredNanos() + back.lag().toNanos() - out.sentNanos()) / 1e9;
            double shortest = (back.sentNanos() - out.answeredNanos()) / 1e9;
            System.out.printf(
                    "netem on aarch64: asked 200 ms, got %.1f (least %.1f); asked 1 Mbit/s, got %.3f;"
                            + " in an outage of %.2f to %.2f s of pings %.0f ms apart"
                            + " rows of %s were lost; the shell takes %.0f ms, without link %.0f ms%n",
                    pings.median(),
                    pings.least(),
                    carried.rest(),
                    shortest,
                    longest,
                    apart * 1000,
                    over.gaps(),
                    shaped,
                    free);
            assertThat(over.gaps()).as("one row, of what went in the outage").hasSize(1);
            // A board that stands still for a moment pings less in it.
            assertThat(over.gaps().get(0) * apart).isBetween(shortest / 2, longest + 3 * apart);
        }
    }

    @Test
    void its_own_tc_loses_turns_and_doubles_packets_as_asked_and_then_its_queues_are_as_before() throws Exception {
        var free = new Loss.Bernoulli(0);
        try (var link = new BoardOwnLink(
                board.shell(),
                ticker,
                BoardOwnLink.up(Duration.ZERO, Jitter.NONE, new Loss.Bernoulli(0.2), PacketFaults.NONE))) {
            Pings pings = link.ping(400, Duration.ofMillis(5));
            System.out.printf("netem on aarch64: asked 20 %% loss, got %.1f %%%n", pings.lost() * 100);
            assertThat(pings.sent()).isEqualTo(400);
            assertThat(pings.lost()).as("five standard deviations").isBetween(0.1, 0.3);
        }
        var bursts = new Loss.GilbertElliott(0.05, 0.25, 1, 0);
        try (var link = new BoardOwnLink(
                board.shell(), ticker, BoardOwnLink.up(Duration.ZERO, Jitter.NONE, bursts, PacketFaults.NONE))) {
            Pings pings = link.ping(400, Duration.ofMillis(5));
            double mean = pings.gaps().stream().mapToInt(each -> each).average().orElseThrow();
            System.out.printf(
                    "netem on aarch64: asked bursts of 4 and 16.7 %% loss, got %.1f and %.1f %%%n",
                    mean, pings.lost() * 100);
            // Single losses of this share come in rows of 1.2.
            assertThat(mean).isBetween(2.0, 9.0);
            assertThat(pings.lost()).isBetween(0.03, 0.45);
        }
        var all = new PacketFaults(0.25, 0.3, 0.2);
        try (var link = new BoardOwnLink(
                board.shell(),
                ticker,
                BoardOwnLink.up(Duration.ofMillis(40), Jitter.normal(Duration.ofMillis(8)), free, all))) {
            Pings pings = link.ping(200, Duration.ofMillis(10));
            String counters = link.counters();
            System.out.printf(
                    "netem on aarch64: 200 pings, %d overtaken, %d twice, %d lost for a turned bit, deviation %.1f ms%n",
                    pings.overtaken(),
                    pings.twice(),
                    pings.sent() - pings.answered().size(),
                    pings.deviation());
            assertThat(counters).contains("delay 40ms", "reorder 25%", "duplicate 30%", "corrupt 20%");
            assertThat(pings.overtaken()).isGreaterThan(10);
            assertThat(pings.twice()).isGreaterThan(20);
            assertThat(pings.lost()).isBetween(0.03, 0.5);
        }
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * What came through a forwarded port of the board, megabits a second on the wire.
     *
     * @param whole from the connection's beginning, which waits for round trips and not for the rate
     * @param rest but for the first bytes
     */
    private record Carried(double whole, double rest) {}

    private Carried carried(int port, int bytes, int first) throws Exception {
        long from = ticker.nanos();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            int before = socket.getInputStream().readNBytes(first).length;
            long middle = ticker.nanos();
            int after = socket.getInputStream().readAllBytes().length;
            long end = ticker.nanos();
            assertThat(before + after).isEqualTo(bytes);
            return new Carried(bytes * ON_THE_WIRE / (end - from), after * ON_THE_WIRE / (end - middle));
        }
    }
}
