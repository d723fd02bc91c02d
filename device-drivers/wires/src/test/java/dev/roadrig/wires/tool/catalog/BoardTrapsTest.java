package dev.roadrig.wires.tool.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import dev.roadrig.wires.tool.board.HwmonTree;
import dev.roadrig.wires.tool.board.Rail;
import dev.roadrig.wires.tool.board.ScpiIdentity;
import dev.roadrig.wires.tool.board.Sensors;
import dev.roadrig.wires.tool.board.TegrastatsLine;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where text of boards and instruments misleads; texts are ours, in their form. */
class BoardTrapsTest {
    private static final String LINE = "RAM 100/4000MB (lfb 1x4MB) CPU [5%%@729,off] EMC_FREQ 0%% GR3D_FREQ %s ";

    private static ToolResult read(String text) {
        return ToolReaders.read(text, Optional.empty());
    }

    @Test
    void an_ordered_reboot_and_a_watchdog_are_told_apart() {
        String stop = "[   10.000001] watchdog: watchdog0: watchdog did not stop!\n";
        assertThat(read("user@board:~# reboot\n" + stop).fact("ordered_reboot")).hasValue("true");
        assertThat(read(stop).fact("ordered_reboot")).isEmpty();
        assertThat(read("U-Boot 2019.04 (Jan 01 2020)\nReset cause: WDOG\n").fact("unexpected"))
                .hasValue("true");
        assertThat(read("user@board:~# reboot\n" + stop + "U-Boot 2019.04 (Jan 01 2020)\nReset cause: WDOG\n")
                        .fact("unexpected"))
                .hasValue("false");
    }

    @Test
    void a_panic_in_the_middle_of_a_line_is_found() {
        ToolResult result = read("""
                /init: 7: sh: [    3.250000] Kernel panic - not syncing: no init
                [    3.300000] ---[ end Kernel panic - not syncing: no init ]---
                """);
        assertThat(result.fact("panic")).hasValue("no init");
        assertThat(result.figure("uptime").orElseThrow().value()).isEqualTo(3.25);
    }

    @ParameterizedTest
    @CsvSource({"0xf, BROWNOUT_RST", "0xc, SW_CPU_RESET", "0x3, SW_RESET"})
    void a_brown_out_is_known_by_its_line_whatever_the_reset_is_called(String code, String name) {
        ToolResult result = read("Brownout detector was triggered\nrst:" + code + " (" + name + ")\n");
        assertThat(result.fact("brownout")).hasValue("true");
        assertThat(result.fact("reset_code")).hasValue(code);
        assertThat(read("rst:0x1 (POWERON_RESET)\n").fact("brownout")).hasValue("false");
    }

    @ParameterizedTest
    @CsvSource({"7%, 7, ''", "7%@114, 7, 114", "'7%@[114,306]', 7, '114, 306'", "'@[114]', -1, 114"})
    void four_notations_of_a_gpus_load_are_read(String written, int percent, String rates) {
        TegrastatsLine line = TegrastatsLine.of(LINE.formatted(written) + "CPU@30C");
        assertThat(line.gpuPercent()).isEqualTo(percent < 0 ? OptionalInt.empty() : OptionalInt.of(percent));
        assertThat(line.gpuMegahertz()).hasToString("[" + rates + "]");
        assertThat(line.coresOff()).isOne();
    }

    @Test
    void a_rail_and_a_temperature_of_one_name_are_two_things_and_the_boards_rail_is_not_added_to() {
        TegrastatsLine line = TegrastatsLine.of(LINE.formatted("0%")
                + "GPU@-256C CPU@31.5C GPU 465/400 NC 0/0 NC 0/0 VDD_IN 2000mW/1900mW VDD_SOC 600mW/500mW");
        assertThat(line.celsius()).containsOnlyKeys("CPU").containsEntry("CPU", 31.5);
        assertThat(line.rails())
                .containsExactly(
                        new Rail("GPU", 465, 400, false),
                        new Rail("NC", 0, 0, false),
                        new Rail("NC", 0, 0, false),
                        new Rail("VDD_IN", 2000, 1900, true),
                        new Rail("VDD_SOC", 600, 500, false));
        assertThat(line.boardMilliwatts()).hasValue(2000);
        assertThat(TegrastatsLine.of(LINE.formatted("0%") + "GPU 465/400 VIN_SYS_5V0 900/900")
                        .boardMilliwatts())
                .as("without such a rail nothing is added up")
                .isEmpty();
    }

