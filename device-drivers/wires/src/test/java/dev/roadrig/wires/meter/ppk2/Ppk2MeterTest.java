package dev.roadrig.wires.meter.ppk2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.roadrig.boards.meter.EmulatedPpk2;
import dev.roadrig.boards.meter.Ppk2Fault;
import dev.roadrig.boards.meter.Ppk2Fault.Kind;
import dev.roadrig.scenarios.fault.Culprit;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.Telemetry;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.meter.MeterSetting;
import dev.roadrig.wires.meter.MeterStand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The driver against an emulated kit on a pseudo terminal, and what a dying kit is called. */
@SuppressWarnings("try")
class Ppk2MeterTest {
    @RegisterExtension
    final MeterStand stand = new MeterStand();

    private final RealTicker ticker = stand.ticker;
    private final List<Telemetry> sweeps = stand.heard.sweeps;
    private final List<RunFault> faults = stand.heard.faults;

    private EmulatedPpk2 kit(Kind kind, long at, int n) throws Exception {
        return new EmulatedPpk2("far", sample -> 0.02, new Ppk2Fault(kind, at, n), ticker);
    }

    private Ppk2Meter open(EmulatedPpk2 kit, Duration within) throws Exception {
        var setting = MeterSetting.of("ppk2", "near", kit.address(), Duration.ofMillis(10));
        return Ppk2Meter.open(setting, new Ppk2Setting("vin", true, 1.8, true), ticker, faults::add, ticker.in(within));
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "STALE", "NO_CONSTANTS"})
    void measures_and_says_what_it_cannot_see(Kind kind) throws Exception {
        try (EmulatedPpk2 kit = kit(kind, 0, 0);
                Ppk2Meter meter = open(kit, MeterStand.LONG)) {
            try (AutoCloseable stream = meter.stream(Duration.ofMillis(10), sweeps::add)) {
                await().atMost(MeterStand.LONG).until(() -> sweeps.size() >= 20 || !faults.isEmpty());
            }
            assertThat(faults).isEmpty();
            // A host without time for its reader makes gaps, and never other values.
            assertThat(sweeps.stream()
                            .map(sweep -> sweep.getReadings(0).getValue())
                            .filter(w -> !w.isNaN()))
                    .isNotEmpty()
                    .allSatisfy(watts -> assertThat(watts).isEqualTo(0.036, within(1e-4)));
            assertThat(sweeps.get(0).getReadings(0).getName()).isEqualTo("vin");
            assertThat(sweeps.get(0).getMeter()).isEqualTo("ppk2");
            assertThat(meter.account().getTaken()).isGreaterThan(10_000);
            assertThat(meter.about().getCalibration())
                    .isEqualTo(
                            "Calibrated: 1; " + (kind == Kind.NO_CONSTANTS ? 0 : 10) + " of 35 constants by the kit");
            assertThat(meter.about().getCannotSeeList())
                    .contains("The voltage: watts are its current times 1.8 V, which it feeds.");
            assertThat(kit.heard()).startsWith(0x07, 0x19, 0x11, 2, 0x0d, 7, 8, 0x15, 0x0c, 1, 0x06);
            await().atMost(MeterStand.LONG)
                    .untilAsserted(() -> assertThat(kit.heard()).endsWith(0x07));
        }
    }

    @ParameterizedTest
    @CsvSource({"UNPLUG, meter.lost", "STALL, meter.silent"})
    void a_kit_that_dies_is_the_rigs_fault(Kind kind, String code) throws Exception {
        try (EmulatedPpk2 kit = kit(kind, 10_000, 0);
                Ppk2Meter meter = open(kit, MeterStand.LONG);
                AutoCloseable stream = meter.stream(Duration.ofMillis(10), sweeps::add)) {
            await().atMost(MeterStand.LONG).until(() -> !faults.isEmpty());
            assertThat(faults).hasSize(1).allSatisfy(fault -> {
                assertThat(fault.code()).isEqualTo(code);
                assertThat(fault.culprit()).isEqualTo(Culprit.RIG);
                assertThat(fault).hasMessageStartingWith("The meter ppk2 of near at " + kit.address());
            });
        }
    }

    @Test
    void a_kit_that_comes_back_under_its_name_is_lost_all_the_same_and_not_joined(@TempDir Path dev) throws Exception {
        Path name = dev.resolve("kit");
        var setting = MeterSetting.of("ppk2", "near", name.toString(), Duration.ofMillis(10));
        var source = new Ppk2Setting("vin", true, 1.8, true);
        try (EmulatedPpk2 kit = kit(Kind.UNPLUG, 5_000, 0);
                EmulatedPpk2 back = kit(Kind.STALE, 0, 0)) {
            Files.createSymbolicLink(name, Path.of(kit.address()));
            try (Ppk2Meter meter = Ppk2Meter.open(setting, source, ticker, faults::add, ticker.in(MeterStand.LONG));
                    AutoCloseable stream = meter.stream(Duration.ofMillis(10), sweeps::add)) {
                Files.delete(name);
                Files.createSymbolicLink(name, Path.of(back.address()));
                RunFault fault = stand.heard.fault(ticker, MeterStand.LATE);
                assertThat(fault.code()).isEqualTo("meter.lost");
                assertThat(fault.culprit()).isEqualTo(Culprit.RIG);
                assertThat(meter.account().getTaken()).isLessThanOrEqualTo(5_000);
            }
            assertThat(back.heard()).isEmpty();
        }
    }

    @Test
    void a_device_that_states_no_constants_is_no_kit() throws Exception {
        try (EmulatedPpk2 kit = kit(Kind.NO_METADATA, 0, 0)) {
            assertThatExceptionOfType(RunFault.class)
                    .isThrownBy(() -> open(kit, MeterStand.SHORT))
                    .withMessageEndingWith("did not answer with its constants up to their END. Check that the"
                            + " device is a Power Profiler Kit 2, and plug it in again.")
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("meter.silent"));
        }
    }

    @Test
    void a_device_that_is_not_there_is_said_so() {
        var setting = MeterSetting.of("ppk2", "near", "/dev/ttyNone", Duration.ofMillis(10));
        assertThatExceptionOfType(RunFault.class)
                .isThrownBy(() -> Ppk2Meter.open(
                        setting,
                        new Ppk2Setting("vin", true, 5, true),
                        ticker,
                        faults::add,
                        ticker.in(MeterStand.LONG)))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("meter.missing"));
    }
}
