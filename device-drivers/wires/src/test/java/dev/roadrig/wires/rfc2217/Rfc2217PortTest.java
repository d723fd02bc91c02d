package dev.roadrig.wires.rfc2217;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.roadrig.boards.rfc2217.MemoryUart;
import dev.roadrig.boards.rfc2217.PortSettings;
import dev.roadrig.boards.rfc2217.Rfc2217Server;
import dev.roadrig.boards.rfc2217.SecondClient;
import dev.roadrig.boards.rfc2217.ServerFault;
import dev.roadrig.ports.LineNotice;
import dev.roadrig.ports.telnet.ComPort;
import dev.roadrig.ports.telnet.PortControl;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class Rfc2217PortTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final RealTicker ticker = new RealTicker("rfc2217-test");
    private final MemoryUart uart = new MemoryUart();

    @AfterEach
    void stop() {
        ticker.close();
    }

    private Rfc2217Port open(Rfc2217Server server, String query) throws Exception {
        return open(server, query, LONG);
    }

    private Rfc2217Port open(Rfc2217Server server, String query, Duration negotiating) throws Exception {
        var address = Rfc2217Address.parse("rfc2217://127.0.0.1:" + server.port() + query);
        var port = new Rfc2217Port(address, negotiating, ticker);
        port.open();
        return port;
    }

    private static Rfc2217Server server(MemoryUart uart, ServerFault... faults) throws IOException {
        return new Rfc2217Server(uart, SecondClient.REFUSE, faults);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {50, 9600, 115_200, 250_000, 921_600, 4_000_000, 65_535})
    void rate_format_and_lines_are_set_and_the_servers_word_for_each_is_checked(int baud) throws Exception {
        try (var server = server(uart)) {
            var port = open(server, "");
            assertThat(port.setParameters(baud)).isTrue();
            assertThat(uart.settings())
                    .isEqualTo(new PortSettings(baud, 8, 1, 1, 1, new PortSettings.Lines(false, true, true)));
            port.close();
        }
    }

    @Test
    void asking_changes_nothing_and_an_illegal_value_is_answered_by_the_one_in_force() throws Exception {
        try (var server = server(uart)) {
            var port = open(server, "");
            port.setParameters(115_200);
            PortSettings before = uart.settings();
            var client = port.client();
            assertThat(client.request(ComPort.SET_BAUDRATE, new byte[4])).isEqualTo(rate(115_200));
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
            assertThat(uart.settings()).isEqualTo(before);
            port.close();
        }
    }

    @ParameterizedTest(name = "{0} data bits, parity {1}, stop {2}")
    @CsvSource({"5,1,3", "6,2,1", "7,3,2", "8,4,1", "8,5,2"})
    void every_data_size_parity_and_stop_size_can_be_asked_for(byte bits, byte parity, byte stop) throws Exception {
        try (var server = server(uart)) {
            var port = open(server, "");
            assertThat(port.client().request(ComPort.SET_DATASIZE, bits)).containsExactly(bits);
            assertThat(port.client().request(ComPort.SET_PARITY, parity)).containsExactly(parity);
            assertThat(port.client().request(ComPort.SET_STOPSIZE, stop)).containsExactly(stop);
            assertThat(uart.settings().dataBits()).isEqualTo(bits);
            port.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SINGLE_BYTES", "UNKNOWN_OPTIONS", "BANNER"})
    void all_bytes_pass_both_ways_whatever_the_server_does_beside(ServerFault fault) throws Exception {
        byte[] random = new byte[3000];
        new Random(11).nextBytes(random);
        for (int i = 0; i < 256; i++) {
            random[i] = (byte) i;
            random[256 + i] = (byte) 255;
        }
        try (var server = server(uart, fault)) {
            var port = open(server, "");
            port.setParameters(115_200);
            uart.send(random);
            assertThat(read(port, random.length)).isEqualTo(random);
            assertThat(port.write(random)).isTrue();
            until(() -> uart.received().length == random.length);
            assertThat(uart.received()).isEqualTo(random);
            port.close();
        }
    }

    @Test
    void a_server_that_offers_unknown_options_again_and_again_is_refused_once_for_each() throws Exception {
        try (var server = server(uart, ServerFault.UNKNOWN_OPTIONS)) {
            var port = open(server, "");
            // Each of its answers is a round trip in which a client that answers again would have done so.
            assertThat(port.setParameters(115_200)).isTrue();
            assertThat(server.refusals()).isEqualTo(2);
            port.close();
        }
    }

    @Test
    void a_purge_drops_what_the_board_sent_before_and_keeps_what_it_sends_after() throws Exception {
        try (var server = server(uart)) {
            var port = open(server, "");
            uart.send(new byte[50_000]);
            until(() -> port.waiting() > 0);
            port.client().purge(3);
            uart.send(new byte[] {7});
            assertThat(read(port, 1)).containsExactly(7);
            assertThat(port.waiting()).isZero();
            port.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BANNER", "NO_LINE_MASK_ANSWER"})
    void what_was_left_in_the_port_before_it_was_opened_never_comes(ServerFault fault) throws Exception {
        uart.send("left by another\r\n".getBytes(StandardCharsets.US_ASCII));
        try (var server = server(uart, fault)) {
            var port = open(server, "?timeout=2");
            uart.send("sent before it was set\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(port.setParameters(115_200)).isTrue();
            uart.send(new byte[] {7});
            assertThat(readAll(port, 1)).containsExactly(7);
            port.close();
        }
    }

    @Test
    void a_server_that_never_answers_a_purge_costs_a_time_out_and_no_byte() throws Exception {
        try (var server = server(uart, ServerFault.NO_PURGE_ANSWER)) {
            var port = open(server, "?timeout=2");
            port.setParameters(115_200);
            uart.send(new byte[] {1, 2, 3});
            assertThat(read(port, 3)).containsExactly(1, 2, 3);
            port.close();
        }
    }

    @Test
    void a_port_without_modem_lines_is_told_and_its_switch_helps() throws Exception {
        try (var server = server(uart, ServerFault.NO_CONTROL_ANSWER)) {
            var port = open(server, "?timeout=2");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> port.setParameters(115_200))
                    .withMessage("no answer to SET-CONTROL within 2.0 s; write ?ign_set_control where the port has no"
                            + " modem lines");
            port.close();
        }
        try (var server = server(new MemoryUart(), ServerFault.NO_CONTROL_ANSWER)) {
            var port = open(server, "?ign_set_control");
            assertThat(port.setParameters(115_200)).isTrue();
            port.close();
        }
    }

    @Test
    void an_answer_that_comes_too_late_is_not_taken_for_that_of_the_next_request() throws Exception {
        try (var server = server(uart, ServerFault.LATE_RATE_ANSWER)) {
            var port = open(server, "?timeout=2");
            var client = port.client();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> client.request(ComPort.SET_BAUDRATE, rate(9600)))
                    .withMessage("no answer to SET-BAUDRATE within 2.0 s");
            assertThat(client.request(ComPort.SET_BAUDRATE, rate(115_200))).isEqualTo(rate(115_200));
            assertThat(client.lateAnswers()).isEqualTo(1);
            port.close();
        }
    }

    @Test
    void another_rate_than_asked_is_an_error_with_both() throws Exception {
        try (var server = server(uart, ServerFault.WRONG_RATE)) {
            var port = open(server, "");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> port.setParameters(115_200))
                    .withMessage("SET-BAUDRATE: asked for 115200, the server has 9601 in force");
            port.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "MUTE|it speaks no telnet within 0.2 s; write tcp:// for a port without RFC 2217",
                "NO_COM_PORT|it speaks telnet but not RFC 2217; turn that on at the server, such as telnet(rfc2217)",
                "NO_BINARY|it does not pass all eight bits (telnet's BINARY refused)"
            })
    void a_peer_that_can_not_do_it_is_told_by_what_it_can_not(ServerFault fault, String why) throws Exception {
        Duration within = fault == ServerFault.MUTE ? Duration.ofMillis(200) : LONG;
        try (var server = server(uart, fault)) {
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> open(server, "", within))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("console.no-rfc2217"))
                    .withMessageContaining(why);
        }
    }

    @Test
    void modem_lines_are_told_on_activation_and_on_change() throws Exception {
        uart.modemLines(PortControl.MODEM_CTS);
        try (var server = server(uart)) {
            var port = open(server, "");
            assertThat(notice(port))
                    .isEqualTo(new LineNotice(LineNotice.Kind.MODEM_LINES, "on: CTS; off: carrier, ring, DSR"));
            uart.modemLines(PortControl.MODEM_CTS | PortControl.MODEM_CARRIER);
            assertThat(notice(port))
                    .isEqualTo(new LineNotice(LineNotice.Kind.MODEM_LINES, "on: carrier, CTS; off: ring, DSR"));
            port.close();
        }
    }

    @Test
    void line_errors_are_told_by_mask() throws Exception {
        try (var server = server(uart)) {
            var port = open(server, "");
            port.setParameters(115_200);
            notice(port);
            uart.lineErrors(PortControl.LINE_FRAMING | PortControl.LINE_OVERRUN);
            assertThat(notice(port)).isEqualTo(new LineNotice(LineNotice.Kind.ERRORS, "framing once, overrun once"));
            assertThat(port.lineNotices()).isEmpty();
            port.close();
        }
    }

    private LineNotice notice(Rfc2217Port port) throws Exception {
        var notices = new ArrayList<LineNotice>();
        until(() -> port.waiting() >= 0 && notices.addAll(port.lineNotices()));
        assertThat(notices).hasSize(1);
        return notices.get(0);
    }

    @Test
    void a_break_is_held_for_its_time_and_let_go_and_lines_are_set() throws Exception {
        List<Long> breaks = new CopyOnWriteArrayList<>();
        try (var server = server(uart)) {
            var port = open(server, "");
            port.setParameters(115_200);
            // Told before the client is answered, so that the board's break lasts no shorter than the client waits.
            uart.onSettings(settings -> breaks.add(settings.lines().breaking() ? -ticker.nanos() : ticker.nanos()));
            port.sendBreak(Duration.ofMillis(250));
            assertThat(breaks).hasSize(2);
            assertThat(breaks.get(0)).as("on first").isNegative();
            assertThat(Duration.ofNanos(breaks.get(1) + breaks.get(0))).isGreaterThanOrEqualTo(Duration.ofMillis(250));
            port.lines(false, true);
            assertThat(uart.settings().lines()).isEqualTo(new PortSettings.Lines(false, false, true));
            port.close();
        }
    }

    @Test
    void nothing_is_sent_while_the_server_holds_its_client_back() throws Exception {
        byte[] bytes = {1, (byte) 255, 3};
        try (var server = server(uart)) {
            var port = open(server, "");
            port.setParameters(115_200);
            server.suspend(true);
            // Its answer comes after the word to stop.
            port.client().request(ComPort.SET_BAUDRATE, new byte[4]);
            assertThat(port.client().write(bytes, () -> true)).as("written").isFalse();
            port.client().request(ComPort.SET_BAUDRATE, new byte[4]);
            assertThat(uart.received()).isEmpty();
            server.suspend(false);
            assertThat(port.write(bytes)).isTrue();
            until(() -> uart.received().length >= bytes.length);
            assertThat(uart.received()).isEqualTo(bytes);
            port.close();
        }
    }

    @Test
    void a_mebibyte_stops_when_held_back_and_then_comes_whole() throws Exception {
        byte[] wanted = new byte[1 << 20];
        new Random(5).nextBytes(wanted);
        try (var server = server(uart)) {
            var port = open(server, "");
            port.setParameters(115_200);
            port.client().hold(true);
            // An answer shows that the server has read what came before it.
            port.client().request(ComPort.SET_BAUDRATE, new byte[4]);
            uart.send(wanted);
            port.client().request(ComPort.SET_BAUDRATE, new byte[4]);
            assertThat(port.waiting()).isZero();
            port.client().hold(false);
            assertThat(read(port, wanted.length)).isEqualTo(wanted);
            port.close();
        }
    }

    @Test
    void a_server_that_hangs_up_is_the_ports_loss_at_once() throws Exception {
        try (var server = server(uart)) {
            var port = open(server, "");
            server.hangUp();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> until(() -> port.waiting() < 0))
                    .withMessageMatching("(?i).*(closed the connection|reset).*");
            port.close();
        }
    }

    private RigFault refused(int port) {
        var refused = new Rfc2217Port(Rfc2217Address.parse("rfc2217://127.0.0.1:" + port), LONG, ticker);
        // Whether the words come before or after all is agreed on is up to the network.
        return catchThrowableOfType(RigFault.class, () -> {
            refused.open();
            refused.setParameters(9600);
        });
    }

    @Test
    void a_second_client_is_told_in_the_servers_words_that_the_port_is_in_use() throws Exception {
        try (var server = server(uart)) {
            var first = open(server, "");
            RigFault fault = refused(server.port());
            assertThat(fault.code()).isEqualTo("console.busy");
            assertThat(fault)
                    .hasMessage(
                            "rfc2217://127.0.0.1:" + server.port() + " is in use: the server says 'Port already in use'"
                                    + " and hangs up. End the other session, or let the server hand the port over (ser2net:"
                                    + " `kickolduser: true`).");
            assertThat(first.setParameters(9600)).isTrue();
            first.close();
        }
    }

    @Test
    void a_server_without_its_device_is_told_in_its_own_words() throws Exception {
        try (var server = server(uart, ServerFault.NO_DEVICE)) {
            RigFault fault = refused(server.port());
            assertThat(fault.code()).isEqualTo("console.unreachable");
            assertThat(fault)
                    .hasMessage("No console at rfc2217://127.0.0.1:" + server.port() + ": the server says 'Device open"
                            + " failure: Value or file not found' and hangs up. Check the port's device on the server's"
                            + " host.");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "SSH-2.0-x\\r\\nInvalid SSH identification string.\\r\\n|console.no-rfc2217|it says 'Invalid SSH identification string.' and hangs up. Check the port's number.",
                "Line is busy|console.busy|the server says 'Line is busy' and hangs up.",
                "''|console.no-rfc2217|it hung up and said nothing",
            })
    void a_peer_that_speaks_no_telnet_and_hangs_up_is_told_in_its_own_words(String words, String code, String told)
            throws Exception {
        try (var listening = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            var peer = new Thread(() -> {
                try (var socket = listening.accept()) {
                    socket.getOutputStream()
                            .write(words.replace("\\r\\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            peer.start();
            RigFault fault = refused(listening.getLocalPort());
            peer.join();
            assertThat(fault.code()).isEqualTo(code);
            assertThat(fault).hasMessageContaining(told);
        }
    }

    @Test
    void a_server_that_hangs_up_without_a_word_while_its_port_is_set_is_unreachable() throws Exception {
        try (var server = server(uart)) {
            var port = open(server, "");
            server.hangUp();
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> port.setParameters(9600))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("console.unreachable"))
                    .withMessageContaining("the server hung up as the port was opened, and said nothing")
                    .withMessageContaining("Look into the server's log.");
        }
    }

    @Test
    void a_client_that_a_second_one_pushes_out_hears_why_before_it_is_hung_up_on() throws Exception {
        try (var server = new Rfc2217Server(uart, SecondClient.KICK_FIRST)) {
            var first = open(server, "");
            var second = open(server, "");
            assertThat(second.setParameters(9600)).isTrue();
            var heard = new ByteArrayOutputStream();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> until(() -> {
                        int waiting = first.waiting();
                        heard.writeBytes(waiting > 0 ? first.read(waiting) : new byte[0]);
                        return false;
                    }));
            assertThat(heard.toString(StandardCharsets.US_ASCII))
                    .isEqualTo("You have been kicked off due to a new connection\r\n");
            first.close();
            second.close();
        }
    }

    @Test
    void nobody_there_is_told_with_the_address() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        var port = new Rfc2217Port(Rfc2217Address.parse("rfc2217://127.0.0.1:" + free), ticker);
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(port::open)
                .satisfies(e -> assertThat(e.code()).isEqualTo("console.unreachable"))
                .withMessageContaining("127.0.0.1:" + free + ": Connection refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rfc2217://rack1",
                "rfc2217://:2001",
                "rfc2217://rack1:0",
                "rfc2217://rack1:65536",
                "rfc2217://root@rack1:2001",
                "rfc2217://rack1:2001?speed=9600",
                "rfc2217://rack1:2001?timeout=x",
                "rfc2217://rack1:2001?timeout=0",
                "rfc2217://rack 1:2001"
            })
    void a_wrong_address_is_bad_input_that_says_how_to_write_it(String text) {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> Rfc2217Address.parse(text))
                .withMessageContaining(text)
                .withMessageContaining("Write rfc2217://HOST:PORT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rack_1", "rack-1.lab", "10.0.0.7", "[::1]"})
    void a_host_is_written_as_names_and_addresses_are(String host) {
        assertThat(Rfc2217Address.parse("rfc2217://" + host + ":2001?timeout=2"))
                .isEqualTo(new Rfc2217Address(host, 2001, Duration.ofSeconds(2), false));
    }

    private static byte[] rate(int baud) {
        return ByteBuffer.allocate(4).putInt(baud).array();
    }

    private byte[] read(Rfc2217Port port, int atLeast) throws Exception {
        byte[] all = readAll(port, atLeast);
        // A banner comes before all else.
        return Arrays.copyOfRange(all, all.length - atLeast, all.length);
    }

    private byte[] readAll(Rfc2217Port port, int atLeast) throws Exception {
        var bytes = new ByteArrayOutputStream();
        until(() -> {
            int waiting = port.waiting();
            bytes.writeBytes(waiting > 0 ? port.read(waiting) : new byte[0]);
            return bytes.size() >= atLeast;
        });
        return bytes.toByteArray();
    }

    private void until(Callable<Boolean> done) throws Exception {
        var deadline = ticker.in(LONG);
        while (!done.call()) {
            assertThat(deadline.passed(ticker)).as("in time").isFalse();
            Thread.onSpinWait();
        }
    }
}
