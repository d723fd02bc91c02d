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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which ports are opened, and why others are not. */
class SerialConsoleOpeningTest {
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
    void opens_a_pseudo_terminal_though_its_modem_lines_can_not_be_set() throws Exception {
        try (var console = open()) {
            var heard = new Heard();
            console.listen(heard);
            say("hello\r\n");
            await().atMost(LONG).until(() -> heard.bytes().length == 7);
            assertThat(new String(heard.bytes(), UTF_8)).isEqualTo("hello\r\n");
            assertThat(console.log().tail(1)).containsExactly("hello");
        }
    }

    @Test
    void a_port_is_opened_once_also_by_root_and_the_second_hears_who_has_it() throws Exception {
        try (var console = open()) {
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(this::open)
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.busy"))
                    .withMessageContaining(
                            "owned by pid " + ProcessHandle.current().pid() + " since 2");
            assertThat(console.log().seenBytes()).isZero();
        }
        open().close();
    }

    @Test
    void a_link_to_a_port_is_the_same_port(@TempDir Path folder) throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("board-console"), Path.of(pty.path()));
        try (var console = SerialConsole.open(link.toString(), 115_200, ticker, "b")) {
            assertThatExceptionOfType(RigFault.class).isThrownBy(this::open).satisfies(fault -> assertThat(fault.code())
                    .isEqualTo("console.busy"));
            assertThat(console.log().seenBytes()).isZero();
        }
    }

    @Test
    void a_port_that_is_not_there_is_missing() {
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> SerialConsole.open("/dev/ttyNOSUCH7", 115_200, ticker, "b"))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.missing"))
                .withMessage("The console of b is not there: no device /dev/ttyNOSUCH7. Plug the adapter in, or correct"
                        + " `console` in the rack.");
    }

    @Test
    void an_ordinary_file_is_no_serial_port(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> SerialConsole.open(file.toString(), 115_200, ticker, "b"))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.not-serial"));
    }

    @Test
    void a_rate_that_would_leave_the_port_in_line_mode_is_refused() {
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> SerialConsole.open(pty.path(), 250_000, ticker, "b"))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.parameters"))
                .withMessageContaining("115200");
    }

    @Test
    void a_real_port_that_does_not_take_its_parameters_is_an_error() {
        var port = new StandInPort(Path.of("/"));
        port.takesParameters = false;
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> SerialConsole.open("/dev/ttyUSB-stand-in", 115_200, port, ticker, "b"))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.parameters"));
        assertThat(port.closed).isTrue();
    }

    /** As jssc says it: root may open every port, so that no real one would say so to every user of this test. */
    @Test
    void a_port_that_this_user_may_not_open_is_denied_at_once() {
        var port = new StandInPort(Path.of("/"));
        port.denied = true;
        long begin = ticker.nanos();
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> SerialConsole.open("/dev/ttyUSB-stand-in", 115_200, port, ticker, "b"))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.denied"))
                .withMessageContaining("Add the user to the port's group");
        assertThat(ticker.nanos() - begin).isLessThan(Duration.ofSeconds(5).toNanos());
    }

    @Test
    void closing_twice_and_closing_after_an_unplug_are_quiet() throws Exception {
        var console = open();
        console.close();
        console.close();
        var again = open();
        pty.close();
        again.close();
    }

    private void say(String text) throws IOException {
        assertThat(pty.write(text.getBytes(UTF_8), 20_000)).isEqualTo(text.length());
    }
}
