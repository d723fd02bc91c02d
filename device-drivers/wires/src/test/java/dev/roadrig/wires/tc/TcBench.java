package dev.roadrig.wires.tc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.ssh.SshLink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A board in a namespace, connected to, whose queues must be at the end what they were at the beginning. */
final class TcBench implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(60);

    final RealTicker ticker = new RealTicker("tc-test");
    final TcEars ears = new TcEars();
    final List<TcEdge> edges = ears.edges;
    final List<RunFault> faults = ears.faults;
    final NamespaceSshd board;
    final SshLink ssh;
    final String before;

    /** Skips the test, with the reason, where there can be no such board. */
    TcBench(Path folder, int number, String... config) throws Exception {
        NamespaceSshd.assumePossible();
        board = new NamespaceSshd(folder, number, config);
        ssh = board.connect(ticker);
        before = queues();
    }

    String queues() throws IOException {
        return board.run("tc", "qdisc", "show");
    }

    TcPlace place() {
        return new TcPlace("b", board.device(), Duration.ofSeconds(5));
    }

    static LinkState rate(long up, long down) {
        return new LinkState("lte", up, down, Duration.ZERO, Duration.ZERO, 0);
    }

    TcLink open(LinkProfile profile) throws Exception {
        return TcLink.open(place(), profile, ssh.shell(), ticker, ears);
    }

    @Override
    public void close() throws IOException {
        ssh.close();
        try {
            assertThat(queues()).isEqualTo(before);
            assertThat(board.run("ip", "-br", "link")).doesNotContain("rr-");
            assertThat(Path.of("/run/roadrig-tc", board.device())).doesNotExist();
        } finally {
            board.close();
            ticker.close();
        }
    }
}
