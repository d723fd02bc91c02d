package dev.roadrig.wires.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.BoardFault;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.RealTicker;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleShellTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final RealTicker ticker = new RealTicker("test");
    private final TerminalBoard board = new TerminalBoard(ticker);
    private final BootWatch watch = new BootWatch("board", ticker, BootDeadlines.USUAL);

    @AfterEach
    void close() {
        board.close();
        ticker.close();
    }

    private ConsoleShell shell(String password) {
        board.listen(watch);
        var login =
                new ConsoleLogin("root", password, Duration.ofMillis(300), new ConsoleLogin.Typing(16, Duration.ZERO));
        return new ConsoleShell(board, watch, login, ticker);
    }

    private ConsoleShell loggedIn() throws RunFault, InterruptedException {
        ConsoleShell shell = shell("");
        shell.login(ticker.in(LONG));
        return shell;
    }

    @Test
    void logs_in_with_a_password_from_silence_and_silences_the_kernel() throws Exception {
        board.password = "secret";
        ConsoleShell shell = shell("secret");
        shell.login(ticker.in(LONG));
        assertThat(shell.kernelSilenced()).isTrue();
        assertThat(board.typed).startsWith("", "root", "secret");
        assertThat(String.join("", board.secret)).as("and no record has it").isEqualTo("secret");
        assertThat(watch.state()).isEqualTo(BootState.READY);
    }

    @Test
    void an_open_shell_is_found_without_a_login() throws Exception {
        loggedIn();
        board.typed.clear();
        var again = new ConsoleShell(board, watch, new ConsoleLogin("root", null), ticker);
        board.say("\r\nroot@board:~# ");
        again.login(ticker.in(LONG));
        assertThat(board.typed).doesNotContain("root");
    }

    @Test
    void a_kernel_that_does_not_fall_silent_is_known_and_its_lines_are_taken_out() throws Exception {
        board.obeysDmesg = false;
        ConsoleShell shell = loggedIn();
        assertThat(shell.kernelSilenced()).isFalse();
        board.wire = text -> text.replace("two", "t[   12.345678] usb 1-1: new device\r\nwo");
        assertThat(shell.run("echo one; echo two; echo three", ticker.in(LONG)).out())
                .isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void a_wrong_password_is_the_rigs_fault_after_three_tries() {
        board.password = "secret";
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> shell("guess").login(ticker.in(LONG)))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("shell.login"))
                .withMessageContaining("does not let root in, after 3 tries");
        assertThat(board.typed.stream().filter("guess"::equals)).hasSize(3);
    }

    @Test
    void a_prompt_inside_a_log_line_is_no_prompt() throws Exception {
        ConsoleShell shell = shell("");
        board.say("[    1.000000] board login: is not yet here\r\nfsck # of /dev/mmcblk0p2 runs\r\n");
        shell.login(ticker.in(LONG));
        assertThat(board.typed).startsWith("", "root");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 126, 127, 130, 255})
    void an_exit_code_is_a_result(int code) throws Exception {
        Shell.Result result = loggedIn().run("sh -c 'exit " + code + "'", ticker.in(LONG));
        assertThat(result.exitCode()).isEqualTo(code);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void output_is_exact_without_a_last_line_end_with_quotes_dollars_and_other_letters() throws Exception {
        ConsoleShell shell = loggedIn();
        assertThat(shell.run("printf 'no end'", ticker.in(LONG)).out()).isEqualTo("no end");
        assertThat(shell.run("printf '%s\\n' \"it's\" '$HOME \\ \"x\"' Prüfstand", ticker.in(LONG))
                        .out())
                .isEqualTo("it's\n$HOME \\ \"x\"\nPrüfstand\n");
        assertThat(shell.run("echo ABCEFGHJKL 0", ticker.in(LONG)).out()).isEqualTo("ABCEFGHJKL 0\n");
    }

    @Test
    void a_mebibyte_of_output_comes_whole() throws Exception {
        board.chunk = 256;
        String out = loggedIn()
                .run("i=0; while [ $i -lt 16384 ]; do printf '%063d\\n' $i; i=$((i+1)); done", ticker.in(LONG))
                .out();
        assertThat(out).hasSize(1 << 20).endsWith("16383\n");
    }

    @ParameterizedTest
    @CsvSource({"1,true", "3,true", "1,false"})
    void any_split_of_the_bytes_and_no_echo_give_the_same_answer(int chunk, boolean echoes) throws Exception {
        board.chunk = chunk;
        board.echoes = echoes;
        Shell.Result result = loggedIn().run("echo hello; false", ticker.in(LONG));
        assertThat(result).isEqualTo(new Shell.Result(1, "hello\n", ""));
    }

    @Test
    void colours_bracketed_paste_and_the_cursor_query_are_taken_out() throws Exception {
        board.prompt = "\u001b[?2004h\u001b[01;32mroot@board\u001b[00m:~# \u001b[6n";
        board.chunk = 5;
        ConsoleShell shell = loggedIn();
        assertThat(shell.run("printf '\\033[31mred\\033[0m\\n'", ticker.in(LONG))
                        .out())
                .isEqualTo("red\n");
    }

    @Test
    void an_echo_that_a_narrow_terminal_wraps_is_no_answer() throws Exception {
        ConsoleShell shell = loggedIn();
        board.wire = text -> text.replaceAll("(.{40})(?=[^\\r\\n])", "$1 \\r");
        assertThat(shell.run("echo short", ticker.in(LONG)).exitCode()).isZero();
    }

    @Test
    void a_command_that_never_ends_is_given_up_at_its_deadline_and_the_next_one_works() throws Exception {
        ConsoleShell shell = loggedIn();
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> shell.run("sleep 2", ticker.in(Duration.ofMillis(300))))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("shell.no-answer"));
        assertThat(shell.run("echo back", ticker.in(LONG)).out()).isEqualTo("back\n");
    }

    @Test
    void a_death_in_the_echo_or_the_output_of_a_command_that_ends_is_none() throws Exception {
        ConsoleShell shell = loggedIn();
        Shell.Result result = shell.run("echo 'Kernel panic - not syncing: Attempted to kill init!'", ticker.in(LONG));
        assertThat(result.ok()).isTrue();
        assertThat(shell.run("true", ticker.in(LONG)).ok()).isTrue();
        assertThat(watch.fault()).isEmpty();
    }

    @Test
    void a_panic_during_a_command_is_the_boards_fault_long_before_the_deadline() throws Exception {
        ConsoleShell shell = loggedIn();
        board.wire = text -> {
            board.die();
            return """
                    /init: 384: .: [  271.403835] Kernel panic - not syncing: Attempted to kill init!
                    [  271.412757] CPU: 7 UID: 0 PID: 1 Comm: init Not tainted
                    """;
        };
        long before = ticker.nanos();
        assertThatExceptionOfType(BoardFault.class)
                .isThrownBy(() -> shell.run("true", ticker.in(LONG)))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("board.panic"))
                .satisfies(fault -> assertThat(fault.evidence()).first().satisfies(seen -> assertThat(seen.text())
                        .contains("Comm: init Not tainted")));
        assertThat(ticker.nanos() - before)
                .as("2.3 s on a host that is not loaded")
                .isLessThan(LONG.dividedBy(2).toNanos());
    }

    @Test
    void an_unplugged_console_ends_a_command_with_its_own_fault() throws Exception {
        ConsoleShell shell = loggedIn();
        board.die();
        long before = ticker.nanos();
        ticker.at(before + 100_000_000, board::unplug);
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> shell.run("true", ticker.in(LONG)))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.lost"));
        assertThat(ticker.nanos() - before).isLessThan(LONG.dividedBy(2).toNanos());
    }

    @Test
    void a_line_that_a_line_editor_would_act_on_is_refused() throws Exception {
        ConsoleShell shell = loggedIn();
        assertThatIllegalArgumentException().isThrownBy(() -> shell.run("echo a\tb", ticker.in(LONG)));
        assertThatIllegalArgumentException().isThrownBy(() -> shell.run("echo " + "x".repeat(1000), ticker.in(LONG)));
    }

    @Test
    void characters_go_no_faster_than_the_board_takes_them() throws Exception {
        board.listen(watch);
        var login =
                new ConsoleLogin("root", "", Duration.ofMillis(300), new ConsoleLogin.Typing(1, Duration.ofMillis(2)));
        var shell = new ConsoleShell(board, watch, login, ticker);
        shell.login(ticker.in(LONG));
        long before = ticker.nanos();
        shell.run("echo 0123456789", ticker.in(LONG));
        assertThat(ticker.nanos() - before).isGreaterThan(15 * 2_000_000L);
        await().until(() -> watch.state() == BootState.READY);
    }

    @Test
    void an_answer_whose_marker_is_garbled_is_none_until_the_deadline_and_the_next_one_is() throws Exception {
        ConsoleShell shell = loggedIn();
        board.wire = text -> text.replaceAll("[A-Z]{10}", "\u00ff\u0001~");
        long begin = ticker.nanos();
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> shell.run("true", ticker.in(Duration.ofMillis(300))))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("shell.no-answer"));
        assertThat(ticker.nanos() - begin).isLessThan(LONG.dividedBy(2).toNanos());
        board.wire = text -> text;
        assertThat(shell.run("echo back", ticker.in(LONG)).out()).isEqualTo("back\n");
    }

    @Test
    void a_device_that_talks_and_has_no_shell_is_no_answer_at_the_deadline() {
        board.die();
        ConsoleShell shell = shell("");
        board.say("$GPGGA,120000.00,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47\r\n");
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> shell.login(ticker.in(Duration.ofMillis(700))))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("shell.no-answer"))
                .satisfies(fault -> assertThat(fault.evidence().get(0).text()).contains("$GPGGA"));
    }
}
