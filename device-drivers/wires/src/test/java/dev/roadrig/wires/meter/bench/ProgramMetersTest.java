package dev.roadrig.wires.meter.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roadrig.ports.RigMeter;
import dev.roadrig.scenarios.fault.Culprit;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.Telemetry;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.VirtualTicker;
import dev.roadrig.wires.meter.Listened;
import dev.roadrig.wires.meter.MeterFeed;
import dev.roadrig.wires.meter.MeterSetting;
import dev.roadrig.wires.meter.MeterStand;
import dev.roadrig.wires.program.HostCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Meters by the lines of programs: sigrok-cli, and a table as a Joulescope's programs write it. */
@SuppressWarnings("try")
class ProgramMetersTest {
    private static final long MS = 1_000_000;
    private static final Path SIGROK = Path.of("/usr/bin/sigrok-cli");

    @RegisterExtension
    final MeterStand stand = new MeterStand();

    private final RealTicker ticker = stand.ticker;
    private final Listened heard = stand.heard;

    private MeterFeed feed(int periodMillis) {
        return heard.feed("m", Duration.ofMillis(periodMillis), new VirtualTicker(Instant.EPOCH));
    }

    @Test
    void power_is_the_product_of_two_channels_of_one_sample_in_si_units() {
        MeterFeed feed = feed(100);
        var reader = new SigrokReader("usb", List.of("V", "I"), 100 * MS);
        String[] lines = {
            "V: 5.0200 V DC", "I: 450.0 mA DC", "D+: 2.70 V DC", "V: 5.00 V", "I: OL", "V: inf V DC", "I: 1 A"
        };
        for (int i = 0; i < lines.length; i++) {
            reader.line((100 + (i + 1) / 3 * 100) * MS, lines[i], feed);
        }
        assertThat(heard.watts("usb").get(0)).isEqualTo(2.259, within(1e-12));
        assertThat(heard.watts("usb").subList(1, 3)).containsExactly(Double.NaN, Double.NaN);
        assertThat(feed.account().getLost()).isEqualTo(2);
        assertThat(feed.account().getRefused()).isZero();
    }

    @Test
    void a_channel_that_is_missing_once_does_not_pair_the_samples_wrongly_for_ever() {
        MeterFeed feed = feed(100);
        var reader = new SigrokReader("usb", List.of("V", "I"), 100 * MS);
        String[] lines = {"V: 1 V", "V: 2 V", "I: 3 A", "V: 4 V", "I: 5 A", "fail: no device"};
        for (String line : lines) {
            reader.line(100 * MS, line, feed);
        }
        assertThat(heard.watts("usb")).containsExactly(6.0, 20.0);
        assertThat(feed.account().getLost()).isEqualTo(1);
        assertThat(feed.account().getRefused()).isEqualTo(1);
    }

    @Test
    void a_sample_that_does_not_come_in_its_time_is_a_gap() {
        MeterFeed feed = feed(100);
        var reader = new SigrokReader("p", List.of("P"), 100 * MS);
        for (long millis : new long[] {100, 200, 500, 600}) {
            reader.line(millis * MS, "P: 20.5 uW", feed);
        }
        assertThat(feed.account().getLost()).isEqualTo(2);
        assertThat(heard.watts("p")).containsExactly(20.5e-6, 20.5e-6, Double.NaN, 20.5e-6, 20.5e-6);
    }

    @Test
    void sigroks_own_demo_device_is_read_by_its_own_program() throws Exception {
        assumeTrue(Files.isExecutable(SIGROK), "sigrok-cli is not installed");
        MeterSetting setting =
                MeterSetting.of("sigrok", "near", "demo:analog_channels=2:logic_channels=0", Duration.ofMillis(20));
        try (RigMeter meter = ProgramMeters.sigrok(
                        setting,
                        "usb",
                        SIGROK.toString(),
                        "samplerate=50",
                        List.of("A0", "A1"),
                        ticker,
                        heard.faults::add);
                AutoCloseable stream = meter.stream(setting.period(), heard.sweeps::add)) {
            await().atMost(MeterStand.LONG).until(() -> heard.watts("usb").size() > 20 || !heard.faults.isEmpty());
        }
        assertThat(heard.faults).isEmpty();
        assertThat(heard.watts("usb").stream().filter(w -> !w.isNaN()))
                .allSatisfy(watts -> assertThat(watts).isBetween(-100.0, 100.0));
    }

    @Test
    void rows_are_means_by_their_own_time_and_what_is_missing_is_a_gap() {
        MeterFeed feed = feed(2);
        var reader = new CsvReader("vin");
        reader.line(0, "starting", feed);
        reader.line(0, "#time (s),current (A),voltage (V)", feed);
        for (int i = 0; i < 40; i++) {
            if (i < 10 || i >= 14) {
                String amperes = i == 21 ? "nan" : "0.5";
                reader.line(1_000 * MS + i * MS, i * 0.001 + "," + amperes + ",5.0", feed);
            }
        }
        reader.line(1_040 * MS, "0.039,9,9", feed);
        reader.line(1_040 * MS, ",1,2", feed);
        assertThat(feed.account().getTaken()).isEqualTo(35);
        assertThat(feed.account().getLost()).isEqualTo(5);
        assertThat(feed.account().getRefused()).isEqualTo(3);
        assertThat(heard.sweeps).hasSize(20);
        assertThat(heard.watts("vin").stream().filter(w -> w.isNaN()).count()).isEqualTo(3);
        assertThat(heard.watts("vin").stream().filter(w -> !w.isNaN())).containsOnly(2.5);
        Telemetry last = heard.sweeps.get(19);
        assertThat((double) last.getTakenNs()).isEqualTo(1_040.0 * MS, within(2.0 * MS));
        assertThat(last.getMeanNs()).isEqualTo(2 * MS);
    }

