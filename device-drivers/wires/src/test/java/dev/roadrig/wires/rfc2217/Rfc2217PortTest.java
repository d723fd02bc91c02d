package dev.roadrig.wires.rfc2217;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.boards.rfc2217.PortSettings;
import dev.roadrig.boards.rfc2217.ServerFault;
import dev.roadrig.ports.LineNotice;
import dev.roadrig.ports.telnet.ComPort;
import dev.roadrig.ports.telnet.PortControl;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is set at a port and what is asked of it. */
@Timeout(120)
class Rfc2217PortTest {
    private final Rfc2217Bench bench = new Rfc2217Bench();

    @AfterEach
    void stop() {
        bench.close();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {50, 9600, 115_200, 250_000, 921_600, 4_000_000, 65_535})
    void rate_format_and_lines_are_set_and_the_servers_word_for_each_is_checked(int baud) throws Exception {
        try (var server = bench.server()) {
            var port = bench.open(server, "");
            assertThat(port.setParameters(baud)).isTrue();
            assertThat(bench.uart.settings())
                    .isEqualTo(new PortSettings(baud, 8, 1, 1, 1, new PortSettings.Lines(false, true, true)));
            port.close();
        }
    }

    @Test
    void asking_changes_nothing_and_an_illegal_value_is_answered_by_the_one_in_force() throws Exception {
        try (var server = bench.server()) {
            var port = bench.open(server, "");
            port.setParameters(115_200);
            PortSettings before = bench.uart.settings();
            var client = port.client();
            assertThat(client.request(ComPort.SET_BAUDRATE, new byte[4])).isEqualTo(Rfc2217Bench.rate(115_200));
            assertThat(client.request(ComPort.SET_DATASIZE, (byte) 0)).containsExactly(8);
            assertThat(client.request(ComPort.SET_DATASIZE, (byte) 9)).containsExactly(8);
            assertThat(client.request(ComPort.SET_PARITY, (byte) 77)).containsExactly(1);
            assertThat(client.request(ComPort.SET_STOPSIZE, (byte) 0)).containsExactly(1);
            assertThat(client.request(ComPort.SET_CONTROL, PortControl.ASK_FLOW))
                    .containsExactly(1);
            assertThat(client.request(ComPort.SET_CONTROL, PortControl.ASK_BREAK))
                    .containsExactly(6);
            assertThat(client.request(ComPort.SET_CONTROL, PortControl.ASK_DTR)).containsExactly(8);
            assertThat(client.request(ComPort.SET_CONTROL, PortControl.ASK_RTS)).containsExactly(11);
            assertThat(client.request(ComPort.SIGNATURE)).isNotEmpty();
            assertThat(bench.uart.settings()).isEqualTo(before);
            port.close();
        }
    }

    @ParameterizedTest(name = "{0} data bits, parity {1}, stop {2}")
    @CsvSource({"5,1,3", "6,2,1", "7,3,2", "8,4,1", "8,5,2"})
    void every_data_size_parity_and_stop_size_can_be_asked_for(byte bits, byte parity, byte stop) throws Exception {
        try (var server = bench.server()) {
            var port = bench.open(server, "");
            assertThat(port.client().request(ComPort.SET_DATASIZE, bits)).containsExactly(bits);
            assertThat(port.client().request(ComPort.SET_PARITY, parity)).containsExactly(parity);
            assertThat(port.client().request(ComPort.SET_STOPSIZE, stop)).containsExactly(stop);
            assertThat(bench.uart.settings().dataBits()).isEqualTo(bits);
            port.close();
        }
    }

    @Test
    void a_server_that_offers_unknown_options_again_and_again_is_refused_once_for_each() throws Exception {
        try (var server = bench.server(ServerFault.UNKNOWN_OPTIONS)) {
            var port = bench.open(server, "");
            // Each of its answers is a round trip in which a client that answers again would have done so.
            assertThat(port.setParameters(115_200)).isTrue();
            assertThat(server.refusals()).isEqualTo(2);
            port.close();
        }
    }

