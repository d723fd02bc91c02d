package dev.roadrig.harness.reproduce;

import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.join.RunTables;
import dev.roadrig.reports.verdict.Judge;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.drive.DriveTopic;
import dev.roadrig.scenarios.drive.field.FieldReport;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.record.RunRecord;
import dev.roadrig.scenarios.record.RunTopic;
import dev.roadrig.scenarios.record.v1.BoardIdentity;
import dev.roadrig.scenarios.record.v1.RunStart;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.ScenarioFile;
import dev.roadrig.scenarios.spec.Spec;
import dev.roadrig.scenarios.spec.SpecFile;
import dev.roadrig.scenarios.yaml.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is played again. A run record as it was: same drive, window, model, placement, link and faults, and the seed of
 * its own repetition, so that the link loses what it lost then. A drive from the field under a scenario's conditions, but
 * for its own link where it has recorded one.
 *
 * @param path of the record or the drive
 * @param scenario under the record's conditions and spec, with the seed of its repetition
 * @param firmware what the record's board said of itself; empty where the record does not know
 * @param judgement of the record under its own spec; empty for a drive, which has no results
 */
public record FieldRecord(Path path, Scenario scenario, Map<String, String> firmware, Optional<Judgement> judgement) {

    public FieldRecord {
        firmware = Map.copyOf(firmware);
    }

    /**
     * How a record is read.
     *
     * @param place the scenario's file, where it is not any more where the record says; only its place counts
     * @param overrides values of the scenario by dotted key
     * @param anyModel whether another model than the record's may be used
     */
    public record Options(Optional<Path> place, Map<String, String> overrides, boolean anyModel) {
        public Options {
            overrides = Map.copyOf(overrides);
        }

        /** Whether a value of the scenario, or a part of it, is replaced. */
        boolean replaces(String key) {
            return overrides.keySet().stream().anyMatch(each -> each.equals(key) || each.startsWith(key + "."));
        }
    }

    /**
     * Reads a record, or a drive, and everything that its scenario names.
     *
     * @throws BadInput when it is neither, when its drive or model is not there or is another one
     */
    public static FieldRecord read(Path path, Options options) {
        return DriveReader.holds(path, RunTopic.RUN_START.topic()) ? ofRun(path, options) : ofDrive(path, options);
    }

    private static FieldRecord ofDrive(Path path, Options options) {
        Path place = options.place()
                .orElseThrow(() -> new BadInput(path + " is a recording and not a run's record, so it does not say what"
                        + " to play it with. Name a scenario with --scenario; its drive is replaced by this one."));
        Map<String, String> values = new HashMap<>(options.overrides());
        String here = YamlFile.quoted(path.toAbsolutePath().toString());
        values.put("drive", here);
        if (DriveReader.holds(path, DriveTopic.LINK.topic())) {
            values.putIfAbsent("network", "{trace: " + here + "}");
        }
        Scenario scenario = ScenarioFile.read(place, values);
        if (!options.anyModel()) {
            // A board's image has no hash that can be asked for over its shell.
            FieldReport.of(path)
                    .ifPresent(field ->
                            field.refuseOther(Optional.empty(), scenario.model().sha256()));
        }
        return new FieldRecord(path, scenario, Map.of(), Optional.empty());
    }

    private static FieldRecord ofRun(Path path, Options options) {
        try (RunRecord record = RunRecord.open(path)) {
            RunStart start = record.start();
            Path place = place(path, start, options);
            Scenario read = ScenarioFile.read(place, start.getScenarioYaml(), options.overrides());
            requireDrive(read, start, path);
            if (!options.anyModel()) {
                requireModel(read, start, path);
            }
            RunTable run = RunTables.join(record);
            Spec spec =
                    options.replaces("spec") ? read.spec() : SpecFile.parse("the spec in " + path, start.getSpecYaml());
            var recorded = new RecordedConditions(record, run);
            Scenario played = options.replaces("network") ? recorded.seeded(read, spec) : recorded.of(read, spec);
            Map<String, String> firmware = record.entries(BoardIdentity.class)
                    .findFirst()
                    .map(entry -> entry.message().getFactsMap())
                    .orElse(Map.of());
            return new FieldRecord(path, played, firmware, Optional.of(Judge.judge(List.of(run), spec)));
        }
    }

    private static Path place(Path record, RunStart start, Options options) {
        Optional<Path> place = options.place().or(() -> Optional.of(start.getScenarioFile())
                .filter(file -> !file.isEmpty())
                .map(Path::of));
        return place.map(Path::toAbsolutePath)
                .filter(file -> file.getParent() != null && Files.isDirectory(file.getParent()))
                .orElseThrow(() -> new BadInput(record + " was made by the scenario " + start.getScenario()
                        + ", and its place "
                        + place.map(file -> file + " is not on this machine").orElse("is not in the record")
                        + ". Name the scenario's file with --scenario: the drive and the model are looked for from"
                        + " there."));
    }

    private static void requireDrive(Scenario scenario, RunStart start, Path record) {
        try (Drive drive = DriveReader.open(scenario.drive())) {
            if (!drive.sha256().equals(start.getDrive().getSha256())) {
                throw new BadInput("The drive " + scenario.drive() + " is not the one that " + record
                        + " was made with: its SHA-256 is " + drive.sha256() + " and the record's is "
                        + start.getDrive().getSha256() + ". Bring back the record's drive.");
            }
        }
    }

    private static void requireModel(Scenario scenario, RunStart start, Path record) {
        if (!scenario.model().sha256().equals(start.getModel().getSha256())) {
            throw new BadInput("The model " + scenario.model().file() + " is not the one that " + record
                    + " was made with: its SHA-256 is " + scenario.model().sha256() + " and the record's is "
                    + start.getModel().getSha256()
                    + ". Bring back the record's model, or compare them on purpose with --any-firmware.");
        }
    }
}
