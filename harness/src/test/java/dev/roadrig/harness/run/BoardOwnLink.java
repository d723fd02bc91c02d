package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.link.Jitter;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.link.PacketFaults;
import dev.roadrig.scenarios.link.WayState;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.tc.TcEars;
import dev.roadrig.wires.tc.TcEdge;
import dev.roadrig.wires.tc.TcLink;
import dev.roadrig.wires.tc.TcPlace;
import java.time.Duration;
import java.util.List;

/** A board's link by its own tc, measured by the board's pings of the host; the queues are read before and after. */
final class BoardOwnLink implements AutoCloseable {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final String QUEUES = "/sbin/tc qdisc show; /sbin/ip -o link show | grep -c rr-; ls /run/roadrig-tc";

    private final Shell shell;
    private final Ticker ticker;
    private final String before;
    private final TcLink link;
    private final TcEars ears = new TcEars();

    BoardOwnLink(Shell shell, Ticker ticker, LinkProfile profile) throws Exception {
        this.shell = shell;
        this.ticker = ticker;
        before = said("mkdir -p /run/roadrig-tc; " + QUEUES);
        link = TcLink.open(new TcPlace("arm64", "eth0"), profile, shell, ticker, ears);
    }

    /** @param rtt both ways together */
    static LinkState rate(long upBitsPerSecond, Duration rtt) {
        return new LinkState("lte", upBitsPerSecond, 50_000_000, rtt, Duration.ZERO, 0);
    }

    /** What befalls packets on their way up alone, at a rate that none waits for. */
    static LinkProfile up(Duration delay, Jitter jitter, Loss loss, PacketFaults faults) {
        var none = new WayState(50_000_000, Duration.ZERO, Jitter.NONE, new Loss.Bernoulli(0), PacketFaults.NONE);
        return LinkProfile.constant(new LinkState("lte", new WayState(50_000_000, delay, jitter, loss, faults), none));
    }

    void start() {
        link.start(ticker.nanos());
    }

    void awaitEdges(int count) {
        await().atMost(LONG).until(() -> ears.edges.size() >= count);
    }

    List<TcEdge> edges() {
        return ears.edges;
    }

    /** The board pings the host, so many times at such an interval. */
    Pings ping(int count, Duration interval) throws Exception {
        return Pings.parse(said("ping -c %d -i %.3f -W 1 10.0.2.2 || true".formatted(count, interval.toNanos() / 1e9)));
    }

    String counters() throws Exception {
        return said("/sbin/tc -s qdisc show dev eth0");
    }

    String said(String command) throws Exception {
        return shell.run(command, ticker.in(LONG)).out();
    }

    /** The least time that the board's shell takes to answer, of five. */
    static double quickest(Shell shell, Ticker ticker) throws Exception {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long from = ticker.nanos();
            Shell.Result unused = shell.run("true", ticker.in(LONG));
            least = Math.min(least, (ticker.nanos() - from) / 1e6);
        }
        return least;
    }

    @Override
    public void close() throws RunFault {
        link.close();
        try {
            assertThat(said(QUEUES)).isEqualTo(before);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        assertThat(ears.faults).isEmpty();
    }
}