    @Test
    void a_port_without_modem_lines_is_told_and_its_switch_helps() throws Exception {
        try (var server = bench.server(ServerFault.NO_CONTROL_ANSWER)) {
            var port = bench.open(server, "?timeout=2");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> port.setParameters(115_200))
                    .withMessage("no answer to SET-CONTROL within 2.0 s; write ?ign_set_control where the port has no"
                            + " modem lines");
            port.close();
        }
        try (var server = bench.server(ServerFault.NO_CONTROL_ANSWER)) {
            var port = bench.open(server, "?ign_set_control");
            assertThat(port.setParameters(115_200)).isTrue();
            port.close();
        }
    }

    @Test
    void an_answer_that_comes_too_late_is_not_taken_for_that_of_the_next_request() throws Exception {
        try (var server = bench.server(ServerFault.LATE_RATE_ANSWER)) {
            var port = bench.open(server, "?timeout=2");
            var client = port.client();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> client.request(ComPort.SET_BAUDRATE, Rfc2217Bench.rate(9600)))
                    .withMessage("no answer to SET-BAUDRATE within 2.0 s");
            assertThat(client.request(ComPort.SET_BAUDRATE, Rfc2217Bench.rate(115_200)))
                    .isEqualTo(Rfc2217Bench.rate(115_200));
            assertThat(client.lateAnswers()).isEqualTo(1);
            port.close();
        }
    }

    @Test
    void another_rate_than_asked_is_an_error_with_both() throws Exception {
        try (var server = bench.server(ServerFault.WRONG_RATE)) {
            var port = bench.open(server, "");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> port.setParameters(115_200))
                    .withMessage("SET-BAUDRATE: asked for 115200, the server has 9601 in force");
            port.close();
        }
    }

    @Test
    void modem_lines_are_told_on_activation_and_on_change() throws Exception {
        bench.uart.modemLines(PortControl.MODEM_CTS);
        try (var server = bench.server()) {
            var port = bench.open(server, "");
            assertThat(notice(port))
                    .isEqualTo(new LineNotice(LineNotice.Kind.MODEM_LINES, "on: CTS; off: carrier, ring, DSR"));
            bench.uart.modemLines(PortControl.MODEM_CTS | PortControl.MODEM_CARRIER);
            assertThat(notice(port))
                    .isEqualTo(new LineNotice(LineNotice.Kind.MODEM_LINES, "on: carrier, CTS; off: ring, DSR"));
            port.close();
        }
    }

    @Test
    void line_errors_are_told_by_mask() throws Exception {
        try (var server = bench.server()) {
            var port = bench.open(server, "");
            port.setParameters(115_200);
            notice(port);
            bench.uart.lineErrors(PortControl.LINE_FRAMING | PortControl.LINE_OVERRUN);
            assertThat(notice(port)).isEqualTo(new LineNotice(LineNotice.Kind.ERRORS, "framing once, overrun once"));
            assertThat(port.lineNotices()).isEmpty();
            port.close();
        }
    }

    @Test
    void a_break_is_held_for_its_time_and_let_go_and_lines_are_set() throws Exception {
        List<Long> breaks = new CopyOnWriteArrayList<>();
        try (var server = bench.server()) {
            var port = bench.open(server, "");
            port.setParameters(115_200);
            // Told before the client is answered, so that the board's break lasts no shorter than the client waits.
            bench.uart.onSettings(
                    settings -> breaks.add(settings.lines().breaking() ? -bench.ticker.nanos() : bench.ticker.nanos()));
            port.sendBreak(Duration.ofMillis(250));
            assertThat(breaks).hasSize(2);
            assertThat(breaks.get(0)).as("on first").isNegative();
            assertThat(Duration.ofNanos(breaks.get(1) + breaks.get(0))).isGreaterThanOrEqualTo(Duration.ofMillis(250));
            port.lines(false, true);
            assertThat(bench.uart.settings().lines()).isEqualTo(new PortSettings.Lines(false, false, true));
            port.close();
        }
    }

    private LineNotice notice(Rfc2217Port port) throws Exception {
        var notices = new ArrayList<LineNotice>();
        bench.until(() -> port.waiting() >= 0 && notices.addAll(port.lineNotices()));
        assertThat(notices).hasSize(1);
        return notices.get(0);
    }
}
