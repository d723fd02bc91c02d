package dev.roadrig.harness.cli;

import dev.roadrig.harness.home.Home;
import dev.roadrig.harness.rack.Lease;
import dev.roadrig.harness.rack.Leases;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.rack.SecretMask;
import dev.roadrig.harness.run.AgentJar;
import dev.roadrig.harness.run.BoardShell;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.catalog.Invocation;
import dev.roadrig.wires.tool.catalog.ToolOnBoard;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roadrig tool run}: a vendor's tool on a board, its text kept and read. */
@Command(
        name = "run",
        description = {
            "Runs a tool in a board's shell, keeps its whole text, and reads it.",
            "What the tool takes by default is written into its command line; options after -- take their place.",
            "Exits 0; 1 when the tool's text says that it failed, or it printed figures and ended with another code than 0;"
                    + " 2 when it is not on the board or its text is not known; 3 when it ended with another code than 0"
                    + " without figures or not in time, or the rig fails."
        },
        mixinStandardHelpOptions = true)
final class ToolRunCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TOOL", description = "such as benchmark_model or trtexec")
    private String tool = "";

    @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "the tool's own, after --")
    private List<String> arguments = new ArrayList<>();

    @Option(names = "--on", required = true, paramLabel = "BOARD", description = "a board of the rack")
    private String board = "";

    @Option(names = "--rack", paramLabel = "RACK", description = "the rack file (default: ${DEFAULT-VALUE})")
    private Path rack = Path.of("rack.yaml");

    @Option(
            names = "--program",
            paramLabel = "PATH",
            description = "the program on the board, when it is not found by name")
    private @Nullable String program;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "where a folder with the text is made (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("roadrig-runs");

    @Option(
            names = "--within",
            paramLabel = "SECONDS",
            description = "how long the tool may take (default: ${DEFAULT-VALUE})")
    private int within = 600;

    @Option(names = "--agent", paramLabel = "JAR", description = "the agent jar that an emulated board carries")
    private @Nullable Path agent;

    @Option(names = "--json", description = "prints the result as JSON, with the raw text")
    private boolean json;

    @Override
    public Integer call() throws RunFault, InterruptedException {
        Invocation invocation = Invocation.of(Tool.named(tool), Optional.ofNullable(program), arguments);
        RackBoard found = MaskedRack.read(spec, rack).board(board);
        try (Ticker ticker = new RealTicker("tool-run");
                Lease lease = Leases.take(found)) {
            ToolEvidence evidence = ToolEvidence.make(
                    out, ticker.utcAnchor(), invocation.tool(), board, SecretMask.of(found.secrets()));
            evidence.keep(ToolEvidence.COMMAND, invocation.line() + "\n");
            ToolOnBoard ran = run(found, invocation, ticker, evidence);
            String kept = evidence.keep(ToolEvidence.OUTPUT, ran.raw()).toString();
            ToolResult result = ran.read(kept);
            evidence.keep("result.json", ToolJson.of(result) + "\n");
            PrintWriter printed = spec.commandLine().getOut();
            printed.println(json ? ToolJson.of(result) : ToolText.of(result));
            if (!json) {
                printed.println("command   " + ToolText.shown(invocation.line()));
                printed.println("kept      " + evidence.folder() + ", fence " + lease.fence());
            }
            return ended(ran, result);
        }
    }

    private ToolOnBoard run(RackBoard found, Invocation invocation, Ticker ticker, ToolEvidence evidence)
            throws RunFault, InterruptedException {
        try (BoardShell open = BoardShell.open(found, jar(found), ticker)) {
            try {
                return ToolOnBoard.run(open.shell(), invocation, ticker, Duration.ofSeconds(within));
            } catch (RunFault e) {
                Path kept = evidence.keep(ToolEvidence.OUTPUT, ToolEvidence.unfinished(e));
                spec.commandLine().getErr().println("The end of what came of its text is kept in " + kept + ".");
                throw e;
            }
        }
    }

    private int ended(ToolOnBoard ran, ToolResult result) {
        if (ran.exitCode() != 0) {
            spec.commandLine().getErr().println("The tool ended with exit code " + ran.exitCode() + ".");
        }
        return result.failed() || ran.exitCode() != 0 ? 1 : 0;
    }

    private AgentJar jar(RackBoard found) {
        if (found.process().isEmpty()) {
            return new AgentJar(Path.of(""), "");
        }
        return AgentJar.at(agent == null ? Home.find().agentJar() : agent);
    }
}