    @Test
    void a_column_of_power_is_taken_as_it_is_and_a_time_that_is_wrong_once_is_none() {
        MeterFeed feed = feed(1);
        var reader = new CsvReader("vin");
        reader.line(0, "time,current,voltage,power", feed);
        reader.line(1_000 * MS, "0.000,1,1,7", feed);
        reader.line(1_001 * MS, "0.001,1,1,8", feed);
        reader.line(1_002 * MS, "1e9,1,1,9", feed);
        reader.line(1_002 * MS, "0.002,1,1,8", feed);
        // What is left of a row that a warning came into, twice.
        reader.line(1_002 * MS, "-2,1,1,9", feed);
        reader.line(1_003 * MS, "0.003,1,1,8", feed);
        reader.line(1_003 * MS, "-1,1,1,9", feed);
        assertThat(heard.faults).isEmpty();
        assertThat(heard.watts("vin")).containsExactly(7.0, 8.0, 8.0, 8.0);
        assertThat(feed.account().getRefused()).isEqualTo(3);
    }

    @Test
    void a_program_that_ends_in_a_run_is_the_rigs_fault_with_its_last_words() throws Exception {
        MeterSetting setting = MeterSetting.of("joulescope", "near", "table", Duration.ofMillis(1));
        List<String> command =
                List.of("/bin/sh", "-c", "echo time,power; echo 0,1; echo 0.001,1; echo device not found >&2; exit 4");
        try (RigMeter meter = ProgramMeters.table(setting, "vin", HostCommand.of(command), ticker, heard.faults::add);
                AutoCloseable stream = meter.stream(setting.period(), heard.sweeps::add)) {
            assertThat(meter.about().getCutPower()).isTrue();
            await().atMost(MeterStand.LONG).until(() -> !heard.faults.isEmpty());
        }
        assertThat(heard.watts("vin")).containsExactly(1.0, 1.0);
        assertThat(heard.faults.get(0).code()).isEqualTo("meter.ended");
        assertThat(heard.faults.get(0).culprit()).isEqualTo(Culprit.RIG);
        assertThat(heard.faults.get(0)).hasMessageContaining("ended with exit code 4 after 'device not found'");
    }

    @Test
    void a_program_that_ends_no_line_is_not_collected_for_ever() throws Exception {
        MeterSetting setting = MeterSetting.of("joulescope", "near", "table", Duration.ofMillis(1));
        List<String> command =
                List.of("/bin/sh", "-c", "printf 'time,power\\n0,1\\n1,1\\n'; exec tr '\\0' x </dev/zero");
        try (RigMeter meter = ProgramMeters.table(setting, "vin", HostCommand.of(command), ticker, heard.faults::add);
                AutoCloseable stream = meter.stream(setting.period(), heard.sweeps::add)) {
            RunFault fault = heard.fault(ticker, MeterStand.LONG);
            assertThat(fault.code()).isEqualTo("meter.endless");
            assertThat(fault.culprit()).isEqualTo(Culprit.RIG);
            assertThat(fault)
                    .hasMessageContaining(
                            "wrote 65536 bytes without an end of line, which is no sample. Run it by hand");
            assertThat(meter.account().getTaken()).isEqualTo(2);
            await().atMost(MeterStand.LONG).until(() -> ProcessHandle.current()
                    .descendants()
                    .noneMatch(process -> process.info().command().orElse("").endsWith("/tr")));
        }
    }

    @Test
    void a_program_that_is_not_there_is_said_so() throws Exception {
        MeterSetting setting = MeterSetting.of("joulescope", "near", "table", Duration.ofMillis(1));
        try (RigMeter meter = ProgramMeters.table(
                        setting, "vin", HostCommand.of(List.of("/no/such")), ticker, heard.faults::add);
                AutoCloseable stream = meter.stream(setting.period(), heard.sweeps::add)) {
            assertThat(heard.faults.get(0).code()).isEqualTo("meter.missing");
            assertThat(heard.faults.get(0)).hasMessageContaining("Install it, or give its path.");
        }
    }

    @Test
    void a_secret_in_a_tables_command_or_in_its_programs_words_is_never_told() throws Exception {
        MeterSetting setting = MeterSetting.of("joulescope", "near", "table", Duration.ofMillis(1));
        var command = new HostCommand(
                List.of("/bin/sh", "-c", "echo \"$1 is no licence\"; exit 4", "sh", "hunter2"), List.of("hunter2"));
        try (RigMeter meter = ProgramMeters.table(setting, "vin", command, ticker, heard.faults::add);
                AutoCloseable stream = meter.stream(setting.period(), heard.sweeps::add)) {
            assertThat(meter.about().getInstrument()).endsWith(" sh ***");
            await().atMost(MeterStand.LONG).until(() -> !heard.faults.isEmpty());
        }
        assertThat(heard.faults.get(0)).hasMessageContaining("sh ***.").hasMessageNotContaining("hunter2");
    }
}
