package dev.roadrig.harness.cli;

import dev.roadrig.harness.evaluation.Evaluation;
import dev.roadrig.harness.home.Home;
import dev.roadrig.harness.rack.FaultFit;
import dev.roadrig.harness.rack.Rack;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.run.AgentJar;
import dev.roadrig.harness.run.FirmwareOrder;
import dev.roadrig.harness.run.Repetitions;
import dev.roadrig.harness.run.ScenarioRun;
import dev.roadrig.reports.text.JudgementJson;
import dev.roadrig.reports.text.VerdictTable;
import dev.roadrig.reports.verdict.ExitCode;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.ScenarioFile;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roadrig run}: scenarios on boards of a rack. */
@Command(
        name = "run",
        description = "Runs scenarios on boards, judges them, and writes a record and a report.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final int WIDTH = 110;

    @Parameters(arity = "1..*", paramLabel = "SCENARIO", description = "scenario files")
    private List<Path> scenarios = List.of();

    @Option(names = "--rack", paramLabel = "RACK", description = "the rack file (default: ${DEFAULT-VALUE})")
    private Path rack = Path.of("rack.yaml");

    @Option(
            names = "--board",
            split = ",",
            description = "boards to run on, in parallel (default: the rack's only one)")
    private List<String> boards = List.of();

    @Option(names = "-e", paramLabel = "KEY=VALUE", description = "replaces a value of the scenario, by dotted key")
    private Map<String, String> overrides = Map.of();

    @Option(names = "--out", description = "where runs' folders go (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("roadrig-runs");

    @Option(names = "--json", description = "prints judgements as JSON, a line each")
    private boolean json;

    @Option(names = "--dry-run", description = "reads and checks everything and runs nothing")
    private boolean dryRun;

    @Option(names = "--agent", description = "another agent jar than the one that comes with Roadrig")
    private @Nullable Path agent;

    @Option(
            names = "--firmware",
            paramLabel = "FILE",
            description = "flashes every board with this image before its runs")
    private @Nullable Path firmware;

    @Option(
            names = "--states",
            paramLabel = "VERSION",
            description = "the version that a board must state with it (default: by the file's name)")
    private @Nullable String states;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Mixin
    private ExitOptions exit = new ExitOptions();

    @Override
    public Integer call() throws Exception {
        Home home = Home.find();
        List<Scenario> read = scenarios.stream()
                .map(path -> ScenarioFile.read(path, overrides))
                .toList();
        List<RackBoard> chosen = choose(MaskedRack.read(spec, rack));
        read.forEach(scenario -> chosen.forEach(board -> FaultFit.require(board, scenario)));
        AgentJar jar = AgentJar.at(agent == null ? home.agentJar() : agent);
        chosen.forEach(this::firmware);
        PrintStream print = json ? System.err : System.out;
        if (dryRun) {
            print.println("Would run " + read.size() + " scenario(s) on " + chosen.size()
                    + " board(s); nothing is wrong with the files.");
            return 0;
        }
        try (Ticker ticker = new RealTicker("run")) {
            List<ScenarioRun.Outcome> outcomes =
                    new RunSession(new Repetitions(jar, out, this::firmware), print, ticker).run(read, chosen);
            List<Judgement> judgements = new ArrayList<>();
            for (List<ScenarioRun.Outcome> group : grouped(outcomes)) {
                judgements.add(report(group, home, ticker, print));
            }
            return exit.code(ExitCode.of(judgements, exit.policy()));
        }
    }

    private Optional<FirmwareOrder> firmware(RackBoard board) {
        return firmware == null
                ? Optional.empty()
                : Optional.of(FirmwareOrder.of(board, firmware, Optional.ofNullable(states)));
    }

    private Judgement report(List<ScenarioRun.Outcome> group, Home home, Ticker ticker, PrintStream print)
            throws Exception {
        List<Path> records =
                group.stream().map(outcome -> outcome.folder().record()).toList();
        Judgement judgement = new Evaluation(Optional.empty()).judge(records).get(0);
        Path folder = group.get(group.size() - 1).folder().path();
        print.println();
        print.println(VerdictTable.of(judgement, WIDTH, Terminal.isThere() && !json));
        if (json) {
            System.out.println(JudgementJson.of(judgement));
        }
        print.println("Open " + Evaluation.write(List.of(judgement), folder, home.allure(), ticker));
        return judgement;
    }

    /** Repetitions of one scenario on one board, together. */
    private static List<List<ScenarioRun.Outcome>> grouped(List<ScenarioRun.Outcome> outcomes) {
        Map<String, List<ScenarioRun.Outcome>> groups = new java.util.LinkedHashMap<>();
        for (ScenarioRun.Outcome outcome : outcomes) {
            groups.computeIfAbsent(outcome.subject(), k -> new ArrayList<>()).add(outcome);
        }
        return List.copyOf(groups.values());
    }

    private List<RackBoard> choose(Rack read) {
        if (!boards.isEmpty()) {
            return boards.stream().map(read::board).toList();
        }
        return List.of(read.only("--board"));
    }
}
