package dev.roadrig.wires.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.RealTicker;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The driver against OpenSSH as it is configured on most boards: what a connection is used for. */
@Tag("world")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class OpenSshTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final RealTicker ticker = new RealTicker("test");
    private OpenSshd sshd;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        OpenSshd.assumeInstalled();
        sshd = OpenSshd.start(folder);
    }

    @AfterAll
    void stop() throws Exception {
        if (sshd != null) {
            sshd.close();
        }
        ticker.close();
    }

    @AfterEach
    void nothing_is_left() {
        await().atMost(LONG).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("rr-b-")));
    }

    private SshLink connect() throws Exception {
        return SshLink.connect(sshd.target(), ticker, ticker.in(LONG));
    }

    @ParameterizedTest
    @CsvSource({"ed25519, rsa", "ecdsa, ed25519", "rsa, ecdsa"})
    void every_type_of_host_key_and_of_user_key_is_taken(String host, String user) throws Exception {
        SshTarget target = sshd.target(OpenSshd.userName(), "user-" + user, sshd.hostKey(host));
        try (SshLink link = SshLink.connect(target, ticker, ticker.in(LONG))) {
            assertThat(link.shell().run("echo in", ticker.in(LONG)).out()).isEqualTo("in\n");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 126, 127, 137, 255})
    void an_exit_code_is_a_result_and_the_streams_stay_apart(int code) throws Exception {
        try (SshLink link = connect()) {
            Shell.Result result = link.shell().run("echo out; echo err >&2; exit " + code, ticker.in(LONG));
            assertThat(result).isEqualTo(new Shell.Result(code, "out\n", "err\n"));
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
            for (String word :
                    List.of("a b", "it's", "\"$HOME\"", "`id`", "back\\slash", "two\nlines", "Prüfstand", "", "*")) {
                Shell.Result result = link.shell().run("printf %s " + ShellWord.quote(word), ticker.in(LONG));
                assertThat(result.out()).isEqualTo(word);
            }
        }
    }

    @Test
    void more_commands_at_once_than_the_server_has_sessions_for_wait_their_turn() throws Exception {
        try (SshLink link = connect()) {
            List<String> answers = Collections.synchronizedList(new ArrayList<>());
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < 25; i++) {
                String word = "n" + i;
                var thread = new Thread(() -> {
                    try {
                        answers.add(link.shell()
                                .run("echo " + word, ticker.in(LONG))
                                .out());
                    } catch (RunFault | InterruptedException e) {
                        answers.add(e.toString());
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(answers).hasSize(25).allMatch(answer -> answer.matches("n\\d+\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lit*b", "lit?b", "[l]it", "lit\\b", "lit\\*b", "it's \"one\""})
    void a_name_is_taken_as_it_is_and_no_other_file_is_touched(String name) throws Exception {
        byte[] bytes = new byte[70_000];
        new Random(5).nextBytes(bytes);
        Path board = Files.createDirectories(sshd.file("names * of " + name));
        Path beside = Files.writeString(board.resolve("litXb"), "of somebody else");
        Path local = Files.write(sshd.file("to be named"), bytes);
        Path there = board.resolve("new ? folder").resolve(name);
        Path back = sshd.file("came back");
        try (SshLink link = connect()) {
            link.files().put(local, there.toString(), ticker.in(LONG));
            link.files().put(local, board.resolve(name).toString(), ticker.in(LONG));
            link.files().get(board.resolve(name).toString(), back, ticker.in(LONG));
        }
        assertThat(there).hasBinaryContent(bytes);
        assertThat(back).hasBinaryContent(bytes);
        assertThat(beside).hasContent("of somebody else");
    }

    @Test
    void a_file_goes_there_whole_into_new_folders_over_an_old_one_and_comes_back() throws Exception {
        byte[] bytes = new byte[9 << 20];
        new Random(3).nextBytes(bytes);
        Path local = Files.write(sshd.file("model.tflite"), bytes);
        String remote = sshd.file("made/for it's/model.tflite").toString();
        try (SshLink link = connect()) {
            link.files().put(Files.write(sshd.file("old"), new byte[5]), remote, ticker.in(LONG));
            link.files().put(local, remote, ticker.in(LONG));
            assertThat(Path.of(remote)).hasBinaryContent(bytes);
            assertThat(Path.of(remote).getParent()).isDirectoryNotContaining("glob:**.rr-*");
            link.files().get(remote, sshd.file("back"), ticker.in(LONG));
            assertThat(sshd.file("back")).hasBinaryContent(bytes);
            assertThatExceptionOfType(UnknownFault.class)
                    .isThrownBy(() -> link.files().get(remote + "x", sshd.file("none"), ticker.in(LONG)));
            assertThatExceptionOfType(UnknownFault.class)
                    .isThrownBy(() -> link.files().put(local, remote + "/below a file", ticker.in(LONG)));
            assertThat(sshd.file("none")).doesNotExist();
            assertThat(link.shell().run("echo next", ticker.in(LONG)).out()).isEqualTo("next\n");
        }
    }

    @Test
    void ports_are_forwarded_both_ways_and_a_tunnel_without_a_far_end_ends_its_connection() throws Exception {
        try (SshLink link = connect();
                SshTunnel there = helloBothWays(link)) {
            try (var client = new Socket(InetAddress.getLoopbackAddress(), there.hostPort())) {
                client.setSoTimeout(60_000);
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(link.isUp()).isTrue();
        }
    }

    /** The tunnel to a port that is no longer there. */
    private SshTunnel helloBothWays(SshLink link) throws Exception {
        try (var here = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            SshTunnel there = link.forward(here.getLocalPort(), ticker.in(LONG));
            assertThat(helloOver(there.hostPort(), here)).isEqualTo('!');
            var address = link.uplink().offer(here.getLocalPort(), ticker.in(LONG));
            assertThat(helloOver(address.port(), here)).isEqualTo('!');
            return there;
        }
    }

    private static int helloOver(int port, ServerSocket here) throws Exception {
        here.setSoTimeout(60_000);
        try (var client = new Socket(InetAddress.getLoopbackAddress(), port);
                var server = here.accept()) {
            server.getOutputStream().write('!');
            client.setSoTimeout(60_000);
            return client.getInputStream().read();
        }
    }

    @Test
    void a_process_tells_its_lines_and_its_end() throws Exception {
        try (SshLink link = connect()) {
            var heard = new Ears();
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
            var heard = new Ears();
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
            var heard = new Ears();
            SshProcess process = link.start("echo last words; kill -" + signal + " $$", heard, ticker.in(LONG));
            assertThat(process.awaitEnd(ticker.in(LONG))).isTrue();
            await().atMost(LONG).until(() -> heard.ends.size() == 1);
            assertThat(heard.lines).containsExactly("out last words");
            assertThat(heard.ends).containsExactly("told: was killed by signal " + signal);
            assertThat(process.exitCode()).isEmpty();
            assertThat(link.isUp()).isTrue();
        }
    }

    @Test
    void a_session_that_is_killed_is_told_once_and_ends_what_runs() throws Exception {
        try (SshLink link = connect()) {
            List<RunFault> lost = Collections.synchronizedList(new ArrayList<>());
            link.onLost(lost::add);
            var heard = new Ears();
            SshProcess process = link.start("echo up; exec sleep 300", heard, ticker.in(LONG));
            await().atMost(LONG).until(() -> heard.lines.contains("out up"));
            sshd.killSessions();
            assertThat(process.awaitEnd(ticker.in(LONG))).isTrue();
            await().atMost(LONG).until(() -> lost.size() == 1);
            assertThat(lost.get(0)).isInstanceOf(RigFault.class);
            assertThat(lost.get(0).code()).isEqualTo("ssh.lost");
            assertThat(link.isUp()).isFalse();
        }
        try (SshLink again = connect()) {
            assertThat(again.isUp()).isTrue();
        }
    }

    /** Hears a process. */
    static final class Ears implements SshProcess.Listener {
        final List<String> lines = Collections.synchronizedList(new ArrayList<>());
        final List<String> ends = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void line(String text, boolean error) {
            lines.add((error ? "err " : "out ") + text);
        }

        @Override
        public void ended(SshProcess.End end) {
            ends.add((end.told() ? "told: " : "") + end.how());
        }
    }
}
