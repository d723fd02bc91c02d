package dev.roadrig.boards.soc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SocProfileTest {

    @Test
    void a_mean_demo_frame_takes_25_to_35_ms_on_the_edge_and_the_fullest_stays_below_50() {
        assertThat(edgeMilliseconds(3)).isBetween(25.0, 35.0);
        assertThat(edgeMilliseconds(5)).isLessThan(50);
    }

    @Test
    void the_demo_all_on_the_edge_stays_below_the_power_and_heat_of_its_spec() {
        SocProfile dashcam = SocProfile.dashcam();
        double watts = dashcam.idleWatts();
        for (Stage stage : new Stage[] {Stage.PREPROCESS, Stage.INFERENCE, Stage.POSTPROCESS}) {
            watts += 10 * dashcam.time(stage).nanos(3) / 1e9 * dashcam.activeWatts(stage);
        }

        assertThat(watts).isLessThan(3.2);
        SocProfile.Thermal thermal = dashcam.thermal();
        assertThat(thermal.ambientCelsius() + thermal.kelvinPerWatt() * watts).isLessThan(80);
    }

    @Test
    void an_unknown_key_is_named() {
        assertThatThrownBy(() -> SocProfile.read("mine.properties", new StringReader(text() + "\nidle-wats = 3\n")))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("mine.properties: unknown key idle-wats; known are ambient-celsius, ");
    }

    @Test
    void a_missing_key_is_named() {
        assertThatThrownBy(() -> SocProfile.read(
                        "mine.properties", new StringReader(text().replaceAll("(?m)^idle-watts.*$", ""))))
                .isInstanceOf(BadInput.class)
                .hasMessage("mine.properties: the key idle-watts is missing. "
                        + "Add it; see dashcam.properties for its unit.");
    }

    @Test
    void what_is_not_a_number_is_refused() {
        for (String wrong : new String[] {"two", "NaN", "1e99"}) {
            assertThatThrownBy(() -> SocProfile.read(
                            "mine.properties",
                            new StringReader(text().replaceAll("(?m)^idle-watts.*$", "idle-watts = " + wrong))))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("mine.properties: idle-watts is ");
        }
    }

    @Test
    void a_profile_that_is_not_there_is_bad_input_whatever_its_name() {
        for (String name : new String[] {"orin", "../soc/dashcam", ""}) {
            assertThatThrownBy(() -> SocProfile.named(name))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("No board profile named " + name);
        }
    }

    private static double edgeMilliseconds(int boxes) {
        long nanos = 0;
        for (Stage stage : new Stage[] {Stage.PREPROCESS, Stage.INFERENCE, Stage.POSTPROCESS}) {
            nanos += SocProfile.dashcam().time(stage).nanos(boxes);
        }
        return nanos / 1e6;
    }

    private static String text() {
        try (InputStream in = Objects.requireNonNull(SocProfile.class.getResourceAsStream("dashcam.properties"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
