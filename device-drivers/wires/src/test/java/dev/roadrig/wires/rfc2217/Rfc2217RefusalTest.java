package dev.roadrig.wires.rfc2217;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.roadrig.boards.rfc2217.ServerFault;
import dev.roadrig.ports.telnet.ComPort;
import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A port that does not open, and why. */
@Timeout(120)
class Rfc2217RefusalTest {
    private final Rfc2217Bench bench = new Rfc2217Bench();

    @AfterEach
    void stop() {
        bench.close();
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
        Duration within = fault == ServerFault.MUTE ? Duration.ofMillis(200) : Rfc2217Bench.LONG;
        try (var server = bench.server(fault)) {
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> bench.open(server, "", within))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("console.no-rfc2217"))
                    .withMessageContaining(why);
        }
    }

    private RigFault refused(int port) {
        var refused =
                new Rfc2217Port(Rfc2217Address.parse("rfc2217://127.0.0.1:" + port), Rfc2217Bench.LONG, bench.ticker);
        // Whether the words come before or after all is agreed on is up to the network.
        return catchThrowableOfType(RigFault.class, () -> {
            refused.open();
            refused.setParameters(9600);
        });
    }

    @Test
    void a_second_client_is_told_in_the_servers_words_that_the_port_is_in_use() throws Exception {
        try (var server = bench.server()) {
            var first = bench.open(server, "");
            RigFault fault = refused(server.port());
            assertThat(fault.code()).isEqualTo("console.busy");
            assertThat(fault)
                    .hasMessage("rfc2217://127.0.0.1:" + server.port()
                            + " is in use: the server hangs up after 'Port already in"
                            + " use', most likely its own words. End the other session, or let the server hand the port over (ser2net:"
                            + " `kickolduser: true`).");
            assertThat(first.setParameters(9600)).isTrue();
            first.close();
        }
    }

    @Test
    void a_server_without_its_device_is_told_in_its_own_words() throws Exception {
        try (var server = bench.server(ServerFault.NO_DEVICE)) {
            RigFault fault = refused(server.port());
            assertThat(fault.code()).isEqualTo("console.unreachable");
            assertThat(fault)
                    .hasMessage("No console at rfc2217://127.0.0.1:" + server.port()
                            + ": the server hangs up after 'Device open"
                            + " failure: Value or file not found', most likely its own words. Check the port's device on the server's"
                            + " host.");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "SSH-2.0-x\\r\\nInvalid SSH identification string.\\r\\n|console.no-rfc2217|it says 'Invalid SSH identification string.' and hangs up. Check the port's number.",
                "Line is busy|console.busy|the server hangs up after 'Line is busy', most likely its own words.",
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

    /** Its device was open by then, so that the words may be the board's. */
    @Test
    void words_that_came_after_an_answer_for_the_port_are_nobodys_and_make_it_no_port_in_use() throws Exception {
        try (var server = bench.server()) {
            var port = bench.open(server, "");
            assertThat(port.client().request(ComPort.SET_BAUDRATE, Rfc2217Bench.rate(9600)))
                    .isNotEmpty();
            bench.uart.send("eth0: device or resource is busy\r\n".getBytes(StandardCharsets.US_ASCII));
            bench.until(() -> port.waiting() > 0);
            server.hangUp();
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> port.setParameters(9600))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("console.unreachable"))
                    .withMessage(
                            "No console at rfc2217://127.0.0.1:" + server.port() + ": the server hung up while its port"
                                    + " was set. The last that came is 'eth0: device or resource is busy', of the server or of the"
                                    + " board behind it. Look into the server's log, and for another client of the port.");
        }
    }

    @Test
    void a_server_that_hangs_up_without_a_word_while_its_port_is_set_is_unreachable() throws Exception {
        try (var server = bench.server()) {
            var port = bench.open(server, "");
            server.hangUp();
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> port.setParameters(9600))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("console.unreachable"))
                    .withMessageContaining("the server hung up as the port was opened, and said nothing")
                    .withMessageContaining("Look into the server's log.");
        }
    }

    @Test
    void nobody_there_is_told_with_the_address() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        var port = new Rfc2217Port(Rfc2217Address.parse("rfc2217://127.0.0.1:" + free), bench.ticker);
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(port::open)
                .satisfies(e -> assertThat(e.code()).isEqualTo("console.unreachable"))
                .withMessageContaining("127.0.0.1:" + free + ": Connection refused");
    }
}
