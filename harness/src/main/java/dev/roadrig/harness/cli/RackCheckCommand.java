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
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.MissingFile;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
    private static final String FILE = "file";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(
            arity = "0..2",
            hideParamSyntax = true,
            paramLabel = "[RACK] [BOARD]",
            description = "the rack file (default: rack.yaml), and only this board of it (default: all)")
    private List<String> words = List.of();

    @Mixin
    private final RackWords rack = new RackWords();

    @Option(names = "--agent", paramLabel = "JAR", description = "the agent jar that an emulated board carries")
    private @Nullable Path agent;

    @Override
    public Integer call() throws InterruptedException {
        List<String> rest = rack.rest(words);
        if (rest.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(), Wording.quote(rest.get(1)) + " is one word too many beside --rack.");
        }
        Rack read = MaskedRack.read(spec, rack.file(words));
        int broken = 0;
        try (Ticker ticker = new RealTicker("rack-check")) {
            for (String name : rest.isEmpty() ? read.names() : rest) {
                List<Finding> findings = check(read, name, ticker);
                print(name, findings);
                broken += (int) findings.stream().filter(f -> !f.fine()).count();
            }
        }
        return broken == 0 ? 0 : ERROR;
    }

    private List<Finding> check(Rack read, String name, Ticker ticker) throws InterruptedException {
        MissingFile missing = read.incomplete().get(name);
        if (missing != null) {
            return List.of(Finding.broken(FILE, String.valueOf(missing.getMessage())));
        }
        RackBoard board = read.board(name);
        List<Finding> findings = new ArrayList<>();
        try (Lease lease = Leases.take(board)) {
            findings.add(Finding.ok("lease", "fence " + lease.fence()));
            AgentJar jar;
            try {
                jar = jar(board);
            } catch (BadInput e) {
                findings.add(Finding.broken(FILE, String.valueOf(e.getMessage())));
                return findings;
            }
            findings.addAll(WireCheck.of(board, jar, ticker));
        } catch (RigFault e) {
            findings.add(Finding.broken("lease", String.valueOf(e.getMessage())));
        }
        return findings;
    }

    /** Only a board of ours carries an agent's hash; for any other there need not be a built agent. */
    private AgentJar jar(RackBoard each) {
        if (each.process().isEmpty()) {
            return new AgentJar(Path.of(""), "");
        }
        return AgentJar.at(agent == null ? Home.find().agentJar() : agent);
    }

    private void print(String board, List<Finding> findings) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(board + ":");
        List<List<String>> rows = new ArrayList<>();
        findings.forEach(f -> rows.add(List.of(f.wire(), f.state().word(), PlainText.line(f.text()))));
        Columns.of(rows).forEach(line -> out.println("  " + line));
    }
}
