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

    @Test
    void nothing_is_typed_to_a_console_that_went_away_since_the_login_until_the_next() {
        console.goAway();
        assertAway("while it is away");
        console.comeBack();
        assertAway("and when it is back, with whatever is in front of it");
        assertThat(console.typed).isEmpty();
        assertThat(seconds()).as("at once").isZero();
        assertThatExceptionOfType(UnknownFault.class)
                .as("a login types again")
                .isThrownBy(() -> shell.login(ticker.in(Duration.ofSeconds(3))));
        assertThat(console.typed).containsExactly("2.0 \n");
    }

    private void assertAway(String when) {
        assertThatExceptionOfType(RigFault.class)
                .as(when)
                .isThrownBy(() -> shell.run("true", ticker.in(MINUTE)))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.away"))
                .withMessageContaining("what is in front of it now may be a boot loader. Log in again first.");
    }

    @Test
    void a_command_whose_console_goes_away_is_given_up_at_once_without_a_key_to_what_comes_back() {
        ticker.at(1_000_000_000, console::goAway);
        ticker.at(1_000_000_000, console::comeBack);
        assertAway("under way");
        assertThat(seconds()).isBetween(1.0, 1.1);
        assertThat(console.typed).singleElement().satisfies(typed -> assertThat(typed)
                .contains("true"));
    }

    @Test
    void a_command_that_has_answered_has_although_its_console_goes_away_right_after() throws Exception {
        console.goesAfterAnAnswer = true;
        assertThat(shell.run("true", ticker.in(MINUTE)).exitCode()).isZero();
    }

    @Test
    void a_login_whose_console_goes_away_types_nothing_before_the_board_asks_again() {
        console.say("\r\nb login: ");
        ticker.at(1_000_000_000, console::goAway);
        ticker.at(9_000_000_000L, () -> {
            // What it says as it comes back may be heard before its return is.
            console.say("U-Boot 2026.01\r\nHit any key to stop autoboot:  3 ");
            console.comeBack();
        });
        later(19_000, "Starting kernel ...\r\n\r\nb login: ");
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> shell.login(ticker.in(Duration.ofSeconds(20))))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("shell.no-answer"));
        assertThat(console.typed).containsExactly("0.2 root\n", "19.2 root\n");
    }

    @Test
    void a_login_on_a_console_that_is_away_at_first_waits_until_the_board_asks_for_it() {
        console.goAway();
        ticker.at(3_000_000_000L, console::comeBack);
        later(6_000, "Hit any key to stop autoboot:  3 ");
        later(16_000, "\r\nb login: ");
        assertThatExceptionOfType(UnknownFault.class).isThrownBy(() -> shell.login(ticker.in(Duration.ofSeconds(17))));
        assertThat(console.typed).containsExactly("16.2 root\n");
    }

    @Test
    void no_password_is_typed_for_what_was_asked_before_the_console_went() {
        watch.ready();
        console.say("Password: ");
        ticker.at(100_000_000, console::goAway);
        ticker.at(3_000_000_000L, console::comeBack);
        assertThatExceptionOfType(UnknownFault.class).isThrownBy(() -> shell.login(ticker.in(Duration.ofSeconds(6))));
        assertThat(console.typed).containsExactly("5.0 \n");
    }

    @Test
    void a_login_that_is_asked_for_as_the_console_comes_back_is_answered() {
        console.say("\r\nb login: ");
        ticker.at(1_000_000_000, console::goAway);
        ticker.at(9_000_000_000L, () -> {
            console.say("\r\nb login: ");
            console.comeBack();
        });
        assertThatExceptionOfType(UnknownFault.class).isThrownBy(() -> shell.login(ticker.in(Duration.ofSeconds(10))));
        assertThat(console.typed).containsExactly("0.2 root\n", "9.2 root\n");
    }

    @Test
    void a_login_that_would_be_typed_as_the_console_goes_is_typed_when_it_is_asked_for_again() {
        console.say("\r\nb login: ");
        console.goesUnderAWrite = true;
        ticker.at(9_000_000_000L, console::comeBack);
        later(12_000, "\r\nb login: ");
        assertThatExceptionOfType(UnknownFault.class).isThrownBy(() -> shell.login(ticker.in(Duration.ofSeconds(13))));
        assertThat(console.typed).containsExactly("12.2 root\n");
    }

    @Test
    void a_login_on_a_console_that_does_not_come_back_is_no_answer_at_its_deadline() {
        console.say("\r\nb login: ");
        ticker.at(1_000_000_000, console::goAway);
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> shell.login(ticker.in(Duration.ofSeconds(40))))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("shell.no-answer"));
        assertThat(seconds()).isEqualTo(40);
        assertThat(console.typed).containsExactly("0.2 root\n");
    }

    /** As one on a board that is busy: no answer of it is the last probe's, if there is a next one after each silence. */
    @Test
    void a_shell_that_takes_longer_than_its_silence_for_an_answer_is_found_again() throws Exception {
        console.answersAfterMillis = 3_000;
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> shell.run("true", ticker.in(Duration.ofSeconds(1))));
        assertThat(shell.run("true", ticker.in(MINUTE)).ok()).isTrue();
        assertThat(seconds()).as("five probes of two seconds, and one of three").isBetween(17.0, 17.5);
    }

    /** Takes what is typed, and says what a test has it say. */
    private final class Mute implements Console {
        private final List<Listener> listeners = new ArrayList<>();
        private final List<String> typed = new ArrayList<>();
        private boolean isAway;
        private boolean goesUnderAWrite;
        private boolean goesAfterAnAnswer;
        private int answersAfterMillis;

        @Override
        public void write(byte[] bytes, Deadline deadline) throws RunFault {
            if (goesUnderAWrite) {
                goesUnderAWrite = false;
                goAway();
            }
            if (isAway) {
                throw new RigFault("console.away", "as a console says that comes back");
            }
            String text = new String(bytes, UTF_8);
            typed.add("%.1f %s".formatted(seconds(), text));
            String marker = text.replaceAll("(?s).*echo '([A-Z]+)''([A-Z]+)' .*", "$1$2");
            if (goesAfterAnAnswer) {
                say("%s\r\n%s 0\r\n".formatted(marker, marker));
                goAway();
            } else if (answersAfterMillis > 0 && !marker.equals(text)) {
                later(answersAfterMillis, "%s\r\nhere\r\n%s 0\r\n".formatted(marker, marker));
            }
        }

        void goAway() {
            isAway = true;
            listeners.forEach(Listener::away);
        }

        void comeBack() {
            isAway = false;
            listeners.forEach(listener -> listener.back(Duration.ofSeconds(1)));
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
