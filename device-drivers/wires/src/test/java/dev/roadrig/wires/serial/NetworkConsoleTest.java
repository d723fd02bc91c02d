package dev.roadrig.wires.serial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roadrig.boards.rfc2217.MemoryUart;
import dev.roadrig.boards.rfc2217.Rfc2217Server;
import dev.roadrig.boards.rfc2217.SecondClient;
import dev.roadrig.boards.rfc2217.ServerFault;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.uart.SocketPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Consoles that are no device of this host. */
@Timeout(120)
class NetworkConsoleTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final RealTicker ticker = new RealTicker("net-console");

    @AfterEach
    void stop() {
        ticker.close();
        await().atMost(LONG).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("rr-b-")));
    }

    @Test
    void a_console_behind_rfc_2217_is_a_console_like_any_other() throws Exception {
        var uart = new MemoryUart();
        try (var server = new Rfc2217Server(uart, SecondClient.REFUSE);
                var console = SerialConsole.open("rfc2217://127.0.0.1:" + server.port(), 115_200, ticker, "b")) {
            var heard = new Heard();
            console.listen(heard);
            uart.send("login: ".getBytes(UTF_8));
            console.write("root\r".getBytes(UTF_8), ticker.in(LONG));
            await().atMost(LONG).until(() -> heard.bytes().length == 7 && uart.received().length == 5);
            assertThat(new String(heard.bytes(), UTF_8)).isEqualTo("login: ");
            assertThat(uart.settings().baud()).isEqualTo(115_200);
            server.hangUp();
            await().atMost(LONG).until(() -> !heard.faults().isEmpty());
            assertThat(heard.faults()).hasSize(1).allSatisfy(fault -> assertThat(fault.code())
                    .isEqualTo("console.lost"));
        }
    }

    @Test
    void a_server_that_restarted_takes_the_console_again_and_is_set_anew() throws Exception {
        var uart = new MemoryUart();
        // It may not have noticed yet that the first client went.
        try (var server = new Rfc2217Server(uart, SecondClient.KICK_FIRST)) {
            String address = "rfc2217://127.0.0.1:" + server.port();
            int written = 0;
            for (int baud : new int[] {115_200, 9600}) {
                int wanted = ++written;
                try (var console = SerialConsole.open(address, baud, ticker, "b")) {
                    console.write(new byte[] {1}, ticker.in(LONG));
                    await().atMost(LONG).until(() -> uart.received().length == wanted);
                }
                assertThat(uart.settings().baud()).isEqualTo(baud);
            }
        }
    }

    @Test
    void the_last_words_before_a_hang_up_are_heard_whole() throws Exception {
        byte[] words = new byte[50_000];
        new Random(8).nextBytes(words);
        var uart = new MemoryUart();
        try (var server = new Rfc2217Server(uart, SecondClient.REFUSE);
                var console = SerialConsole.open("rfc2217://127.0.0.1:" + server.port(), 115_200, ticker, "b")) {
            var heard = new Heard();
            console.listen(heard);
            uart.send(words);
            // The last byte has been given to the connection.
            await().atMost(LONG).until(() -> heard.bytes().length > 0);
            uart.send(new byte[] {7});
            await().atMost(LONG).until(() -> uart.waiting() == 0);
            server.hangUp();
            await().atMost(LONG).until(() -> !heard.faults().isEmpty());
            assertThat(heard.bytes()).hasSizeGreaterThanOrEqualTo(words.length).startsWith(words);
        }
    }

    @Test
    void a_dialogue_that_is_given_up_lets_the_port_go() throws Exception {
        try (var server = new Rfc2217Server(new MemoryUart(), SecondClient.KICK_FIRST, ServerFault.NO_CONTROL_ANSWER)) {
            String address = "rfc2217://127.0.0.1:" + server.port() + "?timeout=1";
            for (int i = 0; i < 2; i++) {
                assertThatExceptionOfType(RigFault.class)
                        .isThrownBy(() -> SerialConsole.open(address, 115_200, ticker, "b"))
                        .withMessageContaining("no answer to SET-CONTROL within 1.0 s");
            }
        }
    }

    @Test
    void what_the_server_can_not_be_set_to_is_told_before_the_run() throws Exception {
        try (var server = new Rfc2217Server(new MemoryUart(), SecondClient.REFUSE)) {
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> SerialConsole.open("rfc2217://127.0.0.1:" + server.port(), 123_456, ticker, "b"))
                    .withMessageContaining("SET-BAUDRATE: asked for 123456, the server has 9600 in force");
        }
    }

    @Test
    void a_raw_tcp_port_passes_every_byte_and_holds_back_when_nobody_reads() throws Exception {
        passes(
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                local -> "tcp://127.0.0.1:" + ((InetSocketAddress) local).getPort());
    }

    @Test
    void a_unix_socket_as_qemu_gives_it_does_the_same(@TempDir Path folder) throws Exception {
        var address = UnixDomainSocketAddress.of(folder.resolve("console.sock"));
        passes(
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address),
                local -> "unix:" + address.getPath());
    }

    private interface Naming {
        String of(SocketAddress local);
    }

    private void passes(ServerSocketChannel listening, Naming naming) throws Exception {
        byte[] wanted = new byte[300_000];
        new Random(3).nextBytes(wanted);
        try (listening) {
            String address = naming.of(listening.getLocalAddress());
            try (var console = SerialConsole.open(address, 115_200, ticker, "b");
                    SocketChannel board = listening.accept()) {
                var heard = new Heard();
                console.listen(heard);
                var out = ByteBuffer.wrap(wanted);
                while (out.hasRemaining()) {
                    board.write(out);
                }
                await().atMost(LONG).until(() -> heard.bytes().length == wanted.length);
                assertThat(heard.bytes()).isEqualTo(wanted);
                assertThatExceptionOfType(RigFault.class)
                        .isThrownBy(() -> console.write(new byte[32 << 20], ticker.in(Duration.ofMillis(300))))
                        .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.stuck"));
                board.shutdownOutput();
                await().atMost(LONG).until(() -> !heard.faults().isEmpty());
                assertThat(heard.faults()).first().satisfies(fault -> assertThat(fault.code())
                        .isEqualTo("console.lost"));
            }
        }
    }

    /** What finds a peer that died without a word: after 8 s of silence, every 4 s, three in vain. */
    @Test
    void a_connection_asks_the_peers_kernel_whether_it_is_still_there() throws Exception {
        try (var listening =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var channel = SocketPort.connect(listening.getLocalAddress(), ticker, LONG)) {
            assertThat(channel.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
            assertThat(channel.getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
            assumeTrue(
                    channel.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE),
                    "this system lets no program set the time of its keep-alives");
            assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(8);
            assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL))
                    .isEqualTo(4);
            assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(3);
        }
    }

    @Test
    void a_port_that_nobody_listens_on_and_a_socket_that_is_not_there_are_unreachable(@TempDir Path folder)
            throws IOException {
        int free;
        try (var socket = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            free = ((InetSocketAddress) socket.getLocalAddress()).getPort();
        }
        for (String address : new String[] {"tcp://127.0.0.1:" + free, "unix:" + folder.resolve("none.sock")}) {
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> SerialConsole.open(address, 115_200, ticker, "b"))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.unreachable"))
                    .withMessageContaining("Check that the terminal server runs");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://rack1",
                "tcp://rack1:0",
                "tcp://rack1:99999",
                "ssh://rack1:22",
                "tcp://a:1/b",
                "unix:",
                "unix:/a\0b",
                "/dev/a\0b",
                ""
            })
    void an_address_of_another_form_is_bad_input(String text) {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> SerialConsole.open(text, 115_200, ticker, "b"))
                .withMessageContaining("'" + text.replace('\0', '?') + "' is no console: ")
                .withMessageContaining("Write a device, rfc2217://HOST:PORT, tcp://HOST:PORT or unix:/PATH.");
    }
}
