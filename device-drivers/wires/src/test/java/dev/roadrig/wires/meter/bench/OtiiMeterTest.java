package dev.roadrig.wires.meter.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.boards.meter.EmulatedOtii;
import dev.roadrig.boards.meter.OtiiFault;
import dev.roadrig.scenarios.fault.Culprit;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.scenarios.time.VirtualTicker;
import dev.roadrig.wires.meter.Listened;
import dev.roadrig.wires.meter.MeterFeed;
import dev.roadrig.wires.meter.MeterSetting;
import dev.roadrig.wires.meter.MeterStand;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("try")
class OtiiMeterTest {
    private static final Duration PERIOD = Duration.ofMillis(1);
    private static final Duration SILENCE = Duration.ofSeconds(2);

    @RegisterExtension
    final MeterStand stand = new MeterStand();

    private final RealTicker ticker = stand.ticker;
    private final Listened heard = stand.heard;

    private OtiiMeter open(EmulatedOtii otii, Duration within) throws Exception {
        return open(otii, within, ticker);
    }

    private OtiiMeter open(EmulatedOtii otii, Duration within, Ticker clock) throws Exception {
        return OtiiMeter.open(
                MeterSetting.of("otii", "near", otii.address(), PERIOD),
                "vin",
                "",
                clock,
                heard.faults::add,
                clock.in(within));
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "STALE", "DROP", "NULLS", "SLOW"})
    void samples_are_asked_for_and_believed_by_their_number_and_time(OtiiFault fault) throws Exception {
        try (var otii = new EmulatedOtii("far", 0.5, fault, ticker);
                OtiiMeter meter = open(otii, MeterStand.LONG);
                AutoCloseable stream = meter.stream(PERIOD, heard.sweeps::add)) {
            stand.awaitSweeps(600);
            assertThat(meter.about().getInstrument()).isEqualTo("Otii Arc Rack 0");
            long lost = meter.account().getLost();
            switch (fault) {
                case DROP -> assertThat(lost).isEqualTo(64);
                case NULLS -> assertThat(lost).isBetween(50L, 400L);
                default -> assertThat(lost).isZero();
            }
        }
        assertThat(heard.faults).isEmpty();
        int gaps = Collections.frequency(heard.watts("vin"), Double.NaN);
        switch (fault) {
            case DROP -> assertThat(gaps).isEqualTo(64);
            case NULLS -> assertThat(gaps).isGreaterThanOrEqualTo(50);
            default -> assertThat(gaps).isZero();
        }
        assertThat(heard.watts("vin").stream().filter(w -> !w.isNaN())).containsOnly(0.5);
    }

    @ParameterizedTest
    @CsvSource({"NO_LICENCE, meter.refused", "HANG_UP, meter.lost", "MUTE, meter.silent"})
    void a_server_that_refuses_or_hangs_up_or_falls_silent_in_a_run_is_the_rigs_fault(OtiiFault fault, String code)
            throws Exception {
        try (var otii = new EmulatedOtii("far", 0.5, fault, ticker);
                OtiiMeter meter = open(otii, MeterStand.LONG);
                AutoCloseable stream = meter.stream(PERIOD, heard.sweeps::add)) {
            RunFault told = heard.fault(ticker, SILENCE.plus(MeterStand.LATE));
            assertThat(told.code()).isEqualTo(code);
            assertThat(told.culprit()).isEqualTo(Culprit.RIG);
            // One that hangs up can be connected to again at once; what it would record then is another recording.
            assertThat(otii.connections()).isEqualTo(1);
        }
    }

    /** The feed has its own look at that, which then comes after the question's deadline. */
    @Test
    void a_server_that_falls_silent_is_silent_too_where_the_look_for_it_is_late() throws Exception {
        try (var otii = new EmulatedOtii("far", 0.5, OtiiFault.MUTE, ticker);
                OtiiMeter meter = open(otii, MeterStand.LONG, new LateTasks(ticker));
                AutoCloseable stream = meter.stream(PERIOD, heard.sweeps::add)) {
            RunFault told = heard.fault(ticker, SILENCE.plus(MeterStand.LATE));
            assertThat(told.code()).isEqualTo("meter.silent");
            assertThat(told).hasMessageContaining("did not answer 'recording_get_channel_data' in time");
        }
    }

    /** The real clock, on whose own thread a host that is busy runs no task in time. */
    private static final class LateTasks implements Ticker {
        private final Ticker behind;

        LateTasks(Ticker behind) {
            this.behind = behind;
        }

        @Override
        public Scheduled at(long atNanos, Runnable task) {
            return behind.at(atNanos + MeterStand.LONG.toNanos(), task);
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
        public boolean await(BooleanSupplier condition, Deadline deadline) throws InterruptedException {
            return behind.await(condition, deadline);
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

    @ParameterizedTest
    @CsvSource({
        "NO_DEVICE, meter.missing, sees no device",
        "TWO_DEVICES, meter.missing, 'sees the devices Rack 0, Rack 1. Plug one in, or say which with `device`.'",
        "NO_GREETING, meter.silent, did not greet"
    })
    void what_cannot_be_measured_with_is_said_so(OtiiFault fault, String code, String words) throws Exception {
        try (var otii = new EmulatedOtii("far", 0.5, fault, ticker)) {
            assertThatExceptionOfType(RunFault.class)
                    .isThrownBy(() -> open(otii, fault == OtiiFault.NO_GREETING ? MeterStand.SHORT : MeterStand.LONG))
                    .withMessageContaining(words)
                    .satisfies(e -> assertThat(e.code()).isEqualTo(code));
        }
    }

    @Test
    void samples_that_come_again_or_from_another_time_are_no_samples() {
        MeterFeed feed = heard.feed("otii", PERIOD, new VirtualTicker(Instant.EPOCH));
        var recording = new OtiiRecording(feed, "vin");
        recording.take(1_000_000_000, 0, 0.001, List.of(1.0, 1.0));
        recording.take(1_002_000_000, 0, 0.001, List.of(9.0));
        recording.take(1_003_000_000, Double.NaN, 0.001, List.of(9.0));
        recording.take(1_003_000_000, 1e9, 0.001, List.of(9.0));
        recording.take(1_003_000_000, 0.002, 0.001, List.of(2.0));
        assertThat(heard.watts("vin")).containsExactly(1.0, 1.0, 2.0);
        assertThat(feed.account().getRefused()).isEqualTo(3);
        assertThat(feed.account().getLost()).isZero();
        assertThat(recording.next()).isEqualTo(3);
    }
}
