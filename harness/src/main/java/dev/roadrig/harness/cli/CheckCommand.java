package dev.roadrig.harness.cli;

import dev.roadrig.harness.rack.Rack;
import dev.roadrig.harness.rack.RackFile;
import dev.roadrig.harness.run.ModelTrial;
import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.ScenarioCheck;
import dev.roadrig.scenarios.scenario.ScenarioFile;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roadrig check}: everything that can be said of a scenario without a board. */
@Command(
        name = "check",
        description = {
            "Reads scenarios and all they name, without a board, and tries each model once: how long they play, how many"
                    + " samples each requirement will have and needs, and which cannot pass as written.",
            "Exits 0 when every file is fine, 2 when one is not."
        },
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private static final String SUFFIX = ".scenario.yaml";
    private static final int BAD_INPUT = 2;
    private static final int INCONCLUSIVE = 4;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "SCENARIO|DIR",
            description = "scenario files, or folders whose *" + SUFFIX + " files are checked, at any depth")
    private List<Path> paths = List.of();

    @Option(names = "--rack", paramLabel = "RACK", description = "also says which boards of this rack fit")
    private @Nullable Path rack;

    @Option(names = "-e", paramLabel = "KEY=VALUE", description = "replaces a value of the scenario, by dotted key")
    private Map<String, String> overrides = Map.of();

    @Option(names = "--strict", description = "exits 4 when a requirement cannot pass as written")
    private boolean strict;

    @Override
    public Integer call() throws RigFault, InterruptedException {
        try (Ticker ticker = new RealTicker("check")) {
            return check(new ModelTrial(ModelTrial.folder(), ticker));
        }
    }

    private int check(ModelTrial trial) throws RigFault, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Optional<Rack> boards = Optional.ofNullable(rack).map(RackFile::read);
        int bad = 0;
        int hopeless = 0;
        List<Path> files = files();
        for (Path file : files) {
            try {
                Scenario scenario = ScenarioFile.read(file, overrides);
                ScenarioCheck check = check(scenario);
                trial.of(scenario.model());
                out.print(CheckText.of(scenario, check, boards));
                hopeless += check.cannotPass().size();
            } catch (BadInput e) {
                bad++;
                spec.commandLine().getErr().println(e.getMessage());
            }
        }
        out.println(files.size() + (files.size() == 1 ? " scenario" : " scenarios") + " checked: " + bad
                + " with a wrong file, " + hopeless
                + (hopeless == 1 ? " requirement" : " requirements") + " that cannot pass as written.");
        if (bad > 0) {
            return BAD_INPUT;
        }
        return strict && hopeless > 0 ? INCONCLUSIVE : 0;
    }

    private static ScenarioCheck check(Scenario scenario) {
        try (Drive drive = DriveReader.open(scenario.drive())) {
            return ScenarioCheck.of(scenario, drive);
        }
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                files.addAll(within(path));
            } else {
                files.add(path);
            }
        }
        return files;
    }

    private static List<Path> within(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> found = walk.filter(file -> file.toString().endsWith(SUFFIX))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new BadInput(
                        "There is no *" + SUFFIX + " in " + folder + " or below it. Name a scenario's file.");
            }
            return found;
        } catch (IOException | java.io.UncheckedIOException e) {
            throw FileTrouble.unread("The folder", folder, e);
        }
    }
}
