package dev.roadrig.harness.cli;

import dev.roadrig.boards.link.gateway.GatewayProbe;
import dev.roadrig.boards.link.gateway.dns.PortProbe;
import dev.roadrig.harness.rack.Lease;
import dev.roadrig.harness.rack.Leases;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.run.BoardTcProbe;
import dev.roadrig.reports.text.PlainText;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.tc.TcAbility;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code roadrig link probe}: what this host can do for each of the link's backends. */
@Command(
        name = "probe",
        description = {
            "Says what this host can do for each of the link's backends, why not, and what to do about it.",
            "As root it tries queues in a network namespace of its own, which it removes again.",
            "With --board it asks that board what tc can do on its own interface, over the rack's SSH. Exits 0."
        },
        mixinStandardHelpOptions = true)
final class LinkProbeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Option(names = "--board", paramLabel = "BOARD", description = "ask this board, and not this host")
    private @Nullable String board;

    @Option(names = "--rack", paramLabel = "RACK", description = "the rack file that has the board")
    private @Nullable Path rack;

    @Option(
            names = "--interface",
            paramLabel = "NAME",
            description = "of the board, towards the cloud (default: ${DEFAULT-VALUE})")
    private String interfaceName = "eth0";

    @Override
    public Integer call() throws RunFault, InterruptedException {
        List<List<String>> rows = board == null && rack == null ? host() : board();
        PrintWriter out = spec.commandLine().getOut();
        Columns.of(rows).forEach(out::println);
        return 0;
    }

    private List<List<String>> board() throws RunFault, InterruptedException {
        if (board == null || rack == null) {
            throw new BadInput("A board is asked with both: roadrig link probe --board BOARD --rack rack.yaml.");
        }
        RackBoard found = MaskedRack.read(spec, rack).board(board);
        List<List<String>> rows = new ArrayList<>();
        try (Ticker ticker = new RealTicker("link-probe");
                Lease lease = Leases.take(found)) {
            rows.add(List.of("board", board, "lease " + lease.fence() + ", interface " + interfaceName));
            for (TcAbility ability : BoardTcProbe.of(found, interfaceName, ticker)) {
                rows.add(List.of(ability.what(), ability.can() ? "yes" : "no", PlainText.line(ability.reason())));
            }
        }
        return rows;
    }

    private static List<List<String>> host() {
        List<List<String>> rows = new ArrayList<>();
        try (var ticker = new RealTicker("link-probe")) {
            List<GatewayProbe.Line> lines =
                    new ArrayList<>(GatewayProbe.here(ticker).lines());
            PortProbe.Finding names = PortProbe.here();
            lines.add(new GatewayProbe.Line("dns", names.can(), names.reason(), names.next()));
            for (GatewayProbe.Line line : lines) {
                rows.add(List.of(line.backend(), line.can() ? "yes" : "no", line.reason()));
                if (!line.next().isEmpty()) {
                    rows.add(List.of("", "", "next: " + line.next()));
                }
            }
        }
        return rows;
    }
}
