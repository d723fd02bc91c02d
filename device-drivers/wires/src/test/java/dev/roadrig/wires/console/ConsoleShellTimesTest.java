package dev.roadrig.wires.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.BoardFault;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a shell types and when it gives up, in virtual time, on a console that answers nothing by itself. */
class ConsoleShellTimesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long LOOK_NANOS = 10_000_000;

    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final BootWatch watch = new BootWatch("b", ticker, BootDeadlines.USUAL);
    private final Mute console = new Mute();
    private final ConsoleShell shell;

    ConsoleShellTimesTest() {
        console.listen(watch);
        var typing = new ConsoleLogin.Typing(4096, Duration.ZERO);
        shell = new ConsoleShell(console, watch, new ConsoleLogin("root", null, Duration.ofSeconds(2), typing), ticker);
        lookAgain();
    }

    /** A condition may change with time alone. */
    private void lookAgain() {
        ticker.at(ticker.nanos() + LOOK_NANOS, this::lookAgain);
    }

    private void later(int millis, String text) {
        ticker.at(ticker.nanos() + millis * 1_000_000L, () -> console.say(text));
    }

    private double seconds() {
        return ticker.nanos() / 1e9;
    }

    @Test
    void a_silent_console_gets_one_empty_line_a_silent_period_and_no_verdict_on_the_board() {
        later(6_500, "a word\r\n");
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> shell.login(ticker.in(Duration.ofSeconds(11))))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("shell.no-answer"));
        assertThat(console.typed)
                .as("none in a period in which something came")
                .containsExactly("2.0 \n", "4.0 \n", "6.0 \n", "8.5 \n", "10.5 \n");
        assertThat(seconds()).isEqualTo(11);
    }

    /** As one does whose login program hangs. */
    @Test
    void a_board_that_stands_at_its_login_has_a_deadline_of_its_own_from_when_somebody_logs_in() {
        console.say("U-Boot 2026.01\r\nb login: ");
        ticker.await(() -> false, ticker.in(Duration.ofHours(1)));
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> shell.login(ticker.in(Duration.ofHours(1))))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("shell.no-answer"))
                .satisfies(fault -> assertThat(fault.evidence().get(0).text()).contains("b login:"));
        assertThat(seconds()).isEqualTo(3600 + 30);
        assertThat(console.typed).startsWith("3600.0 root\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[  271.4] Kernel panic - not syncing: Attempted to kill init!",
                "Guru Meditation Error: Core  0 panic'ed",
                "[  281.6] watchdog: BUG: soft lockup - CPU#1 stuck for 134s!"
            })
    void a_death_during_a_command_that_does_not_end_is_told_when_it_is_known(String line) {
        later(1_000, line + "\r\n");
        assertThatExceptionOfType(BoardFault.class)
                .isThrownBy(() -> shell.run("true", ticker.in(MINUTE)))
                .withMessageContaining(line);
        assertThat(seconds()).as("the command's grace, and the trace").isBetween(3.2, 3.4);
    }

    @Test
    void a_death_during_a_login_is_told_at_once() {
        later(1_000, "[  271.4] Kernel panic - not syncing: Attempted to kill init!\r\n");
        assertThatExceptionOfType(BoardFault.class)
                .isThrownBy(() -> shell.login(ticker.in(MINUTE)))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("board.panic"));
        assertThat(seconds()).isBetween(1.2, 1.4);
    }

    @Test
    void the_first_death_is_what_every_later_command_says() {
        later(1_000, "[  271.4] Out of memory: Killed process 312 (dashcamd)\r\n");
        later(9_000, "[  279.4] Kernel panic - not syncing: Attempted to kill init!\r\n");
        assertThatExceptionOfType(BoardFault.class).isThrownBy(() -> shell.run("true", ticker.in(MINUTE)));
        ticker.await(() -> false, ticker.in(Duration.ofSeconds(20)));
        double before = seconds();
        assertThatExceptionOfType(BoardFault.class)
                .isThrownBy(() -> shell.login(ticker.in(MINUTE)))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("board.out-of-memory"));
        assertThat(seconds() - before).isLessThan(0.1);
    }

    @Test
    void a_console_that_is_lost_is_told_at_once() {
        ticker.at(1_000_000_000, console::lose);
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> shell.run("true", ticker.in(MINUTE)))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.lost"));
        assertThat(seconds()).isBetween(1.0, 1.1);
    }

    /** Takes what is typed, and says what a test has it say. */
    private final class Mute implements Console {
        private final List<Listener> listeners = new ArrayList<>();
        private final List<String> typed = new ArrayList<>();

        @Override
        public void write(byte[] bytes, Deadline deadline) {
            typed.add("%.1f %s".formatted(seconds(), new String(bytes, UTF_8)));
        }

        @Override
        public void listen(Listener listener) {
            listeners.add(listener);
        }

        void say(String text) {
            listeners.forEach(listener -> listener.received(ticker.nanos(), text.getBytes(UTF_8)));
        }

        void lose() {
            RunFault fault = new RigFault("console.lost", "unplugged");
            listeners.forEach(listener -> listener.lost(fault));
        }

        @Override
        public void close() {}
    }
}
