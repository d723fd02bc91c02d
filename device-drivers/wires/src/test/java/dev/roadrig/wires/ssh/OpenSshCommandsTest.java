package dev.roadrig.wires.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.UnknownFault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The driver against OpenSSH as it is configured on most boards: commands, and processes that go on. */
class OpenSshCommandsTest extends OnOpenSsh {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 126, 127, 137, 255})
    void an_exit_code_is_a_result_and_the_streams_stay_apart(int code) throws Exception {
        try (SshLink link = connect()) {
            new LinkUse(link, ticker).assertExitCode(code);
        }
    }

    @Test
    void a_command_that_is_not_there_is_127_and_one_that_a_signal_ends_has_no_code() throws Exception {
        try (SshLink link = connect()) {
            assertThat(link.shell().run("no-such-command-here", ticker.in(LONG)).exitCode())
                    .isEqualTo(127);
            assertThatExceptionOfType(UnknownFault.class)
                    .isThrownBy(() -> link.shell().run("echo last words; kill -KILL $$", ticker.in(LONG)))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("shell.no-status"))
                    .satisfies(
                            fault -> assertThat(fault.evidence().get(0).text()).isEqualTo("last words\n"))
                    .withMessageContaining("was killed by signal KILL");
        }
    }

    @Test
    void a_command_has_no_terminal_and_no_input() throws Exception {
        try (SshLink link = connect()) {
            Shell.Result result = link.shell().run("cat; test -t 0 || test -t 1 || echo none", ticker.in(LONG));
            assertThat(result.out()).isEqualTo("none\n");
        }
    }

    @Test
    void four_mebibytes_on_both_streams_at_once_come_whole() throws Exception {
        try (SshLink link = connect()) {
            Shell.Result result = link.shell()
                    .run(
                            "head -c 4194304 /dev/zero | tr '\\0' o & head -c 4194304 /dev/zero | tr '\\0' e >&2; wait",
                            ticker.in(LONG));
            assertThat(result.exitCode()).isZero();
            assertThat(result.out()).isEqualTo("o".repeat(4 << 20));
            assertThat(result.err()).isEqualTo("e".repeat(4 << 20));
        }
    }

    @Test
    void a_board_that_never_stops_talking_is_cut_off_and_the_link_goes_on() throws Exception {
        try (SshLink link = connect()) {
            assertThatExceptionOfType(UnknownFault.class)
                    .isThrownBy(() -> link.shell().run("yes", ticker.in(LONG)))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("shell.output"));
            assertThat(link.shell().run("echo next", ticker.in(LONG)).out()).isEqualTo("next\n");
        }
    }

    @Test
    void a_command_that_never_ends_is_left_at_its_deadline_and_the_link_goes_on() throws Exception {
        try (SshLink link = connect()) {
            assertThatExceptionOfType(UnknownFault.class)
                    .isThrownBy(() -> link.shell().run("echo begun; exec sleep 300", ticker.in(Duration.ofSeconds(2))))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("shell.no-answer"));
            assertThat(link.shell().run("echo next", ticker.in(LONG)).out()).isEqualTo("next\n");
        }
    }

    @Test
    void words_of_any_kind_are_quoted_as_one() throws Exception {
        try (SshLink link = connect()) {
            new LinkUse(link, ticker).assertWordsQuoted();
        }
    }

    @Test
    void more_commands_at_once_than_the_server_has_sessions_for_wait_their_turn() throws Exception {
        try (SshLink link = connect()) {
            new LinkUse(link, ticker).assertCommandsAtOnce(25);
        }
    }

    @Test
    void a_process_tells_its_lines_and_its_end() throws Exception {
        try (SshLink link = connect()) {
            var heard = new ProcessEars();
            SshProcess process = link.start("echo one; echo two >&2; printf torn; exit 3", heard, ticker.in(LONG));
            assertThat(process.awaitEnd(ticker.in(LONG))).isTrue();
            await().atMost(LONG).until(() -> heard.ends.size() == 1);
            assertThat(process.exitCode()).hasValue(3);
            assertThat(heard.lines).containsExactlyInAnyOrder("out one", "err two", "out torn");
        }
    }

    @Test
    void a_signal_reaches_the_process() throws Exception {
        assumeFalse(
                OpenSshd.userName().equals("root"),
                "OpenSSH passes no signals on for root (session signalling requires privilege separation)");
        try (SshLink link = connect()) {
            var heard = new ProcessEars();
            SshProcess process = link.start("echo up; exec sleep 300", heard, ticker.in(LONG));
            await().atMost(LONG).until(() -> heard.lines.contains("out up"));
            process.signal("TERM", ticker.in(LONG));
            assertThat(process.awaitEnd(ticker.in(LONG))).isTrue();
            await().atMost(LONG).until(() -> heard.ends.size() == 1);
            assertThat(heard.ends).containsExactly("told: was killed by signal TERM");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "SEGV", "TERM"})
    void a_process_that_a_signal_ends_is_told_with_the_signal(String signal) throws Exception {
        try (SshLink link = connect()) {
            var heard = new ProcessEars();
            SshProcess process = link.start("echo last words; kill -" + signal + " $$", heard, ticker.in(LONG));
            assertThat(process.awaitEnd(ticker.in(LONG))).isTrue();
            await().atMost(LONG).until(() -> heard.ends.size() == 1);
            assertThat(heard.lines).containsExactly("out last words");
            assertThat(heard.ends).containsExactly("told: was killed by signal " + signal);
            assertThat(process.exitCode()).isEmpty();
            assertThat(link.isUp()).isTrue();
        }
    }
}
