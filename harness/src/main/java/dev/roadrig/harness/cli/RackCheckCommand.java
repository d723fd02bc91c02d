package dev.roadrig.harness.cli;

import dev.roadrig.harness.home.Home;
import dev.roadrig.harness.rack.Lease;
import dev.roadrig.harness.rack.Leases;
import dev.roadrig.harness.rack.Rack;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.run.AgentJar;
import dev.roadrig.harness.run.Finding;
import dev.roadrig.harness.run.WireCheck;
import dev.roadrig.reports.text.PlainText;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roadrig rack check}: whether boards can be reached as the rack file says. */
@Command(
        name = "check",
        description = {
            "Tries every wire of a rack's boards, and says what to do about what does not work.",
            "The console speaks and lets its login in, the switches answer, host key and login are right, the tool that",
            "flashes is there, and the way to the cloud can be had. Nothing is switched and nothing flashed; an empty line is typed to a console, and where the rack has a login for it, that.",
            "A board that a process stands for is started, booted and ended; any other is left as it is.",
            "Exits 3 when a wire is BROKEN, else 0: what is `unknown` nobody could tell, and has its next step beside it."
        },
        mixinStandardHelpOptions = true)
final class RackCheckCommand implements Callable<Integer> {
    private static final int ERROR = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RACK", description = "the rack file")
    private Path rack = Path.of("rack.yaml");

    @Parameters(index = "1", arity = "0..1", paramLabel = "BOARD", description = "only this board (default: all)")
    private @Nullable String board;

    @Option(names = "--agent", paramLabel = "JAR", description = "the agent jar that an emulated board carries")
    private @Nullable Path agent;

    @Override
    public Integer call() throws InterruptedException {
        Rack read = MaskedRack.read(spec, rack);
        List<RackBoard> boards = board == null ? List.copyOf(read.boards().values()) : List.of(read.board(board));
        int broken = 0;
        try (Ticker ticker = new RealTicker("rack-check")) {
            for (RackBoard each : boards) {
                List<Finding> findings = check(each, ticker);
                print(each, findings);
                broken += (int) findings.stream().filter(f -> !f.fine()).count();
            }
        }
        return broken == 0 ? 0 : ERROR;
    }

    private List<Finding> check(RackBoard each, Ticker ticker) throws InterruptedException {
        try (Lease lease = Leases.take(each)) {
            List<Finding> findings = new ArrayList<>();
            findings.add(Finding.ok("lease", "fence " + lease.fence()));
            findings.addAll(WireCheck.of(each, jar(each), ticker));
            return findings;
        } catch (RigFault e) {
            return List.of(Finding.broken("lease", String.valueOf(e.getMessage())));
        }
    }

    /** Only a board of ours carries an agent's hash; for any other there need not be a built agent. */
    private AgentJar jar(RackBoard each) {
        if (each.process().isEmpty()) {
            return new AgentJar(Path.of(""), "");
        }
        return AgentJar.at(agent == null ? Home.find().agentJar() : agent);
    }

    private void print(RackBoard each, List<Finding> findings) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(each.name() + ":");
        List<List<String>> rows = new ArrayList<>();
        findings.forEach(f -> rows.add(List.of(f.wire(), f.state().word(), PlainText.line(f.text()))));
        Columns.of(rows).forEach(line -> out.println("  " + line));
    }
}
