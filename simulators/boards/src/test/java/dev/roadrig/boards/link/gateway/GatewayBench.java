package dev.roadrig.boards.link.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.RealTicker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A network namespace that stands for a board, and this host as it was before a gateway came between. */
final class GatewayBench implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(15);

    private final RealTicker ticker;
    private final Host host;
    private final Path state;
    private final NamespaceBoard board;
    private final List<String> settings;
    private List<String> before;

    private GatewayBench(RealTicker ticker, Path state) throws RigFault {
        this.ticker = ticker;
        this.state = state;
        host = new LinuxHost(ticker);
        board = new NamespaceBoard(ticker, 0);
        before = network();
        settings = OwnNetwork.ofAll(host);
    }

    /**
     * Where this host can have one; else the test is skipped.
     *
     * @param state the folder of the gateways' notes
     */
    static GatewayBench of(Path state) throws RigFault {
        var ticker = new RealTicker("gateway-test");
        boolean made = false;
        try {
            NamespaceBoard.assumePossible(ticker);
            var bench = new GatewayBench(ticker, state);
            made = true;
            return bench;
        } finally {
            if (!made) {
                ticker.close();
            }
        }
    }

    RealTicker ticker() {
        return ticker;
    }

    Host host() {
        return host;
    }

    Path state() {
        return state;
    }

    NamespaceBoard board() {
        return board;
    }

    Gateway open(Gateway.Carriers carriers) throws RigFault {
        return Gateway.open(board.spec(), carriers, ticker, state);
    }

    /** A wait for what a kernel does by itself; it looks at once. */
    ConditionFactory soon() {
        return Awaitility.await().atMost(LONG).pollDelay(Duration.ZERO);
    }

    /** All of ours that a gateway may change. */
    private List<String> network() throws RigFault {
        return OwnNetwork.of(host, board);
    }

    /** What the test itself has changed is as it was before. */
    void remember() throws RigFault {
        before = network();
    }

    boolean isAsBefore() throws RigFault {
        return network().equals(before);
    }

    void unchanged() {
        soon().untilAsserted(() -> {
            assertThat(network()).isEqualTo(before);
            List<String> all = OwnNetwork.ofAll(host);
            assertThat(all.isEmpty() || settings.isEmpty() || all.equals(settings))
                    .as("%s, and before %s", all, settings)
                    .isTrue();
        });
    }

    /** That no gateway has left anything behind. */
    @Override
    public void close() throws RigFault {
        try (ticker;
                board) {
            assertThat(Leftovers.in(state, ticker).remove()).isEmpty();
        }
    }
}
