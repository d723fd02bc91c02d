package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.agent.Agent;
import dev.roadrig.agent.AgentConfig;
import dev.roadrig.agent.BoardTime;
import dev.roadrig.agent.Pacer;
import dev.roadrig.agent.SensorRoot;
import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.model.ModelCardFile;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentCommandTest {
    private static final String TOKEN = "0123456789abcdef";

    @TempDir
    private Path folder;

    @Test
    void our_own_agent_passes_and_with_another_token_fails() throws Exception {
        try (var ticker = new RealTicker("checked");
                Agent agent = agent(ticker)) {
            CommandLineRun right = check(agent.port(), token(TOKEN + "\n"));
            assertThat(right.out())
                    .contains("ok  hello\n")
                    .contains("ok  telemetry streams\n")
                    .doesNotContain("WRONG")
                    .containsPattern("\\d{2} checks, 0 of them wrong\\.\n$");
            assertThat(right.code()).isZero();
            CommandLineRun wrong = check(agent.port(), token("another-token-of-size"));
            assertThat(wrong.out())
                    .containsPattern("WRONG +hello +answered UNAUTHENTICATED: ")
                    .doesNotContain("0 of them wrong");
            assertThat(wrong.code()).isEqualTo(1);
        }
    }

    @Test
    void our_own_agent_passes_over_rest_too() throws Exception {
        try (var ticker = new RealTicker("checked");
                Agent agent = agent(ticker)) {
            String token = token(TOKEN).toString();
            String address = "127.0.0.1:" + agent.restPort();
            CommandLineRun right =
                    CommandLineRun.of("agent", "check", address, "--rest", "signs-int8", "--token-file", token);
            assertThat(right.out()).isEqualTo("""
                            ok  the server is live
                            ok  the server is ready
                            ok  the model is ready
                            ok  the model's metadata
                            ok  tensors in JSON are answered
                            ok  tensors as bytes are answered alike
                            ok  the request's id comes back
                            ok  a wrong shape is refused
                            ok  an unknown model is refused
                            ok  a wrong token is refused
                            10 checks, 0 of them wrong.
                            """);
            assertThat(right.code()).isZero();
            CommandLineRun wrong = CommandLineRun.of("agent", "check", address, "--rest", "signs-int8");
            assertThat(wrong.out())
                    .contains("WRONG  the server is live")
                    .contains("UNAUTHENTICATED: HTTP 401, the entry roadrig-token is missing");
            assertThat(wrong.code()).isEqualTo(1);
        }
    }

    @Test
    void an_agent_of_ours_is_not_tried_without_its_token() {
        CommandLineRun check = CommandLineRun.of("agent", "check", "127.0.0.1:1");
        assertThat(check.err()).isEqualTo("An agent has a token; name its file with --token-file.\n");
        assertThat(check.code()).isEqualTo(2);
    }

    private Agent agent(RealTicker ticker) throws IOException {
        Path card = SharedFolder.root().resolve("scenarios/demo/models/signs-int8.yaml");
        var sensors = new SensorRoot(folder.resolve("hwmon"), folder.resolve("status"));
        AgentConfig config =
                AgentConfig.of("checked", ModelCardFile.read(card), TOKEN).withRoot(folder);
        return Agent.start(config, BoardTime.of(ticker), Pacer.MEASURED, sensors);
    }

    @Test
    void an_address_without_a_port_is_bad_input() throws IOException {
        CommandLineRun check = CommandLineRun.of(
                "agent", "check", "board", "--token-file", token(TOKEN).toString());
        assertThat(check.err())
                .isEqualTo("'board' is no agent's address; write HOST:PORT, such as 127.0.0.1:8001, with a port of 1"
                        + " to 65535.\n");
        assertThat(check.code()).isEqualTo(2);
    }

    @Test
    void a_token_file_without_a_token_is_bad_input() throws IOException {
        Path empty = token(" \n");
        CommandLineRun check = check(1, empty);
        assertThat(check.err())
                .isEqualTo(
                        "The token file " + empty + " holds no token: it is one word of printable ASCII characters.\n");
        assertThat(check.code()).isEqualTo(2);
    }

    @Test
    void a_token_file_that_is_not_there_is_bad_input() {
        Path none = folder.resolve("none");
        CommandLineRun check = check(1, none);
        assertThat(check.err()).startsWith("The token file " + none + " cannot be read: ");
        assertThat(check.code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--rest"})
    void where_nobody_listens_one_sentence_says_so_and_nothing_is_wrong_with_an_agent(String rest) throws IOException {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        List<String> words = new ArrayList<>(List.of("agent", "check", "127.0.0.1:" + port, "--token-file"));
        words.add(token(TOKEN).toString());
        words.addAll(rest.isEmpty() ? List.of() : List.of(rest, "signs-int8"));
        CommandLineRun check = CommandLineRun.of(words.toArray(String[]::new));
        assertThat(check.err())
                .startsWith("Nobody listens at 127.0.0.1 port " + port
                        + ": connection refused. Look whether the agent runs")
                .hasLineCount(1);
        assertThat(check.out()).isEmpty();
        assertThat(check.code()).isEqualTo(3);
    }

    @Test
    void what_listens_and_is_no_agent_is_told_without_a_stack() throws Exception {
        var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var hangsUp = new Thread(() -> hangUpOnEach(server));
        CommandLineRun check;
        try (server) {
            hangsUp.start();
            check = check(server.getLocalPort(), token(TOKEN));
        }
        hangsUp.join();
        assertThat(check.out())
                .containsPattern("WRONG +a wrong token is refused +refused as UNAVAILABLE: ")
                .doesNotContain("java.")
                .doesNotContain(" at io.grpc");
        assertThat(check.code()).isEqualTo(1);
    }

    private static void hangUpOnEach(ServerSocket server) {
        try {
            while (true) {
                server.accept().close();
            }
        } catch (IOException e) {
            // It was closed: the test ends.
        }
    }

    @Test
    void without_a_subcommand_it_says_which_there_are() {
        CommandLineRun agent = CommandLineRun.of("agent");
        assertThat(agent.err()).startsWith("Say what to do with an agent: check.\n");
        assertThat(agent.code()).isEqualTo(2);
    }

    private static CommandLineRun check(int port, Path token) {
        return CommandLineRun.of("agent", "check", "127.0.0.1:" + port, "--token-file", token.toString());
    }

    private Path token(String text) throws IOException {
        return Files.writeString(folder.resolve("token"), text);
    }
}
