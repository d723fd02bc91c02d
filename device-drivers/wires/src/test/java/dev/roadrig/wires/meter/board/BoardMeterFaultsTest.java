package dev.roadrig.wires.meter.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.ports.RigMeter;
import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.Culprit;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.VirtualTicker;
import dev.roadrig.wires.meter.Listened;
import dev.roadrig.wires.meter.MeterSetting;
import dev.roadrig.wires.meter.ScriptedLines;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a board's own meter when its program on the board falls silent or begins anew, and how soon. */
@SuppressWarnings("try")
class BoardMeterFaultsTest {
    private static final Duration PERIOD = Duration.ofMillis(20);
    private static final String TEGRASTATS = "RAM 1/2MB (lfb 1x4MB) CPU [4%@2035] VDD_IN 1000/1900";
    private static final String HWMON = """
            /h/hwmon0/name=ina226
            /h/hwmon0/power1_input=1000000
            /h/hwmon0/power1_label=VDD_IN
            /h/hwmon0/address=../1-0040
            """;
    private static final String IIO = """
            /h/iio0/name=ina3221x
            /h/iio0/in_power0_input=1000
            /h/iio0/rail_name_0=VDD_IN
            /h/iio0/address=../1-0040
            """;

    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final Listened heard = new Listened();

    private RigMeter meter(String kind, Shell.Result listing, String... lines) throws Exception {
        var board = new BoardMeters(
                (command, deadline) -> listing,
                program -> new ScriptedLines(ticker, PERIOD, lines),
                ticker,
                heard.faults::add);
        MeterSetting setting = MeterSetting.of(kind, "near", "/h", PERIOD);
        return kind.equals("tegrastats")
                ? board.tegrastats(setting)
                : board.sysfs(setting, kind.equals("iio"), ticker.in(PERIOD));
    }

    private RigMeter meter(String kind, String... lines) throws Exception {
        return meter(kind, new Shell.Result(0, kind.equals("iio") ? IIO : HWMON, ""), lines);
    }

    @ParameterizedTest
    @CsvSource({"hwmon, 0 - 1000000", "iio, 0 - 1000", "tegrastats, " + TEGRASTATS})
    void one_that_falls_silent_is_nobodys_fault_after_two_seconds_since_the_board_may_hang(String kind, String line)
            throws Exception {
        try (RigMeter meter = meter(kind, line);
                AutoCloseable stream = meter.stream(PERIOD, heard.sweeps::add)) {
            RunFault fault = heard.fault(ticker, PERIOD.plusSeconds(2));
            assertThat(fault.code()).isEqualTo("meter.silent");
            assertThat(fault.culprit()).isEqualTo(Culprit.UNKNOWN);
        }
        assertThat(heard.watts("VDD_IN")).containsExactly(1.0);
    }

    @ParameterizedTest
    @CsvSource({
        "hwmon, 0 - 1000000, 1 - 1000000, 0 - 1000000, 1 - 1000000",
        "iio, 0 - 1000, 1 - 1000, 0 - 1000, 1 - 1000",
        "tegrastats, " + TEGRASTATS + ", " + TEGRASTATS + ", " + TEGRASTATS + ", " + TEGRASTATS
    })
    void one_whose_program_begins_anew_leaves_a_gap_as_long_as_it_was_away(
            String kind, String first, String second, String third, String fourth) throws Exception {
        try (RigMeter meter = meter(kind, first, second, "", "", "", third, fourth);
                AutoCloseable stream = meter.stream(PERIOD, heard.sweeps::add)) {
            ticker.await(() -> heard.watts("VDD_IN").size() == 5, ticker.in(PERIOD.multipliedBy(8)));
            assertThat(heard.watts("VDD_IN")).containsExactly(1.0, 1.0, Double.NaN, 1.0, 1.0);
            assertThat(heard.sweeps.get(2).getMeanNs())
                    .isEqualTo(PERIOD.multipliedBy(4).toNanos());
            assertThat(meter.account().getLost()).isEqualTo(3);
        }
        assertThat(heard.faults).isEmpty();
    }

    @Test
    void files_that_this_user_may_not_read_are_told_apart_from_chips_that_are_not_there() throws Exception {
        String none = "/h/hwmon0/name=ina226\n/h/hwmon0/power1_input=\n/h/hwmon0/address=../1-0040\n";
        String words = "sh: 1: cannot open /h/hwmon0/power1_input: Permission denied\n";
        assertThatExceptionOfType(RunFault.class)
                .isThrownBy(() -> meter("hwmon", new Shell.Result(0, none, words)))
                .withMessageEndingWith("its files may not be read by the shell's user ('" + words.strip()
                        + "'). Log in as a user who may, or let this one read them.")
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("meter.denied"))
                .satisfies(fault -> assertThat(fault.culprit()).isEqualTo(Culprit.RIG));
        try (RigMeter meter = meter("hwmon", new Shell.Result(0, HWMON, words))) {
            assertThat(meter.about().getCannotSeeList())
                    .contains("Files that the shell's user may not read: " + words.strip());
        }
    }
}
