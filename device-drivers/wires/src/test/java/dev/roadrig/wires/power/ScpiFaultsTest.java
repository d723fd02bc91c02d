package dev.roadrig.wires.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.roadrig.boards.instrument.BenchSupply;
import dev.roadrig.boards.instrument.ScpiFault;
import dev.roadrig.boards.instrument.ScpiLines;
import dev.roadrig.boards.instrument.ScpiReplies;
import dev.roadrig.boards.instrument.ScpiServer;
import dev.roadrig.boards.instrument.ScpiTerminal;
import dev.roadrig.boards.instrument.SupplyOutput;
import dev.roadrig.boards.rfc2217.MemoryUart;
import dev.roadrig.boards.rfc2217.Rfc2217Server;
import dev.roadrig.boards.rfc2217.SecondClient;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.AsNobody;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One supply on a TCP port and on a serial line, and everything that its line can do wrong. */
class ScpiFaultsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(150);

    private final RealTicker ticker = new RealTicker("scpi-test");
    private final BenchSupply bench = new BenchSupply("7", 12, false, new SupplyOutput() {
        @Override
        public void switched(boolean on) {}

        @Override
        public double amperes() {
            return 0.25;
        }
    });
    private final ScpiReplies replies = new ScpiReplies(bench);

    /** The wire between. */
    enum Wire {
        TCP,
        SERIAL,
        RFC_2217
    }

    /** An instrument on its wire. */
    private record Instrument(String address, Closing far) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            far.close();
        }
    }

    /** Ends its far side. */
    private interface Closing {
        void close() throws IOException;
    }

    @AfterEach
    void stop() {
        ticker.close();
    }

    private Instrument on(Wire wire) throws IOException {
        if (wire == Wire.TCP) {
            var server = new ScpiServer("b", replies);
            return new Instrument("tcp://127.0.0.1:" + server.port(), server::close);
        }
        if (wire == Wire.RFC_2217) {
            var uart = new MemoryUart();
            var lines = new ScpiLines(replies);
            uart.connect(bytes -> {
                for (byte each : bytes) {
                    byte[] answer = lines.take(each);
                    if (answer.length > 0) {
                        uart.send(answer);
                    }
                }
            });
            var server = new Rfc2217Server(uart, SecondClient.REFUSE);
            return new Instrument("rfc2217://127.0.0.1:" + server.port(), server::close);
        }
        var terminal = new ScpiTerminal("b", replies);
        return new Instrument("serial:" + terminal.path(), terminal::close);
    }

    private ScpiSupply connect(Instrument instrument) throws Exception {
        return ScpiSupply.connect("vin", new ScpiAddress(instrument.address(), 9600), ticker, ticker.in(LONG));
    }

    private String codeOf(ScpiSupply supply) {
        return codeOf(supply, SHORT);
    }

    private String codeOf(ScpiSupply supply, Duration within) {
        return catchThrowableOfType(RigFault.class, () -> supply.isOn(ticker.in(within)))
                .code();
    }

    /** On a host on which nothing was heard within a short time, within a longer one. */
    private String codeOnceHeard(ScpiSupply supply) {
        String code = codeOf(supply);
        for (Duration within = SHORT; code.equals("supply.lost") && within.compareTo(LONG) < 0; ) {
            within = within.multipliedBy(2);
            code = codeOf(supply, within);
        }
        return code;
    }

    @ParameterizedTest
    @EnumSource
    void a_supply_is_switched_and_read_over_each_wire(Wire wire) throws Exception {
        try (Instrument instrument = on(wire);
                ScpiSupply supply = connect(instrument)) {
            supply.set(true, ticker.in(LONG));
            assertThat(supply.isOn(ticker.in(LONG))).isTrue();
            assertThat(supply.amperes(ticker.in(LONG))).hasValue(0.25);
            assertThat(supply.reading(ticker.in(LONG)))
                    .isEqualTo("12.00 V, 0.250 A by Roadrig,Emulated bench supply,7,1.0");
            supply.set(false, ticker.in(LONG));
            assertThat(supply.amperes(ticker.in(LONG))).hasValue(0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "SERIAL"})
    void a_line_that_sends_back_what_it_gets_is_no_answer(Wire wire) throws Exception {
        replies.fault(ScpiFault.ECHO);
        try (Instrument instrument = on(wire);
                ScpiSupply supply = connect(instrument)) {
            supply.set(true, ticker.in(LONG));
            assertThat(supply.isOn(ticker.in(LONG))).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "SERIAL"})
    void a_late_answer_is_never_taken_for_the_next_ones(Wire wire) throws Exception {
        try (Instrument instrument = on(wire);
                ScpiSupply supply = connect(instrument)) {
            supply.set(true, ticker.in(LONG));
            replies.fault(ScpiFault.LATE);
            assertThat(codeOf(supply)).isEqualTo("supply.lost");
            assertThat(codeOf(supply)).isIn("supply.lost", "supply.garbled");
            replies.fault(ScpiFault.NONE);
            assertThat(supply.isOn(ticker.in(LONG))).isTrue();
            assertThat(supply.amperes(ticker.in(LONG))).hasValue(0.25);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "SERIAL"})
    void an_answer_without_its_end_is_garbled_and_silence_is_a_loss(Wire wire) throws Exception {
        try (Instrument instrument = on(wire);
                ScpiSupply supply = connect(instrument)) {
            replies.fault(ScpiFault.UNTERMINATED);
            assertThat(codeOnceHeard(supply)).isEqualTo("supply.garbled");
            replies.fault(ScpiFault.SILENT);
            assertThat(codeOf(supply)).isEqualTo("supply.lost");
            replies.fault(ScpiFault.NONE);
            assertThat(supply.isOn(ticker.in(LONG))).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "SERIAL"})
    void a_trip_is_an_output_that_is_off_and_a_number_for_none_is_no_current(Wire wire) throws Exception {
        try (Instrument instrument = on(wire);
                ScpiSupply supply = connect(instrument)) {
            supply.set(true, ticker.in(LONG));
            replies.fault(ScpiFault.NOT_A_NUMBER);
            assertThat(supply.amperes(ticker.in(LONG))).isEmpty();
            bench.trip();
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> supply.requireOn(ticker.in(LONG)))
                    .matches(fault -> fault.code().equals("supply.off"));
        }
    }

    private RunFault atOnce(ThrowingCallable trial) {
        long began = ticker.nanos();
        RunFault fault = catchThrowableOfType(RigFault.class, trial);
        assertThat(ticker.nanos() - began).as("not by its deadline").isLessThan(LONG.toNanos() / 2);
        return fault;
    }

    @ParameterizedTest
    @EnumSource
    void a_supply_that_is_unplugged_is_lost_at_once_as_its_wire_says(Wire wire) throws Exception {
        Instrument instrument = on(wire);
        try (ScpiSupply supply = connect(instrument)) {
            instrument.close();
            assertThat(atOnce(() -> supply.isOn(ticker.in(LONG))).code())
                    .isEqualTo(wire == Wire.TCP ? "supply.lost" : "console.lost");
        }
    }

    @Test
    void a_supply_that_was_restarted_is_lost_once_and_then_off_as_it_began() throws Exception {
        var before = new ScpiServer("b", replies);
        var address = new Instrument("tcp://127.0.0.1:" + before.port(), before::close);
        try (ScpiSupply supply = connect(address)) {
            supply.set(true, ticker.in(LONG));
            before.close();
            bench.line("*RST");
            try (var after = new ScpiServer("b", replies, before.port())) {
                assertThat(after.port()).isEqualTo(before.port());
                assertThat(atOnce(() -> supply.requireOn(ticker.in(LONG))).code())
                        .isEqualTo("supply.lost");
                assertThat(atOnce(() -> supply.requireOn(ticker.in(LONG))).code())
                        .isEqualTo("supply.off");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "SERIAL"})
    void an_instrument_that_is_no_supply_refuses_to_be_one_in_its_own_words(Wire wire) throws Exception {
        replies.fault(ScpiFault.NO_OUTPUT);
        try (Instrument instrument = on(wire);
                ScpiSupply supply = connect(instrument)) {
            assertThat(atOnce(() -> supply.set(true, ticker.in(LONG))))
                    .hasMessageContaining("did not take OUTP ON: -113,\"Undefined header\"")
                    .matches(fault -> fault.code().equals("supply.refused"));
            assertThat(codeOf(supply)).as("a question has no answer").isEqualTo("supply.lost");
        }
    }

    @Test
    void a_serial_port_that_this_user_may_not_open_is_told_as_a_consoles_is() throws Exception {
        try (Instrument instrument = on(Wire.SERIAL)) {
            connect(instrument).close();
            Path port = Path.of(instrument.address().substring("serial:".length()));
            assertThat(atOnce(() -> ScpiSupply.connect(
                                    "vin", new ScpiAddress("serial:/dev/null", 9600), ticker, ticker.in(LONG)))
                            .code())
                    .isEqualTo("console.not-serial");
            RunFault fault = AsNobody.fault(port, () -> connect(instrument).close());
            assertThat(fault).isInstanceOf(RigFault.class).hasMessageContaining("Add the user to the port's group.");
            assertThat(fault.code()).isEqualTo("console.denied");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.7",
                "tcp://10.0.0.7",
                "tcp://h:0",
                "serial:ttyUSB0",
                "serial:/dev/a\0b",
                "rfc2217://rack1"
            })
    void an_address_that_is_none_is_bad_input(String text) {
        assertThatExceptionOfType(BadInput.class).isThrownBy(() -> ScpiAddress.check(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://psu_1:5025", "rfc2217://rack_1:2001", "serial:/dev/ttyUSB0"})
    void an_address_may_have_an_underscore_in_its_hosts_name(String text) {
        assertThatCode(() -> ScpiAddress.check(text)).doesNotThrowAnyException();
    }
}
