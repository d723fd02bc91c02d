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
import java.util.concurrent.CopyOnWriteArrayList;

/** A board in a namespace, connected to, whose queues must be at the end what they were at the beginning. */
final class TcBench implements AutoCloseable, TcLink.Listener {
    static final Duration LONG = Duration.ofSeconds(60);

    final RealTicker ticker = new RealTicker("tc-test");
    final List<TcEdge> edges = new CopyOnWriteArrayList<>();
    final List<RunFault> faults = new CopyOnWriteArrayList<>();
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
        return TcLink.open(place(), profile, ssh.shell(), ticker, this);
    }

    @Override
    public void edge(TcEdge edge) {
        edges.add(edge);
    }

    @Override
    public void lost(RunFault fault) {
        faults.add(fault);
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
