package dev.roadrig.scenarios.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.fault.BadInput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

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
                + (expected.isPresent() ? " " + expected.getAsLong() : " by its meter")
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
        assertThat(check.rows()).extracting(ScenarioCheckTest::line).contains("LAT-2 20 of 59", "LOSS-1 30 of 1");
    }

    @Test
    void a_window_behind_the_drive_is_refused() {
        assertThatThrownBy(() -> check(Map.of("window", "{from: 30s}")))
                .isInstanceOf(BadInput.class)
                .hasMessage(DEMO.toAbsolutePath() + ": window: holds no frame of the drive, which lasts 20000 ms");
    }
}
