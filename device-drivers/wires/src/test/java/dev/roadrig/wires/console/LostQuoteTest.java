package dev.roadrig.wires.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.RealTicker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cable that loses one key, and a shell that waits for the rest of its line. */
class LostQuoteTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int CTRL_C = 3;
    private static final int CLOSING_QUOTE = 6;
    private final RealTicker ticker = new RealTicker("test");
    private final TerminalBoard board = new TerminalBoard(ticker);
    private final BootWatch watch = new BootWatch("board", ticker, BootDeadlines.USUAL);
    private final ConsoleShell shell = new ConsoleShell(
            board, watch, new ConsoleLogin("root", null, Duration.ofMillis(250), ConsoleLogin.Typing.AT_ONCE), ticker);

    @BeforeEach
    void listen() {
        board.listen(watch);
    }

    @AfterEach
    void close() {
        board.close();
        ticker.close();
    }

    /** Loses a key the n-th time that it is typed, and as many ctrl-C as told. */
    private void lose(int lost, int nth, int ctrlCs) {
        Map<Integer, Integer> seen = new HashMap<>();
        board.loses = key -> {
            int times = seen.merge(key, 1, Integer::sum);
            return (key == lost && times == nth) || (key == CTRL_C && times <= ctrlCs);
        };
    }

    /** Before what is touched there is a marker with four quotes. */
    @ParameterizedTest
    @CsvSource({
        "2, SIGNALS", // what should have ended the line is lost twice
        "0, SWALLOWED",
        "0, TYPED"
    })
    void a_shell_that_waits_for_the_rest_of_a_line_is_brought_back_and_a_torn_line_does_nothing(
            int ctrlCs, TerminalBoard.CtrlC ctrlC, @TempDir Path folder) throws Exception {
        board.openShell();
        board.ctrlC = ctrlC;
        lose('\'', CLOSING_QUOTE, ctrlCs);
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> shell.run("touch '" + folder.resolve("a b") + "'", ticker.in(Duration.ofMillis(200))))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("shell.no-answer"));
        assertThat(shell.run("echo 'c d'", ticker.in(LONG)).out()).isEqualTo("c d\n");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_login_finds_a_shell_whose_line_goes_on() throws Exception {
        board.openShell();
        board.ctrlC = TerminalBoard.CtrlC.SWALLOWED;
        board.write("echo 'a' 'b\n".getBytes(UTF_8), ticker.in(LONG));
        var again = new ConsoleShell(
                board,
                watch,
                new ConsoleLogin("root", null, Duration.ofMillis(250), ConsoleLogin.Typing.AT_ONCE),
                ticker);
        again.login(ticker.in(LONG));
        assertThat(again.run("echo here", ticker.in(LONG)).out()).isEqualTo("here\n");
    }

    @Test
    void an_answer_that_was_not_what_was_asked_is_doubted_until_a_probe_is_answered() throws Exception {
        board.openShell();
        shell.doubt();
        assertThat(shell.run("echo one", ticker.in(LONG)).ok()).isTrue();
        // A host that is slow probes more than once.
        assertThat(board.typed)
                .hasSizeGreaterThanOrEqualTo(3)
                .element(1)
                .asString()
                .contains("echo here");
    }
}
