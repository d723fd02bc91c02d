package dev.roadrig.wires.meter.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roadrig.scenarios.fault.Culprit;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.VirtualTicker;
import dev.roadrig.wires.meter.LineMeter;
import dev.roadrig.wires.meter.Listened;
import dev.roadrig.wires.meter.MeterFeed;
import dev.roadrig.wires.meter.MeterSetting;
import dev.roadrig.wires.meter.MeterStand;
import dev.roadrig.wires.meter.ScriptedLines;
import dev.roadrig.wires.program.HostCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a meter that a program prints, when the program does not do what it should, and how soon. */
@SuppressWarnings("try")
class ProgramFaultsTest {
    private static final Duration PERIOD = Duration.ofMillis(100);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final Listened heard = new Listened();

    private LineMeter meter(String kind, String lines) {
        MeterSetting setting = MeterSetting.of(kind, "near", "there", PERIOD);
        LineMeter.Reader reader =
                kind.equals("sigrok") ? new SigrokReader("vin", List.of("P"), PERIOD.toNanos()) : new CsvReader("vin");
        return new LineMeter(
                new MeterFeed(setting, ticker, heard.faults::add),
                setting.about().build(),
                new ScriptedLines(ticker, PERIOD, lines.split("[|]", -1)),
                reader,
                ticker);
    }

    /** Its last column is the longest time, counted from the beginning of the stream; a line comes each 100 ms. */
    @ParameterizedTest
    @CsvSource({
        "sigrok, P: 1 W|P: 1 W|P: 1 W, meter.silent, no sample for 2.0 s. Check that it measures, 2300",
        "joulescope, 'time,power|0,1|0.1,1|0.2,1', meter.silent, no sample for 2.0 s. Check that it measures, 2400",
        "sigrok, A0: 1 W|A0: 2 W, meter.silent, 'so far there were channel A0, which is none of P', 2000",
        "joulescope, 'a,b|1,2|3,4', meter.silent, so far there were lines before a head with time and power, 2000",
        "joulescope, 'time,power|0,1|0.1,1|0.2,1|time,power|0,1|0.1,1', meter.restarted, its table began anew after"
                + " 0.200 s, 700"
    })
    void a_program_that_falls_silent_or_begins_anew_or_is_of_another_device_is_the_rigs_fault(
            String kind, String lines, String code, String words, long longestMillis) throws Exception {
        try (LineMeter meter = meter(kind, lines);
                AutoCloseable stream = meter.stream(PERIOD, heard.sweeps::add)) {
            RunFault fault = heard.fault(ticker, Duration.ofMillis(longestMillis));
            assertThat(fault.code()).isEqualTo(code);
            assertThat(fault.culprit()).isEqualTo(Culprit.RIG);
            assertThat(fault)
                    .hasMessageStartingWith("The meter " + kind + " of near at there: ")
                    .hasMessageContaining(words);
        }
    }

    @Test
    void a_program_that_a_wrapper_starts_again_is_a_gap_where_lines_have_no_time() throws Exception {
        try (LineMeter meter = meter("sigrok", "P: 1 W|P: 1 W||||sr: 10 Hz|P: 1 W|P: 1 W");
                AutoCloseable stream = meter.stream(PERIOD, heard.sweeps::add)) {
            assertThat(ticker.await(() -> heard.watts("vin").size() == 5, ticker.in(Duration.ofSeconds(1))))
                    .isTrue();
            assertThat(meter.account().getLost()).isEqualTo(4);
        }
        assertThat(heard.watts("vin")).containsExactly(1.0, 1.0, Double.NaN, 1.0, 1.0);
        assertThat((double) heard.sweeps.get(2).getMeanNs()).isEqualTo(5e8, within(1.0));
        assertThat(heard.faults).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sigrok", "joulescope"})
    void a_program_that_this_user_may_not_run_is_said_so_to_root_too(String kind) throws Exception {
        String program =
                Files.writeString(folder.resolve("program"), "#!/bin/sh\n").toString();
        MeterSetting setting = MeterSetting.of(kind, "near", "there", PERIOD);
        try (var real = new RealTicker("test");
                var meter = kind.equals("sigrok")
                        ? ProgramMeters.sigrok(setting, "vin", program, "", List.of("P"), real, heard.faults::add)
                        : ProgramMeters.table(
                                setting, "vin", HostCommand.of(List.of(program)), real, heard.faults::add);
                AutoCloseable stream = meter.stream(PERIOD, heard.sweeps::add)) {
            RunFault fault = heard.fault(real, MeterStand.LONG);
            assertThat(fault.code()).isEqualTo("meter.denied");
            assertThat(fault.culprit()).isEqualTo(Culprit.RIG);
            assertThat(fault).hasMessageContaining("Let this user run it: chmod +x.");
        }
    }
}
