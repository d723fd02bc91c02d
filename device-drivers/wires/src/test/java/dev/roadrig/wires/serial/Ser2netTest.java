package dev.roadrig.wires.serial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roadrig.boards.pty.Pty;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.LeapingTicker;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against the server that real racks run: the distribution's ser2net, on a pseudo terminal. */
@Tag("world")
@Timeout(120)
class Ser2netTest {
    private static final Path PROGRAM = Path.of("/usr/sbin/ser2net");
    private static final Duration LONG = Duration.ofSeconds(60);

    private final RealTicker ticker = new RealTicker("ser2net-test");
    private Pty pty;
    private Process server;
    private int port;
    private Pty held;
    private int heldPort;
    private int brokenPort;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(PROGRAM), PROGRAM + " is not here (apt-get install ser2net)");
        pty = Pty.open();
        port = freePort();
        held = Pty.open();
        heldPort = freePort();
        brokenPort = freePort();
        Path config = Files.writeString(folder.resolve("ser2net.yaml"), """
                %%YAML 1.1
                ---
                connection: &con
                  accepter: telnet(rfc2217),tcp,127.0.0.1,%d
                  connector: serialdev,%s,9600n81,local
                  options:
                    kickolduser: true
                connection: &held
                  accepter: telnet(rfc2217),tcp,127.0.0.1,%d
                  connector: serialdev,%s,9600n81,local
                connection: &broken
                  accepter: telnet(rfc2217),tcp,127.0.0.1,%d
                  connector: serialdev,%s,9600n81,local
                """.formatted(
                        port, pty.path(), heldPort, held.path(), brokenPort, folder.resolve("unplugged")));
        server = new ProcessBuilder(PROGRAM.toString(), "-n", "-d", "-u", "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("ser2net.log").toFile())
                .start();
        await().atMost(LONG).until(() -> !server.isAlive() || listens());
        assertThat(server.isAlive()).as(() -> log(folder)).isTrue();
    }

    private static String log(Path folder) {
        try {
            return Files.readString(folder.resolve("ser2net.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Whether the port is taken: a connection would make it open its device. */
    private boolean listens() {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return !socket.isBound();
        } catch (IOException e) {
            return true;
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.destroy();
            if (!server.waitFor(10, TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
        }
        for (Pty each : new Pty[] {pty, held}) {
            if (each != null) {
                each.close();
            }
        }
        ticker.close();
    }

    private String address(String query) {
        return "rfc2217://127.0.0.1:" + port + query;
    }

    @Test
    void all_byte_values_pass_both_ways_and_the_rate_is_answered() throws Exception {
        byte[] wanted = new byte[8192];
        new Random(17).nextBytes(wanted);
        Arrays.fill(wanted, 0, 300, (byte) 255);
        try (var console = SerialConsole.open(address("?ign_set_control"), 115_200, ticker, "b")) {
            var heard = new Heard();
            console.listen(heard);
            for (int from = 0; from < wanted.length; from += 1024) {
                assertThat(pty.write(Arrays.copyOfRange(wanted, from, from + 1024), 20_000))
                        .isEqualTo(1024);
            }
            await().atMost(LONG).until(() -> heard.bytes().length >= wanted.length);
            assertThat(heard.bytes()).isEqualTo(wanted);
            console.write(wanted, ticker.in(LONG));
            assertThat(read(wanted.length)).isEqualTo(wanted);
        }
    }

    @Test
    void a_second_client_takes_the_port_and_the_first_hears_that_it_is_gone() throws Exception {
        try (var first = SerialConsole.open(address("?ign_set_control"), 115_200, ticker, "b")) {
            var heard = new Heard();
            first.listen(heard);
            // The lock of this host is on the address as it is written, so that this is another one.
            try (var second =
                    SerialConsole.open("rfc2217://localhost:" + port + "?ign_set_control", 115_200, ticker, "c")) {
                await().atMost(LONG).until(() -> !heard.faults().isEmpty());
                assertThat(heard.faults().get(0).code()).isEqualTo("console.lost");
                second.write("ls\r".getBytes(UTF_8), ticker.in(LONG));
                assertThat(read(3)).isEqualTo("ls\r".getBytes(UTF_8));
            }
        }
    }

    @Test
    void a_server_whose_program_hangs_is_lost() throws Exception {
        try (var leaping = new LeapingTicker();
                var console = SerialConsole.open(address("?ign_set_control"), 115_200, leaping, "b")) {
            var heard = new Heard();
            console.listen(heard);
            // What comes after the answer to the first question shows that this server answers it.
            assertThat(pty.write(new byte[] {'x'}, 20_000)).isEqualTo(1);
            await().atMost(LONG).until(() -> heard.bytes().length == 1);
            signal("STOP");
            try {
                console.write(new byte[] {'\r'}, leaping.in(LONG));
                for (int i = 0; i < 30 && heard.faults().isEmpty(); i++) {
                    leaping.leap(Duration.ofSeconds(1));
                    boolean unused = leaping.await(() -> !heard.faults().isEmpty(), leaping.in(Duration.ofMillis(300)));
                }
                assertThat(heard.faults())
                        .singleElement()
                        .satisfies(
                                fault -> assertThat(fault)
                                        .hasMessageContaining(
                                                " s and does not answer, as it did before: its host or the network is gone, or its program hangs, or its port"));
                assertThat(heard.faults().get(0).code()).isEqualTo("console.lost");
            } finally {
                signal("CONT");
            }
        }
    }

    private void signal(String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(server.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private RigFault refused(String host, int at) {
        return catchThrowableOfType(RigFault.class, () -> SerialConsole.open(
                        "rfc2217://" + host + ":" + at + "?ign_set_control", 115_200, ticker, "c")
                .close());
    }

    @Test
    void a_port_that_another_session_holds_is_busy_in_the_servers_words() throws Exception {
        try (var first =
                SerialConsole.open("rfc2217://127.0.0.1:" + heldPort + "?ign_set_control", 115_200, ticker, "b")) {
            RigFault fault = refused("localhost", heldPort);
            assertThat(fault.code()).isEqualTo("console.busy");
            assertThat(fault)
                    .hasMessageContaining(
                            "the server hangs up after 'Port already in use', most likely its own words. End the other session");
            first.write("ls\r".getBytes(UTF_8), ticker.in(LONG));
        }
    }

    @Test
    void a_server_that_can_not_open_its_device_is_unreachable_in_its_own_words() {
        RigFault fault = refused("127.0.0.1", brokenPort);
        assertThat(fault.code()).isEqualTo("console.unreachable");
        assertThat(fault)
                .hasMessageContaining("the server hangs up after 'Device open failure: ")
                .hasMessageContaining("most likely its own words. Check the port's device on the server's host.");
    }

    @Test
    void a_pseudo_terminal_has_no_modem_lines_and_the_message_names_the_switch() {
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> SerialConsole.open(address("?timeout=1"), 115_200, ticker, "b"))
                .withMessageContaining("no answer to SET-CONTROL within 1.0 s; write ?ign_set_control");
    }

    private byte[] read(int count) throws IOException {
        var bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        while (bytes.size() < count) {
            int n = pty.read(buffer, 10_000);
            assertThat(n).as("after %d bytes", bytes.size()).isPositive();
            bytes.write(buffer, 0, n);
        }
        return bytes.toByteArray();
    }
}
