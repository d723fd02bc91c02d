package dev.roadrig.wires.meter.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.boards.meter.EmulatedScpiMeter;
import dev.roadrig.boards.meter.EmulatedScpiMeter.Fault;
import dev.roadrig.scenarios.fault.Culprit;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.Reading.Quantity;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.meter.Listened;
import dev.roadrig.wires.meter.MeterSetting;
import dev.roadrig.wires.meter.MeterStand;
import dev.roadrig.wires.power.ScpiAddress;
import dev.roadrig.wires.power.ScpiSupply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("try")
class ScpiMeterTest {
    private static final Duration PERIOD = Duration.ofMillis(20);

    @RegisterExtension
    final MeterStand stand = new MeterStand();

    private final RealTicker ticker = stand.ticker;
    private final Listened heard = stand.heard;

    private ScpiMeter open(EmulatedScpiMeter instrument) throws Exception {
        return open(instrument, MeterStand.LONG);
    }

    private ScpiMeter open(EmulatedScpiMeter instrument, Duration answer) throws Exception {
        var address = new ScpiAddress(instrument.address(), ScpiAddress.USUAL_BAUD);
        ScpiSupply supply = ScpiSupply.connect("psu", address, ticker, ticker.in(MeterStand.LONG));
        return new ScpiMeter(
                MeterSetting.of("scpi", "near", instrument.address(), PERIOD),
                "vin",
                supply,
                ticker,
                heard.faults::add,
                answer);
    }

    @Test
    void volts_amperes_and_watts_are_what_the_supply_says() throws Exception {
        try (var instrument = new EmulatedScpiMeter("far", Fault.NONE);
                ScpiMeter meter = open(instrument);
                AutoCloseable stream = meter.stream(PERIOD, heard.sweeps::add)) {
            stand.awaitSweeps(5);
            assertThat(meter.account().getLost()).isZero();
        }
        assertThat(heard.faults).isEmpty();
        assertThat(heard.watts("vin").get(0)).isEqualTo(6.0);
        assertThat(heard.sweeps.get(0).getReadingsList().stream()
                        .map(r -> r.getQuantity())
                        .toList())
                .isEqualTo(List.of(Quantity.POWER, Quantity.VOLTAGE, Quantity.CURRENT));
    }

    @ParameterizedTest
    @CsvSource({
        "NAN, 'readings that are no number, or over range'",
        "INFINITE, 'readings that are no number, or over range'",
        "LATE, questions without a good answer in time",
        "RESTARTS, questions without a good answer in time",
        "GARBLED, questions without a good answer in time"
    })
    void one_bad_answer_is_a_gap_and_never_taken_for_the_next(Fault fault, String note) throws Exception {
        // What never comes is waited for as long as that; what comes has all the time that a busy host needs.
        Duration answer = fault == Fault.LATE ? Duration.ofSeconds(1) : MeterStand.LONG;
        try (var instrument = new EmulatedScpiMeter("far", fault);
                ScpiMeter meter = open(instrument, answer);
                AutoCloseable stream = meter.stream(PERIOD, heard.sweeps::add)) {
            stand.awaitSweeps(8);
            assertThat(heard.faults).isEmpty();
            assertThat(meter.account().getLost()).isEqualTo(1);
            assertThat(meter.account().getNotesList()).containsExactly(note);
        }
        assertThat(heard.watts("vin").stream().filter(w -> !w.isNaN())).containsOnly(6.0);
        assertThat(heard.watts("vin")).contains(Double.NaN);
    }

    @ParameterizedTest
    @EnumSource(names = {"GONE", "MUTE", "STRANGER"})
    void a_supply_that_is_gone_or_mute_or_none_is_the_rigs_fault_after_three_questions(Fault fault) throws Exception {
        try (var instrument = new EmulatedScpiMeter("far", fault);
                ScpiMeter meter = open(instrument, MeterStand.SHORT);
                AutoCloseable stream = meter.stream(PERIOD, heard.sweeps::add)) {
            RunFault told = heard.fault(ticker, MeterStand.SHORT.multipliedBy(3).plus(MeterStand.LATE));
            assertThat(told.code()).isEqualTo("meter.lost");
            assertThat(told.culprit()).isEqualTo(Culprit.RIG);
            assertThat(meter.account().getLost()).isEqualTo(2);
        }
    }

    @Test
    void a_supply_that_is_not_there_is_told_when_it_is_opened() throws Exception {
        var instrument = new EmulatedScpiMeter("far", Fault.NONE);
        instrument.close();
        assertThatExceptionOfType(RunFault.class)
                .isThrownBy(() -> open(instrument))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("supply.lost"))
                .satisfies(fault -> assertThat(fault.culprit()).isEqualTo(Culprit.RIG));
    }
}
