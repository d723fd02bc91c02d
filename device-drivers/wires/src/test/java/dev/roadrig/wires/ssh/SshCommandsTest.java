package dev.roadrig.wires.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands over a link, and processes that go on. */
@SuppressWarnings("NullAway.Init")
class SshCommandsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private static KeyPair key;

    private final RealTicker ticker = new RealTicker("test");
    private LoopbackSshd sshd;

    @BeforeAll
    static void makeKeys() throws Exception {
        key = LoopbackSshd.newKey();
    }

    @BeforeEach
    void start() throws IOException {
        sshd = new LoopbackSshd(key);
    }

    @AfterEach
    void stop() throws IOException {
        sshd.close();
        ticker.close();
        await().atMost(LONG).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("rr-b-")));
    }

    private SshLink connect() throws Exception {
        return SshLink.connect(sshd.target(), ticker, ticker.in(LONG));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 126, 127, 137, 255})
    void an_exit_code_is_a_result(int code) throws Exception {
        try (SshLink link = connect()) {
            new LinkUse(link, ticker).assertExitCode(code);
        }
    }

    @Test
    void a_mebibyte_on_both_streams_at_once_comes_whole() throws Exception {
        try (SshLink link = connect()) {
            Shell.Result result = link.shell()
                    .run(
                            "head -c 1048576 /dev/zero | tr '\\0' o; head -c 1048576 /dev/zero | tr '\\0' e >&2",
                            ticker.in(LONG));
            assertThat(result.out()).isEqualTo("o".repeat(1 << 20));
            assertThat(result.err()).isEqualTo("e".repeat(1 << 20));
        }
    }

    private UnknownFault left(SshLink link, Duration within) {
        return catchThrowableOfType(
                UnknownFault.class, () -> link.shell().run("echo begun; exec sleep 60", ticker.in(within)));
    }

    @Test
    void a_command_that_never_ends_is_left_at_its_deadline_and_the_link_goes_on() throws Exception {
        try (SshLink link = connect()) {
            UnknownFault fault = left(link, Duration.ofMillis(700));
            // A busy host may not have begun by then.
            for (int seconds = 2; seconds < 20 && !fault.evidence().toString().contains("begun"); seconds *= 2) {
                fault = left(link, Duration.ofSeconds(seconds));
            }
            assertThat(fault.code()).isEqualTo("shell.no-answer");
            assertThat(fault.evidence().get(0).text()).isEqualTo("begun\n");
            assertThat(link.shell().run("echo next", ticker.in(LONG)).out()).isEqualTo("next\n");
        }
    }

    @Test
    void a_command_that_reads_its_input_gets_none() throws Exception {
        try (SshLink link = connect()) {
            assertThat(link.shell().run("cat; echo end", ticker.in(LONG)).out()).isEqualTo("end\n");
        }
    }

    @Test
    void words_of_any_kind_are_quoted_as_one() throws Exception {
        try (SshLink link = connect()) {
            new LinkUse(link, ticker).assertWordsQuoted();
        }
    }

    @Test
    void twenty_commands_at_once_queue_for_the_few_channels() throws Exception {
        try (SshLink link = connect()) {
            new LinkUse(link, ticker).assertCommandsAtOnce(20);
        }
    }

    /** As OpenSSH does for a moment after a channel was closed. */
    @Test
    void a_session_that_the_server_refuses_is_asked_for_again_and_what_is_run_is_run_once(@TempDir Path folder)
            throws Exception {
        try (SshLink link = connect()) {
            sshd.refusals.set(3);
            assertThat(link.shell().run("echo here", ticker.in(LONG)).out()).isEqualTo("here\n");
            sshd.refusals.set(3);
            var heard = new ProcessEars();
            SshProcess process = link.start("echo there", heard, ticker.in(LONG));
            assertThat(process.awaitEnd(ticker.in(LONG))).isTrue();
            assertThat(heard.lines).containsExactly("out there");
            assertThat(sshd.commands).containsExactly("echo here", "echo there");
            sshd.refusals.set(3);
            Path file = Files.writeString(folder.resolve("file"), "text");
            link.files().put(file, folder.resolve("copy").toString(), ticker.in(LONG));
            assertThat(folder.resolve("copy")).hasContent("text");
            assertThat(sshd.refusals).hasValue(0);
        }
    }

    @Test
    void a_session_that_the_server_refuses_for_good_is_a_fault_and_the_link_goes_on() throws Exception {
        try (SshLink link = connect()) {
            sshd.refusals.set(Integer.MAX_VALUE);
            UnknownFault fault =
                    catchThrowableOfType(UnknownFault.class, () -> link.shell().run("echo here", ticker.in(LONG)));
            assertThat(fault.code()).isEqualTo("ssh.failed");
            assertThat(fault).hasMessageContaining("start of echo here failed: ");
            sshd.refusals.set(0);
            assertThat(link.shell().run("echo next", ticker.in(LONG)).out()).isEqualTo("next\n");
            assertThat(sshd.commands).containsExactly("echo next");
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
            assertThat(heard.ends).containsExactly("told: ended with exit code 3");
        }
    }

    @Test
    void a_process_on_a_cut_link_ends_without_a_code() throws Exception {
        try (SshLink link = connect()) {
            var heard = new ProcessEars();
            SshProcess process = link.start("echo up; sleep 10", heard, ticker.in(LONG));
            await().atMost(LONG).until(() -> heard.lines.contains("out up"));
            sshd.cutAll();
            assertThat(process.awaitEnd(ticker.in(LONG))).isTrue();
            await().atMost(LONG).until(() -> heard.ends.size() == 1);
            assertThat(process.exitCode()).isEmpty();
            assertThat(heard.ends).containsExactly("was no longer heard: the connection was lost");
        }
    }

    @Test
    void a_process_that_a_server_ends_without_a_status_over_a_link_that_stays_up_is_over() throws Exception {
        try (SshLink link = connect()) {
            var heard = new ProcessEars();
            SshProcess process = link.start(LoopbackSshd.ENDS_UNTOLD, heard, ticker.in(LONG));
            assertThat(process.awaitEnd(ticker.in(LONG))).isTrue();
            await().atMost(LONG).until(() -> heard.ends.size() == 1);
            assertThat(heard.ends).containsExactly("told: ended without an exit code");
            assertThat(link.isUp()).isTrue();
        }
    }
}
