package dev.roadrig.wires.meter.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.roadrig.boards.meter.EmulatedShield;
import dev.roadrig.boards.meter.ShieldFault;
import dev.roadrig.boards.meter.ShieldFault.Kind;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.meter.Listened;
import dev.roadrig.wires.meter.MeterSetting;
import dev.roadrig.wires.meter.MeterStand;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("try")
class ShieldMeterTest {
    private static final Duration PERIOD = Duration.ofMillis(1);

    @RegisterExtension
    final MeterStand stand = new MeterStand();

    private final RealTicker ticker = stand.ticker;
    private final Listened heard = stand.heard;

    private ShieldMeter open(EmulatedShield shield, Duration within) throws Exception {
        return ShieldMeter.open(
                MeterSetting.of("lpm01a", "near", shield.address(), PERIOD),
                "vdd",
                3.3,
                ticker,
                heard.faults::add,
                ticker.in(within));
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "STALE", "TORN"})
    void measures_energy_by_sample(Kind kind) throws Exception {
        try (var shield = new EmulatedShield("far", 0.02, new ShieldFault(kind, 20, 0), ticker);
                ShieldMeter meter = open(shield, MeterStand.LONG);
                AutoCloseable stream = meter.stream(PERIOD, heard.sweeps::add)) {
            stand.awaitSweeps(100);
            assertThat(meter.account().getRefused()).isEqualTo(kind == Kind.TORN ? 2 : 0);
            assertThat(shield.commands())
                    .startsWith("stop", "htc", "acqtime inf")
                    .contains("freq 1k", "volt 3300m", "pwr on nostatus", "start");
        }
        assertThat(heard.faults).isEmpty();
        assertThat(heard.watts("vdd").get(0)).isEqualTo(0.02, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"ENDS, meter.ended", "UNPLUG, meter.lost"})
    void a_shield_that_stops_in_a_run_is_the_rigs_fault(Kind kind, String code) throws Exception {
        try (var shield = new EmulatedShield("far", 0.02, new ShieldFault(kind, 50, 0), ticker);
                ShieldMeter meter = open(shield, MeterStand.LONG);
                AutoCloseable stream = meter.stream(PERIOD, heard.sweeps::add)) {
            await().atMost(MeterStand.LONG).until(() -> !heard.faults.isEmpty());
            assertThat(heard.faults.get(0).code()).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSES, meter.refused, refused 'volt 3300m': Error detail: out of range.",
        "SILENT, meter.silent, did not acknowledge 'htc'"
    })
    void a_shield_that_refuses_or_says_nothing_is_said_so(Kind kind, String code, String words) throws Exception {
        try (var shield = new EmulatedShield("far", 0.02, new ShieldFault(kind, 0, 0), ticker)) {
            assertThatExceptionOfType(RunFault.class)
                    .isThrownBy(() -> open(shield, kind == Kind.SILENT ? MeterStand.SHORT : MeterStand.LONG))
                    .withMessageContaining(words)
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo(code));
        }
    }
}
