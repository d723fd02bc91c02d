package dev.roadrig.harness.cli;

import dev.roadrig.boards.link.gateway.GatewayProbe;
import dev.roadrig.boards.link.gateway.dns.PortProbe;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code roadrig link probe}: what this host can do for each of the link's backends. */
@Command(
        name = "probe",
        description = {
            "Says what this host can do for each of the link's backends, why not, and what to do about it.",
            "As root it tries queues in a network namespace of its own, which it removes again. Exits 0."
        },
        mixinStandardHelpOptions = true)
final class LinkProbeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public Integer call() {
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
        PrintWriter out = spec.commandLine().getOut();
        Columns.of(rows).forEach(out::println);
        return 0;
    }
}
