package dev.roadrig.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.ports.agent.TelemetrySample;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SensorsTest {
    @TempDir
    private Path root;

    @Test
    void an_ina226_gives_watts_volts_and_amperes_but_not_its_shunt() throws IOException {
        chip("hwmon0", "name", "ina226", "power1_input", "2345000", "in0_input", "12", "in1_input", "5012");
        chip("hwmon0", "curr1_input", "468", "update_interval", "2", "shunt_resistor", "10000");
        assertThat(sweep())
                .containsExactly(
                        "ina226 CURRENT 0.468 ina226/curr1_input 2000000",
                        "ina226 VOLTAGE 5.012 ina226/in1_input 2000000",
                        "ina226 POWER 2.345 ina226/power1_input 2000000");
    }

    @Test
    void an_ina3221_has_a_label_a_rail_and_its_power_is_a_product() throws IOException {
        chip("hwmon1", "name", "ina3221", "in1_label", "VDD_IN", "in1_input", "5000", "curr1_input", "700");
        chip("hwmon1", "in4_input", "3500", "in7_input", "9", "curr4_input", "700");
        assertThat(sweep())
                .containsExactly(
                        "VDD_IN CURRENT 0.700 ina3221/curr1_input 0",
                        "VDD_IN VOLTAGE 5.000 ina3221/in1_input 0",
                        "VDD_IN POWER 3.500 ina3221/in1_input*curr1_input 0");
    }

    @Test
    void a_thermal_chip_may_be_below_zero() throws IOException {
        chip("hwmon2", "name", "soc_thermal", "temp1_input", "-12500", "temp2_input", "41000", "temp2_label", "gpu");
        assertThat(sweep())
                .containsExactly(
                        "soc_thermal TEMPERATURE -12.500 soc_thermal/temp1_input 0",
                        "gpu TEMPERATURE 41.000 soc_thermal/temp2_input 0");
    }

    @Test
    void a_file_that_is_gone_or_holds_no_number_is_absent_and_never_zero() throws IOException {
        chip(
                "hwmon0",
                "name",
                "ina226",
                "power1_input",
                "garbage",
                "curr1_input",
                "",
                "in1_input",
                "99999999999999999999");
        chip("hwmon3", "power1_input", "1000000");
        Sensors sensors = sensors();
        assertThat(lines(sensors)).isEmpty();
        chip("hwmon0", "power1_input", "1000000");
        assertThat(lines(sensors)).containsExactly("ina226 POWER 1.000 ina226/power1_input 0");
        Files.delete(root.resolve("hwmon/hwmon0/power1_input"));
        assertThat(lines(sensors)).isEmpty();
    }

    @Test
    void the_agents_own_memory_is_read_where_the_board_states_it() throws IOException {
        Files.writeString(root.resolve("status"), "Name:\tjava\nVmRSS:\t   2048 kB\nThreads:\t9\n");
        assertThat(sweep()).hasSize(1).first().asString().startsWith("agent MEMORY 2097152.000");
    }

    @Test
    void a_board_without_sensors_has_none() {
        assertThat(sweep()).isEmpty();
    }

    private List<String> sweep() {
        return lines(sensors());
    }

    private Sensors sensors() {
        var ticker = new VirtualTicker(Instant.EPOCH);
        return new Sensors(new SensorRoot(root.resolve("hwmon"), root.resolve("status")), BoardTime.of(ticker));
    }

    private static List<String> lines(Sensors sensors) {
        TelemetrySample sample = sensors.sweep().build();
        return sample.getReadingsList().stream()
                .map(reading -> String.format(
                        Locale.ROOT,
                        "%s %s %.3f %s %d",
                        reading.getName(),
                        reading.getQuantity(),
                        reading.getValue(),
                        reading.getSource(),
                        reading.getUpdateNs()))
                .toList();
    }

    private void chip(String folder, String... filesAndTexts) throws IOException {
        Path chip = Files.createDirectories(root.resolve("hwmon").resolve(folder));
        for (int i = 0; i < filesAndTexts.length; i += 2) {
            Files.writeString(chip.resolve(filesAndTexts[i]), filesAndTexts[i + 1] + "\n");
        }
    }
}
