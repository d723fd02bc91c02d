package dev.roadrig.harness.cli;

import dev.roadrig.harness.evaluation.Evaluation;
import dev.roadrig.harness.home.Home;
import dev.roadrig.harness.rack.Rack;
import dev.roadrig.harness.rack.RackFile;
import dev.roadrig.harness.run.AgentJar;
import dev.roadrig.harness.run.Repetitions;
import dev.roadrig.harness.run.ScenarioRun;
import dev.roadrig.reports.text.VerdictTable;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.ScenarioFile;
import dev.roadrig.scenarios.spec.SpecFile;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code roadrig demo}: the whole job on an emulated board, with verdicts that are stated in advance. */
@Command(
        name = "demo",
        description =
                "Plays the demo drive on an emulated board and judges it. Exits 0 on exactly the stated verdicts.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final int WIDTH = 110;

    @Option(names = "--out", description = "where the run's folder goes (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("roadrig-runs");

    @Override
    public Integer call() throws Exception {
        PrintStream print = System.out;
        Home home = Home.find();
        Path demo = home.demo();
        Scenario scenario = ScenarioFile.read(demo.resolve("tunnel.scenario.yaml"));
        Rack rack = RackFile.read(demo.resolve("rack.yaml"));
        try (Ticker ticker = new RealTicker("demo")) {
            print.println("Scenario " + scenario.name() + " on " + rack.name()
                    + ": an emulated board, a synthetic drive and a made-up link; no hardware.");
            var session = new RunSession(new Repetitions(AgentJar.at(home.agentJar()), out), print, ticker);
            ScenarioRun.Outcome outcome = session.run(List.of(scenario), List.of(rack.board("dashcam-1")))
                    .get(0);
            List<Path> record = List.of(outcome.folder().record());
            Judgement judgement = new Evaluation(Optional.empty()).judge(record).get(0);
            Judgement strict = new Evaluation(Optional.of(SpecFile.read(demo.resolve("specs/strict-accuracy.yaml"))))
                    .judge(record)
                    .get(0);
            Path page = Evaluation.write(List.of(judgement), outcome.folder().path(), home.allure(), ticker);
            boolean colour = Terminal.isThere();
            print.println();
            print.println(VerdictTable.of(judgement, WIDTH, colour));
            print.println("The same record under " + strict.spec().name() + ":");
            print.println(VerdictTable.of(strict, WIDTH, colour));
            print.println("Open " + page);
            List<String> surprises = DemoVerdicts.surprises(judgement, strict);
            surprises.forEach(print::println);
            return surprises.isEmpty() ? 0 : 1;
        }
    }
}
