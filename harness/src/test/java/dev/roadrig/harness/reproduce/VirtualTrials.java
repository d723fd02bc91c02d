package dev.roadrig.harness.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.boards.bug.FallbackBug;
import dev.roadrig.boards.model.ModelSetup;
import dev.roadrig.boards.soc.SocProfile;
import dev.roadrig.harness.run.VirtualRun;
import dev.roadrig.reports.join.RunTables;
import dev.roadrig.reports.reproduce.Shown;
import dev.roadrig.reports.reproduce.SymptomCheck;
import dev.roadrig.reports.verdict.Judge;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.record.RunRecord;
import dev.roadrig.scenarios.scenario.FaultOrder;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.Scenario;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Trials on a modelled board in virtual time, each with a bug that is drawn anew. */
final class VirtualTrials implements Trials {
    /** A chip that warms up within seconds, so that a drive of 20 s has a hot part. */
    private static final String QUICK_HEAT = """
            name = quick-heat
            preprocess.per-frame-us = 17000
            preprocess.per-box-us = 500
            inference.per-frame-us = 8000
            inference.per-box-us = 1000
            postprocess.per-frame-us = 5000
            postprocess.per-box-us = 20
            rail = vin
            supply-volts = 12.0
            idle-watts = 2.10
            boot-watts = 1.10
            preprocess-watts = 0.90
            inference-watts = 2.60
            postprocess-watts = 0.60
            ambient-celsius = 35.0
            thermal-resistance-kelvin-per-watt = 12.0
            thermal-time-constant-s = 3
            throttle-at-celsius = 95.0
            throttle-slowdown = 1.6
            sensor-update-ms = 20
            """;

    private final Path folder;
    private final FallbackBug.Plan plan;
    private int count;

    VirtualTrials(Path folder, String bug) {
        this(folder, bug, 0);
    }

    /** @param drawn how many draws of the bug have been made */
    VirtualTrials(Path folder, String bug, int drawn) {
        this.count = drawn;
        this.folder = folder;
        this.plan = FallbackBug.Plan.parse(bug);
    }

    @Override
    public Shown run(Scenario scenario) {
        return SymptomCheck.of(Objects.requireNonNull(scenario.reproduces()), judged(scenario));
    }

    private Judgement judged(Scenario scenario) {
        assertThat(scenario.faults())
                .as("what a rack's board would be refused for")
                .allMatch(f ->
                        f.kind() == FaultOrder.Kind.CAMERA || scenario.window().holds(f.at().toNanos()));
        count++;
        Path file = folder.resolve("trial.mcap");
        try (Drive drive = VirtualRun.strip(200)) {
            SocProfile chip = SocProfile.read("quick-heat", new StringReader(QUICK_HEAT));
            Files.deleteIfExists(file);
            VirtualRun.play(file, scenario, drive, zero -> ModelSetup.seeded(
                            chip, scenario.placement(), fromWindow(scenario), zero, scenario.seed())
                    .with(new FallbackBug(plan, count)));
            try (RunRecord record = RunRecord.open(file)) {
                return Judge.judge(List.of(RunTables.join(record)), scenario.spec());
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A modelled link counts from the window's first moment, as a rig's link does. */
    private static @Nullable LinkProfile fromWindow(Scenario scenario) {
        LinkProfile network = scenario.network();
        return network == null ? null : network.from(scenario.window().from().toNanos());
    }
}
