package dev.roadrig.wires.serial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.roadrig.boards.pty.Pty;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each trap of jssc on a real pseudo terminal; a fresh one a test, since stale bytes of another would poison it. */
class SerialConsoleTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final RealTicker ticker = new RealTicker("test");

    @SuppressWarnings("NullAway.Init")
    private Pty pty;

    @BeforeEach
    void plugIn() throws IOException {
        pty = Pty.open();
    }

    @AfterEach
    void unplug() {
        pty.close();
        ticker.close();
        await().atMost(LONG).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("rr-b-")));
    }

    private SerialConsole open() throws Exception {
        return SerialConsole.open(pty.path(), 115_200, ticker, "b");
    }

    @Test
    void a_mebibyte_comes_whole_and_in_order_past_the_4095_bytes_that_a_terminal_queues() throws Exception {
        byte[] wanted = new byte[1 << 20];
        new Random(7).nextBytes(wanted);
        try (var console = open()) {
            var heard = new Heard();
            console.listen(heard);
            var writer = new Thread(() -> sayAll(wanted));
            writer.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> heard.bytes().length == wanted.length);
            writer.join();
            assertThat(heard.bytes()).isEqualTo(wanted);
            assertThat(heard.stamps()).isSorted().last().satisfies(last -> assertThat(last)
                    .isLessThanOrEqualTo(ticker.nanos()));
        }
    }

    @Test
    void what_is_written_arrives_and_is_told_to_listeners() throws Exception {
        try (var console = open()) {
            var heard = new Heard();
            console.listen(heard);
            console.write("ls\r".getBytes(UTF_8), ticker.in(LONG));
            assertThat(read(3)).isEqualTo("ls\r");
            assertThat(new String(heard.sentBytes(), UTF_8)).isEqualTo("ls\r");
        }
    }

    @Test
    void a_secret_arrives_and_listeners_are_not_told_what_it_is() throws Exception {
        try (var console = open()) {
            var heard = new Heard();
            console.listen(heard);
            String secret = "hunter2".repeat(30);
            console.writeSecret(secret.getBytes(UTF_8), ticker.in(LONG));
            assertThat(read(secret.length())).isEqualTo(secret);
            assertThat(new String(heard.sentBytes(), UTF_8)).isEqualTo("***");
        }
    }

    @Test
    void a_write_that_the_board_does_not_take_ends_at_its_deadline_and_holds_up_no_close() throws Exception {
        var console = open();
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> console.write(new byte[1 << 20], ticker.in(Duration.ofMillis(300))))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.stuck"))
                .withMessageContaining("of 1048576 bytes by the deadline");
        var heard = new Heard();
        console.listen(heard);
        say("still heard");
        await().atMost(LONG).until(() -> heard.bytes().length == 11);
        console.close();
        assertThat(heard.faults()).isEmpty();
    }

    @Test
    void an_unplugged_cable_is_told_once_while_idle() throws Exception {
        try (var console = open()) {
            var heard = new Heard();
            console.listen(heard);
            say("last words\n");
            await().atMost(LONG).until(() -> heard.bytes().length == 11);
            pty.close();
            await().atMost(LONG).until(() -> !heard.faults().isEmpty());
            assertThat(heard.faults()).hasSize(1).first().satisfies(fault -> {
                assertThat(fault).isInstanceOf(RigFault.class);
                assertThat(fault.code()).isEqualTo("console.lost");
                assertThat(fault.evidence()).first().satisfies(seen -> assertThat(seen.text())
                        .isEqualTo("last words"));
            });
            var late = new Heard();
            console.listen(late);
            assertThat(late.faults()).hasSize(1);
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> console.write(new byte[1], ticker.in(LONG)))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.lost"));
        }
    }

    @Test
    void an_unplugged_cable_frees_a_write_that_hangs() throws Exception {
        try (var console = open()) {
            var heard = new Heard();
            console.listen(heard);
            ticker.at(ticker.nanos() + 200_000_000, pty::close);
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> console.write(new byte[1 << 20], ticker.in(LONG)))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.lost"));
            await().atMost(LONG).until(() -> heard.faults().size() == 1);
        }
    }

    @Test
    void an_adapter_that_comes_back_under_its_link_is_lost_and_opened_again(@TempDir Path folder) throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("by-id"), Path.of(pty.path()));
        try (var console = SerialConsole.open(link.toString(), 115_200, ticker, "b")) {
            var heard = new Heard();
            console.listen(heard);
            pty.close();
            await().atMost(LONG).until(() -> !heard.faults().isEmpty());
            assertThat(heard.faults()).first().satisfies(fault -> assertThat(fault.code())
                    .isEqualTo("console.lost"));
        }
        pty = Pty.open();
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of(pty.path()));
        try (var console = SerialConsole.open(link.toString(), 115_200, ticker, "b")) {
            console.write("ls\r".getBytes(UTF_8), ticker.in(LONG));
            assertThat(read(3)).isEqualTo("ls\r");
        }
    }

    @Test
    void a_port_that_is_gone_is_another_consoles_to_take_before_this_one_is_closed() throws Exception {
        var heard = new Heard();
        var console = SerialConsole.open(pty.path(), 115_200, ticker, "b", heard);
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> DeviceLock.take(pty.path(), "other", ticker))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.busy"));
        pty.close();
        await().atMost(LONG).until(() -> !heard.faults().isEmpty());
        var other = DeviceLock.take(pty.path(), "other", ticker);
        console.close();
        assertThatExceptionOfType(RigFault.class)
                .as("and does not let go what is the other's")
                .isThrownBy(() -> DeviceLock.take(pty.path(), "third", ticker))
                .withMessageContaining("for other");
        other.close();
    }

    @Test
    void a_device_file_that_vanishes_is_an_unplugged_cable_though_the_port_says_nothing(@TempDir Path folder)
            throws Exception {
        Path device = Files.createFile(folder.resolve("ttyUSB0"));
        try (var console = SerialConsole.open(device.toString(), 115_200, new StandInPort(device), ticker, "b")) {
            var heard = new Heard();
            console.listen(heard);
            Files.delete(device);
            await().atMost(LONG).until(() -> !heard.faults().isEmpty());
            assertThat(heard.faults().get(0)).hasMessageContaining("its device file vanished");
        }
    }

    private void say(String text) throws IOException {
        assertThat(pty.write(text.getBytes(UTF_8), 20_000)).isEqualTo(text.length());
    }

    private void sayAll(byte[] bytes) {
        try {
            int from = 0;
            while (from < bytes.length) {
                byte[] rest = java.util.Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + 1024));
                int taken = pty.write(rest, 20_000);
                if (taken < 0) {
                    return;
                }
                from += taken;
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String read(int count) throws IOException {
        var text = new StringBuilder();
        byte[] buffer = new byte[64];
        while (text.length() < count) {
            int n = pty.read(buffer, 20_000);
            assertThat(n).isPositive();
            text.append(new String(buffer, 0, n, UTF_8));
        }
        return text.toString();
    }
}