    @Test
    void a_date_before_the_first_line_is_left_out_and_told() {
        ToolResult result = read("Tue Jan  1 00:00:00 UTC 2030\n" + LINE.formatted("0%") + "VDD_IN 10/10\n");
        assertThat(result.figure("lines").orElseThrow().value()).isEqualTo(1);
        assertThat(result.notes()).contains("1 other line was left out.");
        assertThatExceptionOfType(NotUnderstood.class)
                .isThrownBy(() -> TegrastatsLine.of("Tue Jan  1 00:00:00 UTC 2030"));
    }

    @Test
    void answers_of_instruments_have_four_or_five_fields_a_blank_serial_or_no_commas() {
        assertThat(ScpiIdentity.of("ACME,PS1,   ,1.0"))
                .hasValueSatisfying(i -> assertThat(i.serial()).isEmpty());
        assertThat(ScpiIdentity.of("ACME,PS1,77,1.0,HW2"))
                .hasValueSatisfying(i -> assertThat(i.more()).containsExactly("HW2"));
        assertThat(ScpiIdentity.of("TCPIP::192.0.2.9::INSTR => ACME PS1 V1.0"))
                .hasValueSatisfying(i -> assertThat(i.vendor()).isEqualTo("ACME PS1 V1.0"))
                .hasValueSatisfying(i -> assertThat(i.model()).isEmpty());
        assertThat(ScpiIdentity.of("hello")).isEmpty();
    }

    @Test
    void sensors_of_one_name_are_kept_apart_by_chip_and_channel() {
        ToolResult result =
                read("a-acpi-0\nshared:\n  power1_average: 2.000\nb-virtual-0\nshared:\n  curr1_input: 0.500\n");
        assertThat(result.rows("sensor"))
                .extracting(row -> row.where() + " " + row.detail() + " " + row.name() + " " + row.figures())
                .containsExactly(
                        "a-acpi-0 power1 shared [Figure[name=average, value=2.0, unit=W]]",
                        "b-virtual-0 curr1 shared [Figure[name=input, value=0.5, unit=A]]");
    }

    @Test
    void a_power_of_sensors_is_a_rail_and_its_limit_is_none() {
        ToolResult result = read("""
                a-acpi-0
                power1:
                  power1_average: 2.500
                  power1_cap: 9.000
                  power1_average_interval: 300.000
                """);
        assertThat(Sensors.rails(result)).containsExactly(new Rail("a-acpi-0/power1", 2500, 2500, false));
    }

    @Test
    void an_ina3221_has_no_power_of_its_own_and_its_sums_are_no_rails() {
        HwmonTree tree = HwmonTree.of(ToolText.of("""
                /sys/class/hwmon/hwmon4/name:ina3221
                /sys/class/hwmon/hwmon4/in1_label:VDD_IN
                /sys/class/hwmon/hwmon4/in1_input:5000
                /sys/class/hwmon/hwmon4/curr1_input:400
                /sys/class/hwmon/hwmon4/curr4_input:999
                /sys/class/hwmon/hwmon4/in5_input:40
                /sys/class/hwmon/hwmon4/in7_input:999
                /sys/class/hwmon/hwmon2/name:ina226
                /sys/class/hwmon/hwmon2/in0_input:3
                /sys/class/hwmon/hwmon2/in1_input:12000
                /sys/class/hwmon/hwmon2/curr1_input:100
                /sys/class/hwmon/hwmon2/power1_input:1250000
                """));
        assertThat(tree.rails())
                .containsExactly(new Rail("VDD_IN", 2000, 2000, false), new Rail("power1", 1250, 1250, false));
    }

    @Test
    void rails_of_the_older_iio_have_their_names() {
        HwmonTree tree = HwmonTree.of(ToolText.of("""
                /sys/bus/i2c/drivers/ina3221x/1-0040/iio_device/rail_name_0:POM_5V_IN
                /sys/bus/i2c/drivers/ina3221x/1-0040/iio_device/in_power0_input:1388
                """));
        assertThat(tree.rails()).containsExactly(new Rail("POM_5V_IN", 1388, 1388, false));
    }

    @Test
    void two_readings_in_one_text_are_not_mixed() {
        String reading = "/sys/class/hwmon/hwmon0/temp1_input:35000\n";
        assertThatExceptionOfType(NotUnderstood.class)
                .isThrownBy(() -> read(reading + reading))
                .withMessageContaining("stands twice in the text");
    }
}
