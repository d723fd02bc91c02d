package dev.roadrig.wires.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.roadrig.ports.DelimitedMessages;
import dev.roadrig.ports.InferencePort.FrameRequest;
import dev.roadrig.ports.agent.FrameWireHello;
import dev.roadrig.ports.inference.ModelInferRequest;
import dev.roadrig.ports.inference.ModelInferResponse;
import dev.roadrig.ports.inference.ModelStreamInferResponse;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.ByteStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init")
class FrameWireTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final RealTicker ticker = new RealTicker("test");
    private final List<Result> results = Collections.synchronizedList(new ArrayList<>());
    private final List<RunFault> lost = Collections.synchronizedList(new ArrayList<>());
    private Socket board;
    private AgentClient client;

    @BeforeEach
    void connect() throws IOException {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var near = new Socket(listening.getInetAddress(), listening.getLocalPort());
            board = listening.accept();
            // No gRPC call is made here; its port is never asked.
            client = AgentClient.connect("127.0.0.1", listening.getLocalPort(), "token", ticker, "f");
            client.useFrameWire(new OverSocket(near));
        }
        assertThat(DelimitedMessages.read(board.getInputStream(), FrameWireHello.parser(), 1000))
                .hasValueSatisfying(hello -> assertThat(hello.getToken()).isEqualTo("token"));
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        board.close();
        ticker.close();
        await().atMost(LONG).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("rr-f-")));
    }

    private void submit(long request) {
        client.submit(new FrameRequest(request, 3, false, ByteString.copyFromUtf8("p"), null, List.of()), results::add);
    }

    private ModelInferRequest received() throws IOException {
        return DelimitedMessages.read(board.getInputStream(), ModelInferRequest.parser(), 10_000)
                .orElseThrow();
    }

    private void answer(String id, String error) throws IOException {
        DelimitedMessages.write(
                board.getOutputStream(),
                ModelStreamInferResponse.newBuilder()
                        .setErrorMessage(error)
                        .setInferResponse(ModelInferResponse.newBuilder().setId(id))
                        .build());
    }

    @Test
    void answers_in_any_order_find_their_requests() throws IOException {
        submit(1);
        submit(2);
        assertThat(received().getId()).isEqualTo("1");
        assertThat(received().getId()).isEqualTo("2");
        answer("2", "INVALID_ARGUMENT: not a JPEG");
        answer("2", "INVALID_ARGUMENT: once more");
        answer("1", "NOT_FOUND: no model");
        await().atMost(LONG).until(() -> results.size() == 2);
        assertThat(results).extracting(Result::getRequest).containsExactly(2L, 1L);
        assertThat(results)
                .extracting(Result::getError)
                .containsExactly("INVALID_ARGUMENT: not a JPEG", "NOT_FOUND: no model");
    }

    @Test
    void an_agent_that_hangs_up_is_one_error_a_request_also_for_those_that_come_after() throws IOException {
        submit(1);
        assertThat(received().getId()).isEqualTo("1");
        board.close();
        await().atMost(LONG).until(() -> results.size() == 1);
        submit(2);
        await().atMost(LONG).until(() -> results.size() == 2);
        assertThat(results).extracting(Result::getError).allMatch(error -> error.startsWith("UNAVAILABLE: "));
    }

    @Test
    void a_wire_that_the_agent_hangs_up_on_is_told_once() throws IOException {
        client.onLost(lost::add);
        board.close();
        await().atMost(LONG).until(() -> lost.size() == 1);
        assertThat(lost.get(0).code()).isEqualTo("agent.no-answer");
        assertThat(lost.get(0)).hasMessageContaining("'frames'");
    }

    @Test
    void a_wire_that_is_refused_is_told_with_the_agents_words() throws IOException {
        client.onLost(lost::add);
        submit(1);
        answer("", "UNAUTHENTICATED: not this run's");
        await().atMost(LONG).until(() -> lost.size() == 1 && results.size() == 1);
        assertThat(lost.get(0)).isInstanceOf(RigFault.class).hasMessageContaining("not this run's");
        assertThat(results.get(0).getError()).contains("not this run's");
    }

    @Test
    void a_wire_that_is_closed_is_no_loss() {
        client.onLost(lost::add);
        client.close();
        assertThat(lost).isEmpty();
    }

    @Test
    void bytes_that_are_no_message_end_the_wire_in_words() throws IOException {
        submit(1);
        board.getOutputStream().write(new byte[] {-1, -1, -1, -1, 7});
        await().atMost(LONG).until(() -> results.size() == 1);
        assertThat(results.get(0).getError()).contains("a message of 2147483647 bytes is announced");
    }

    @Test
    void what_is_never_answered_has_its_one_result_when_the_client_closes() {
        submit(1);
        client.close();
        assertThat(results).hasSize(1);
        assertThat(results.get(0).getError()).isNotEmpty();
    }

    @Test
    void a_board_that_does_not_read_blocks_nobody_and_loses_no_result() {
        byte[] large = new byte[1 << 20];
        int frames = 200;
        for (int i = 0; i < frames; i++) {
            client.submit(new FrameRequest(i + 1, i, false, ByteString.copyFrom(large), null, List.of()), results::add);
        }
        await().atMost(LONG).until(() -> !results.isEmpty());
        assertThat(results.get(0).getError()).startsWith("RESOURCE_EXHAUSTED: ");
        client.close();
        assertThat(results).hasSize(frames);
    }

    private record OverSocket(Socket socket) implements ByteStream {
        @Override
        public InputStream in() {
            try {
                return socket.getInputStream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public OutputStream out() {
            try {
                return socket.getOutputStream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
