package dev.roadrig.harness.cli;

import dev.roadrig.harness.home.Home;
import dev.roadrig.harness.rack.FaultFit;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.reproduce.Controls;
import dev.roadrig.harness.reproduce.FieldRecord;
import dev.roadrig.harness.reproduce.RegressionFile;
import dev.roadrig.harness.reproduce.Symptoms;
import dev.roadrig.harness.run.AgentJar;
import dev.roadrig.harness.run.Repetitions;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.quantity.Dimension;
import dev.roadrig.scenarios.quantity.Quantity;
import dev.roadrig.scenarios.scenario.Symptom;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
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

/** {@code roadrig replay}: a field failure on the desk. */
@Command(
        name = "replay",
        description = {
            "Plays a run record again on a board, under the record's conditions, and shows both runs side by side.",
            "Ends with 1 when the failure was shown, 0 when it was not, 4 when no run could tell."
        },
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "RECORD",
            description = "a run's record, run.mcap, or a drive, such as from a field bundle")
    private Path record = Path.of("run.mcap");

    @Option(names = "--rack", paramLabel = "RACK", description = "the rack file (default: ${DEFAULT-VALUE})")
    private Path rack = Path.of("rack.yaml");

    @Option(names = "--on", required = true, paramLabel = "BOARD", description = "the board")
    private String board = "";

    @Option(
            names = "--scenario",
            description = "the scenario's file, when it is not where the record says: drive and model are looked for"
                    + " from there")
    private @Nullable Path scenario;

    @Option(names = "-e", paramLabel = "KEY=VALUE", description = "replaces a value of the scenario, by dotted key")
    private Map<String, String> overrides = Map.of();

    @Option(
            names = "--reproduces",
            paramLabel = "SYMPTOM",
            description = "the failure: {requirement: ID}, {console: PATTERN}, reboot, {missing-results: {from, to,"
                    + " at-least}}, {result: {frame, answered}} or first-difference (default: the scenario's, else the"
                    + " first requirement that fails in the record)")
    private @Nullable String reproduces;

    @Option(names = "--repeat", paramLabel = "N", description = "how many runs (default: 1; with --shrink 20)")
    private @Nullable Integer repeat;

    @Option(names = "--until-fails", description = "ends with the first run that shows the failure")
    private boolean untilFails;

    @Option(names = "--control", paramLabel = "RECORD", description = "records of sound runs, to compare the rate with")
    private List<Path> controls = List.of();

    @Option(names = "--shrink", description = "looks for the shortest window and the fewest conditions that still fail")
    private boolean shrink;

    @Option(names = "--granule", description = "windows are cut to whole ones of it (default: ${DEFAULT-VALUE})")
    private String granule = "500ms";

    @Option(names = "--most-runs", description = "of a search (default: ${DEFAULT-VALUE})")
    private int mostRuns = 200;

    @Option(names = "--into", description = "the scenario file that a search writes (default: beside the first run)")
    private @Nullable Path into;

    @Option(names = "--any-firmware", description = "goes on with another firmware or model than the record's")
    private boolean anyFirmware;

    @Option(names = "--out", description = "where runs' folders go (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("roadrig-runs");

    @Option(names = "--json", description = "prints the outcome as JSON")
    private boolean json;

    @Option(names = "--agent", description = "another agent jar than the one that comes with Roadrig")
    private @Nullable Path agent;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Mixin
    private ExitOptions exit = new ExitOptions();

    @Override
    public Integer call() throws Exception {
        Home home = Home.find();
        AgentJar jar = AgentJar.at(agent == null ? home.agentJar() : agent);
        RackBoard chosen = MaskedRack.read(spec, rack).board(board);
        FieldRecord field = FieldRecord.read(
                record, new FieldRecord.Options(Optional.ofNullable(scenario), overrides, anyFirmware));
        FaultFit.require(chosen, field.scenario());
        if (field.judgement().isPresent() && field.firmware().isEmpty() && !anyFirmware) {
            System.err.println("The record does not say which firmware its board had, so it is not compared.");
        }
        List<Judgement> sound = Controls.judged(controls, field);
        Optional<Symptom> symptom = Symptoms.of(field, Optional.ofNullable(reproduces), sound);
        if (symptom.isEmpty() && (repeat != null || untilFails || shrink)) {
            throw new BadInput("Nothing fails in " + record + ", so nothing can be counted. Name the failure with"
                    + " --reproduces.");
        }
        Repetitions.tryModel(field.scenario(), chosen);
        PrintStream print = json ? System.err : System.out;
        try (Ticker ticker = new RealTicker("replay")) {
            var session = new ReplaySession(
                    field, symptom, sound, anyFirmware ? Map.of() : field.firmware(), plan(), print, ticker);
            ReplaySession.Summary summary = ended(board + "-replay", () -> session.run(chosen, jar, out));
            if (json) {
                spec.commandLine().getOut().println(ReplayJson.of(field, symptom, summary));
            }
            return exit.code(summary.exitCode());
        }
    }

    private ReplaySession.Plan plan() {
        if (shrink && untilFails) {
            throw new BadInput("A search needs a rate to begin with, and --until-fails gives none. Use --repeat.");
        }
        if (mostRuns < 1) {
            throw new BadInput("A search needs at least 1 run, not " + mostRuns + ". Write --most-runs 200.");
        }
        if (into != null) {
            new RegressionFile(into).requireFree();
        }
        int runs = repeat != null ? repeat : shrink || untilFails ? 20 : 1;
        if (runs < 1) {
            throw new BadInput("At least 1 run is needed, not " + runs + ".");
        }
        Duration cut = Quantity.parse(granule, Dimension.TIME).duration();
        if (cut.toMillis() < 1) {
            throw new BadInput("A window cannot be cut to whole ones of " + granule + ". Write --granule 500ms.");
        }
        return new ReplaySession.Plan(runs, untilFails, shrink, cut, mostRuns, Optional.ofNullable(into));
    }

    private static <T> T ended(String name, Callable<T> work) throws RunFault {
        try {
            return OwnThreads.one(name, work);
        } catch (InterruptedException e) {
            throw new RigFault("replay.ended", "Somebody ended the replay. What was seen until then is in its record.");
        }
    }
}
