package dev.roadrig.wires.serial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roadrig.boards.rfc2217.MemoryUart;
import dev.roadrig.boards.rfc2217.Rfc2217Server;
import dev.roadrig.boards.rfc2217.SecondClient;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Consoles behind a server: one that restarts, one that is another's, one that is not for this user. */
class NetworkConsoleFaultsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final Duration HANGING = Duration.ofMillis(500);
    private static final int MOST_CROWD = 16;

    private final RealTicker ticker = new RealTicker("net-faults");

    @AfterEach
    void stop() {
        ticker.close();
    }

    private SerialConsole open(String address) throws Exception {
        return SerialConsole.open(address, 115_200, ticker, "b");
    }

    private void awaitLost(Heard heard) {
        await().atMost(AT_ONCE).until(() -> !heard.faults().isEmpty());
        assertThat(heard.faults()).hasSize(1).allSatisfy(fault -> {
            assertThat(fault).isInstanceOf(RigFault.class);
            assertThat(fault.code()).isEqualTo("console.lost");
        });
    }

    @Test
    void an_rfc_2217_server_that_restarts_is_lost_at_once_and_the_next_open_sets_it_anew() throws Exception {
        var first = new Rfc2217Server(new MemoryUart(), SecondClient.REFUSE);
        int port = first.port();
        String address = "rfc2217://127.0.0.1:" + port;
        try (var console = open(address)) {
            var heard = new Heard();
            console.listen(heard);
            first.close();
            awaitLost(heard);
        }
        var uart = new MemoryUart();
        try (var server = new Rfc2217Server(port, uart, SecondClient.REFUSE);
                var console = open(address)) {
            console.write("ls".getBytes(UTF_8), ticker.in(LONG));
            await().atMost(LONG).until(() -> uart.received().length == 2);
            assertThat(uart.settings().baud()).isEqualTo(115_200);
            assertThat(server.port()).isEqualTo(port);
        }
    }

    private static ServerSocketChannel listenTcp(int port) throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private static ServerSocketChannel listenUnix(Path socket) throws IOException {
        Files.deleteIfExists(socket);
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_raw_server_that_restarts_is_lost_at_once_and_the_next_open_hears_it(boolean unix, @TempDir Path folder)
            throws Exception {
        Path socket = folder.resolve("s");
        ServerSocketChannel first = unix ? listenUnix(socket) : listenTcp(0);
        int port = unix ? 0 : ((InetSocketAddress) first.getLocalAddress()).getPort();
        String address = unix ? "unix:" + socket : "tcp://127.0.0.1:" + port;
        try (var console = open(address)) {
            var heard = new Heard();
            console.listen(heard);
            first.accept().close();
            first.close();
            awaitLost(heard);
        }
        try (var second = unix ? listenUnix(socket) : listenTcp(port);
                var console = open(address);
                SocketChannel board = second.accept()) {
            var heard = new Heard();
            console.listen(heard);
            board.write(ByteBuffer.wrap("login: ".getBytes(UTF_8)));
            await().atMost(LONG).until(() -> heard.bytes().length == 7);
        }
    }

    @Test
    void a_file_in_the_place_of_a_socket_is_no_console(@TempDir Path folder) throws Exception {
        unreachable("unix:" + Files.createFile(folder.resolve("console.sock")));
    }

    private void unreachable(String address) {
        long begin = ticker.nanos();
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> open(address))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.unreachable"));
        assertThat(ticker.nanos() - begin).isLessThan(AT_ONCE.toNanos());
    }

    /** Another's service takes the connection and hangs up on what it does not know. */
    @Test
    void a_port_of_another_service_is_lost_when_it_hangs_up() throws Exception {
        try (var listening = listenTcp(0);
                var console = open("tcp://127.0.0.1:" + ((InetSocketAddress) listening.getLocalAddress()).getPort())) {
            SocketChannel other = listening.accept();
            var heard = new Heard();
            console.listen(heard);
            console.write("\n".getBytes(UTF_8), ticker.in(LONG));
            other.write(ByteBuffer.wrap("Invalid SSH identification string.\r\n".getBytes(UTF_8)));
            other.close();
            awaitLost(heard);
            assertThat(console.log().tail(1)).containsExactly("Invalid SSH identification string.");
        }
    }

    /** A connection whose backlog is full is neither taken nor refused, as by a host that is down or a filter that drops. */
    @ParameterizedTest
    @ValueSource(strings = {"tcp", "rfc2217"})
    void a_host_that_answers_nothing_is_unreachable_after_five_seconds(String scheme) throws Exception {
        List<SocketChannel> crowd = new ArrayList<>();
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assumeTrue(fill(listening.getLocalSocketAddress(), crowd), "this system's backlog has no end");
            long begin = ticker.nanos();
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> open(scheme + "://127.0.0.1:" + listening.getLocalPort()))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.unreachable"))
                    .withMessageContaining("127.0.0.1:" + listening.getLocalPort() + ": it does not answer.");
            Duration took = Duration.ofNanos(ticker.nanos() - begin);
            assertThat(took).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(9));
        } finally {
            for (SocketChannel each : crowd) {
                each.close();
            }
        }
    }

    /** @return whether connections hang at last */
    private boolean fill(SocketAddress address, List<SocketChannel> crowd) throws Exception {
        for (int i = 0; i < MOST_CROWD; i++) {
            var each = SocketChannel.open();
            crowd.add(each);
            each.configureBlocking(false);
            if (!each.connect(address) && !ticker.await(() -> finished(each), ticker.in(HANGING))) {
                return true;
            }
        }
        return false;
    }

    private static boolean finished(SocketChannel channel) {
        try {
            return channel.finishConnect();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_socket_that_is_not_for_this_user_is_unreachable(@TempDir Path folder) throws Exception {
        Path socket = folder.resolve("s");
        try (var listening = listenUnix(socket)) {
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("---------"));
            assumeFalse(
                    Files.isWritable(socket),
                    "root may write to every socket: run this as another user or under setpriv --bounding-set -dac_override");
            unreachable("unix:" + socket);
            assertThat(listening.isOpen()).isTrue();
        }
    }
}
