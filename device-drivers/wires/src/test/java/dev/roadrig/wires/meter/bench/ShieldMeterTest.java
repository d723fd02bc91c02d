package dev.roadrig.wires.meter.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.roadrig.boards.meter.EmulatedShield;
import dev.roadrig.boards.meter.ShieldFault;
import dev.roadrig.boards.meter.ShieldFault.Kind;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.meter.Listened;
import dev.roadrig.wires.meter.MeterSetting;
import dev.roadrig.wires.meter.MeterStand;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
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
        return open(shield, ShieldSetting.decimal("vdd", 3.3), within);
    }

    private ShieldMeter open(EmulatedShield shield, ShieldSetting setting, Duration within) throws Exception {
        return ShieldMeter.open(
                MeterSetting.of("lpm01a", "near", shield.address(), PERIOD),
                setting,
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
                    .isThrownBy(() -> open(shield, kind == Kind.SILENT ? Duration.ofSeconds(2) : MeterStand.LONG))
                    .withMessageContaining(words)
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo(code));
        }
    }

    /** 0.02 W are 6.06 mA, which its 12 bits say to a part in 776. */
    @ParameterizedTest
    @CsvSource({"10000, 10k, NONE", "100000, 100k, NONE", "100000, 100k, STALE"})
    void measures_currents_in_its_binary_form_up_to_the_last_stamp(int rate, String word, Kind kind) throws Exception {
        try (var shield = new EmulatedShield("far", 0.02, new ShieldFault(kind, 0, 0), ticker);
                ShieldMeter meter = open(shield, ShieldSetting.binary("vdd", 3.3, rate), MeterStand.LONG)) {
            AutoCloseable stream = meter.stream(PERIOD, heard.sweeps::add);
            stand.awaitSweeps(400);
            int seen = heard.sweeps.size();
            stream.close();
            assertThat(heard.sweeps).hasSizeGreaterThan(seen);
            assertThat(meter.account().getLost()).isZero();
            assertThat(meter.account().getRefused()).isZero();
            assertThat(meter.account().getTaken()).isEqualTo((long) heard.sweeps.size() * rate / 1000);
            assertThat(shield.commands()).contains("output current", "format bin_hexa", "freq " + word, "start");
            await().atMost(MeterStand.LONG).until(() -> shield.commands().contains("hrc"));
            assertThat(meter.about().getCannotSeeList()).anyMatch(line -> line.contains("3.3 V that it was told"));
        }
        assertThat(heard.faults).isEmpty();
        assertThat(heard.watts("vdd")).allSatisfy(watts -> assertThat(watts).isEqualTo(0.02, within(0.02 / 1500)));
    }

    /** At 10 kHz a stamp comes each 100 ms; none comes of a shield whose data are cut. */
    @Test
    void the_last_stamp_is_awaited_for_a_second_at_most() throws Exception {
        var spans = new SpanTicker(ticker);
        try (var shield = new EmulatedShield("far", 0.02, new ShieldFault(Kind.CUT, 20_500, 0), ticker);
                ShieldMeter meter = ShieldMeter.open(
                        MeterSetting.of("lpm01a", "near", shield.address(), PERIOD),
                        ShieldSetting.binary("vdd", 3.3, 100_000),
                        spans,
                        heard.faults::add,
                        ticker.in(MeterStand.LONG))) {
            AutoCloseable stream = meter.stream(PERIOD, heard.sweeps::add);
            stand.awaitSweeps(150);
            spans.next = Thread.currentThread();
            stream.close();
            assertThat(spans.span).isBetween(Duration.ofMillis(100), Duration.ofSeconds(1));
            await().atMost(MeterStand.LONG).until(() -> shield.commands().contains("hrc"));
        }
    }

    /** A clock that writes down how long the next waiting of a thread may take, and has that over at once. */
    private static final class SpanTicker implements Ticker {
        private final Ticker behind;
        private Duration span = Duration.ZERO;
        private volatile @Nullable Thread next;

        SpanTicker(Ticker behind) {
            this.behind = behind;
        }

        @Override
        public boolean await(BooleanSupplier condition, Deadline deadline) throws InterruptedException {
            if (Thread.currentThread() != next) {
                return behind.await(condition, deadline);
            }
            next = null;
            span = Duration.ofNanos(deadline.atNanos() - behind.nanos());
            return condition.getAsBoolean();
        }

        @Override
        public long nanos() {
            return behind.nanos();
        }

        @Override
        public Instant utcAnchor() {
            return behind.utcAnchor();
        }

        @Override
        public Scheduled at(long atNanos, Runnable task) {
            return behind.at(atNanos, task);
        }

        @Override
        public void signal() {
            behind.signal();
        }

        @Override
        public void close() {
            behind.close();
        }
    }

    /** 1000 samples are a hundredth of a second. */
    @ParameterizedTest
    @CsvSource({
        "SLIP, 1, 2000, 1", // up to the second stamp after it
        "SLIP, 2, 2000, 0",
        "DROP, 64, 2000, 0",
        "DROP, 5000, 7000, 0", // with the stamps among them
        "LEAP, 77, 0, 1"
    })
    void what_is_lost_in_the_binary_form_is_a_gap_between_two_stamps(Kind kind, int n, long lost, long refused)
            throws Exception {
        try (var shield = new EmulatedShield("far", 0.02, new ShieldFault(kind, 20_500, n), ticker);
                ShieldMeter meter = open(shield, ShieldSetting.binary("vdd", 3.3, 100_000), MeterStand.LONG);
                AutoCloseable stream = meter.stream(PERIOD, heard.sweeps::add)) {
            stand.awaitSweeps(600);
            assertThat(meter.account().getLost()).isEqualTo(lost);
            assertThat(meter.account().getRefused()).isEqualTo(refused);
        }
        assertThat(heard.faults).isEmpty();
        assertThat(heard.watts("vdd").stream().filter(watts -> watts.isNaN()).count())
                .isEqualTo(lost / 100);
        assertThat(heard.watts("vdd").subList(200, 200 + (int) lost / 100))
                .allSatisfy(watts -> assertThat(watts).isNaN());
    }

    @ParameterizedTest
    @CsvSource({
        "ENDS, meter.ended, ended its acquisition by itself",
        "OVERCURRENT, meter.overcurrent, the board drew more than it can measure",
        "ERROR, meter.failed, it told an error: Target board voltage too low",
        "UNKNOWN, meter.strange, 'it sent a word of kind F7, which is not known here'",
        "RESTART, meter.restarted, its time stamps began anew after 0 s",
        "CUT, meter.silent, no sample for 2",
        "UNPLUG, meter.lost, cannot be used"
    })
    void a_shield_that_stops_in_its_binary_form_is_the_rigs_fault(Kind kind, String code, String words)
            throws Exception {
        try (var shield = new EmulatedShield("far", 0.02, new ShieldFault(kind, 20_500, 0), ticker);
                ShieldMeter meter = open(shield, ShieldSetting.binary("vdd", 3.3, 100_000), MeterStand.LONG);
                AutoCloseable stream = meter.stream(PERIOD, heard.sweeps::add)) {
            await().atMost(MeterStand.LONG).until(() -> !heard.faults.isEmpty());
        }
        assertThat(heard.faults).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(code);
            assertThat(fault).hasMessageContaining(words);
        });
        assertThat(heard.watts("vdd")).hasSizeGreaterThanOrEqualTo(190).doesNotContain(Double.NaN);
    }
}
