package dev.roadrig.wires.rfc2217;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.boards.rfc2217.Rfc2217Server;
import dev.roadrig.boards.rfc2217.SecondClient;
import dev.roadrig.boards.rfc2217.ServerFault;
import dev.roadrig.ports.telnet.ComPort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bytes that go through a port, and when they do not. */
@Timeout(120)
class Rfc2217BytesTest {
    private final Rfc2217Bench bench = new Rfc2217Bench();

    @AfterEach
    void stop() {
        bench.close();
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
        try (var server = bench.server(fault)) {
            var port = bench.open(server, "");
            port.setParameters(115_200);
            bench.uart.send(random);
            assertThat(bench.read(port, random.length)).isEqualTo(random);
            assertThat(port.write(random)).isTrue();
            bench.until(() -> bench.uart.received().length == random.length);
            assertThat(bench.uart.received()).isEqualTo(random);
            port.close();
        }
    }

    @Test
    void a_purge_drops_what_the_board_sent_before_and_keeps_what_it_sends_after() throws Exception {
        try (var server = bench.server()) {
            var port = bench.open(server, "");
            bench.uart.send(new byte[50_000]);
            bench.until(() -> port.waiting() > 0);
            port.client().purge(3);
            bench.uart.send(new byte[] {7});
            assertThat(bench.read(port, 1)).containsExactly(7);
            assertThat(port.waiting()).isZero();
            port.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BANNER", "NO_LINE_MASK_ANSWER"})
    void what_was_left_in_the_port_before_it_was_opened_never_comes(ServerFault fault) throws Exception {
        bench.uart.send("left by another\r\n".getBytes(StandardCharsets.US_ASCII));
        try (var server = bench.server(fault)) {
            var port = bench.open(server, "?timeout=2");
            bench.uart.send("sent before it was set\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(port.setParameters(115_200)).isTrue();
            bench.uart.send(new byte[] {7});
            assertThat(bench.readAll(port, 1)).containsExactly(7);
            port.close();
        }
    }

    @Test
    void a_server_that_never_answers_a_purge_costs_a_time_out_and_no_byte() throws Exception {
        try (var server = bench.server(ServerFault.NO_PURGE_ANSWER)) {
            var port = bench.open(server, "?timeout=2");
            port.setParameters(115_200);
            bench.uart.send(new byte[] {1, 2, 3});
            assertThat(bench.read(port, 3)).containsExactly(1, 2, 3);
            port.close();
        }
    }

    @Test
    void nothing_is_sent_while_the_server_holds_its_client_back() throws Exception {
        byte[] bytes = {1, (byte) 255, 3};
        try (var server = bench.server()) {
            var port = bench.open(server, "");
            port.setParameters(115_200);
            server.suspend(true);
            // Its answer comes after the word to stop.
            port.client().request(ComPort.SET_BAUDRATE, new byte[4]);
            assertThat(port.client().write(bytes, () -> true)).as("written").isFalse();
            port.client().request(ComPort.SET_BAUDRATE, new byte[4]);
            assertThat(bench.uart.received()).isEmpty();
            server.suspend(false);
            assertThat(port.write(bytes)).isTrue();
            bench.until(() -> bench.uart.received().length >= bytes.length);
            assertThat(bench.uart.received()).isEqualTo(bytes);
            port.close();
        }
    }

    @Test
    void a_mebibyte_stops_when_held_back_and_then_comes_whole() throws Exception {
        byte[] wanted = new byte[1 << 20];
        new Random(5).nextBytes(wanted);
        try (var server = bench.server()) {
            var port = bench.open(server, "");
            port.setParameters(115_200);
            port.client().hold(true);
            // An answer shows that the server has read what came before it.
            port.client().request(ComPort.SET_BAUDRATE, new byte[4]);
            bench.uart.send(wanted);
            port.client().request(ComPort.SET_BAUDRATE, new byte[4]);
            assertThat(port.waiting()).isZero();
            port.client().hold(false);
            assertThat(bench.read(port, wanted.length)).isEqualTo(wanted);
            port.close();
        }
    }

    @Test
    void a_server_that_hangs_up_is_the_ports_loss_at_once() throws Exception {
        try (var server = bench.server()) {
            var port = bench.open(server, "");
            server.hangUp();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> bench.until(() -> port.waiting() < 0))
                    .withMessageMatching("(?i).*(closed the connection|reset).*");
            port.close();
        }
    }

    @Test
    void a_client_that_a_second_one_pushes_out_hears_why_before_it_is_hung_up_on() throws Exception {
        try (var server = new Rfc2217Server(bench.uart, SecondClient.KICK_FIRST)) {
            var first = bench.open(server, "");
            var second = bench.open(server, "");
            assertThat(second.setParameters(9600)).isTrue();
            var heard = new ByteArrayOutputStream();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> bench.until(() -> {
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
}
