package dev.roadrig.scenarios.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioCheckTest {
    private static final Path DEMO = SharedFolder.root().resolve("scenarios/demo/tunnel.scenario.yaml");

    private static ScenarioCheck check(Map<String, String> overrides) {
        Scenario scenario = ScenarioFile.read(DEMO, overrides);
        try (Drive drive = DriveReader.open(scenario.drive())) {
            return ScenarioCheck.of(scenario, drive);
        }
    }

    private static String line(ScenarioCheck.Row row) {
        OptionalLong expected = row.expected();
        return row.requirement().id()
                + row.slice().map(s -> " " + s).orElse("")
                + (expected.isPresent() ? " " + row.known().words() + expected.getAsLong() : " by its meter")
                + " of "
                + row.needed();
    }

    @Test
    void the_demo_has_too_few_frames_without_a_link_for_its_second_latency_bound_alone() {
        ScenarioCheck check = check(Map.of());
        assertThat(check.rows())
                .extracting(ScenarioCheckTest::line)
                .containsExactly(
                        "LAT-1 157 of 59",
                        "LAT-2 43 of 59",
                        "PWR-1 by its meter of 1",
                        "ACC-1 540 of 1",
                        "ACC-3 light=dusk 244 of 50",
                        "ACC-3 light=low_sun 233 of 50",
                        "ACC-3 light=tunnel 63 of 50",
                        "HEAT-1 by its meter of 1",
                        "LOSS-1 200 of 1");
        assertThat(check.cannotPass()).extracting(ScenarioCheckTest::line).containsExactly("LAT-2 43 of 59");
        assertThat(check.replay()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void a_second_repetition_brings_enough() {
        ScenarioCheck check = check(Map.of("repeat", "2"));
        assertThat(check.cannotPass()).isEmpty();
        assertThat(check.replay()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void frames_inside_an_ordered_fault_do_not_count() {
        ScenarioCheck check = check(Map.of("faults", "[{fault: ssh-cut, at: 0s, for: 12s}]", "window", "{to: 15 s}"));
        assertThat(check.rows())
                .extracting(ScenarioCheckTest::line)
                .contains("LAT-2 at most 20 of 59", "LOSS-1 at most 30 of 1");
        assertThat(check.cannotPass()).extracting(ScenarioCheckTest::line).contains("LAT-2 at most 20 of 59");
    }

    @Test
    void how_many_frames_a_boot_takes_after_a_fault_is_not_known_and_bars_no_requirement_of_them(@TempDir Path folder)
            throws IOException {
        String spec = Files.writeString(folder.resolve("spec.yaml"), """
                spec: s
                requirements:
                  - {id: IN, metric: latency.end-to-end, statistic: p95, at-most: 9s, when: fault.*}
                  - {id: OUT, metric: latency.end-to-end, statistic: p95, at-most: 9s}
                  - {id: ALL, metric: latency.end-to-end, statistic: p95, at-most: 9s, include-faults: true}
                """).toString();
        ScenarioCheck cut = check(Map.of("spec", spec, "faults", "[{fault: power-cut, at: 5s, for: 2s}]"));
        assertThat(cut.rows())
                .extracting(ScenarioCheckTest::line)
                .containsExactly("IN at least 20 of 59", "OUT at most 180 of 59", "ALL 200 of 59");
        assertThat(cut.cannotPass()).isEmpty();
        ScenarioCheck off =
                check(Map.of("spec", spec, "faults", "[{fault: ignition, at: 5s, state: off}]", "window", "{to: 8s}"));
        assertThat(off.rows())
                .extracting(ScenarioCheckTest::line)
                .containsExactly("IN at least 30 of 59", "OUT at most 50 of 59", "ALL 80 of 59");
        assertThat(off.cannotPass()).extracting(ScenarioCheckTest::line).containsExactly("OUT at most 50 of 59");
        ScenarioCheck later = check(Map.of("spec", spec, "faults", "[{fault: reboot, at: 8s}]", "window", "{to: 8s}"));
        assertThat(later.rows())
                .extracting(ScenarioCheckTest::line)
                .contains("IN at least 0 of 59", "OUT at most 80 of 59");
        ScenarioCheck camera = check(Map.of("spec", spec, "faults", "[{fault: camera, what: black, at: 5s, for: 2s}]"));
        assertThat(camera.rows())
                .extracting(ScenarioCheckTest::line)
                .contains("IN at least 20 of 59", "OUT at most 180 of 59");
        ScenarioCheck brief = check(Map.of("spec", spec, "faults", "[{fault: reboot, at: 1s}]", "window", "{to: 5s}"));
        assertThat(brief.cannotPass())
                .as("even if the board stays away")
                .extracting(ScenarioCheckTest::line)
                .containsExactly("IN at least 0 of 59", "OUT at most 50 of 59", "ALL 50 of 59");
    }

    @Test
    void a_window_behind_the_drive_is_refused() {
        assertThatThrownBy(() -> check(Map.of("window", "{from: 30s}")))
                .isInstanceOf(BadInput.class)
                .hasMessage(DEMO.toAbsolutePath() + ": window: holds no frame of the drive, which lasts 20000 ms");
    }
}
