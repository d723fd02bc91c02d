package dev.roadrig.wires.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.roadrig.ports.InferencePort.FrameRequest;
import dev.roadrig.ports.agent.BoardAgentGrpc;
import dev.roadrig.ports.agent.ClockReply;
import dev.roadrig.ports.agent.ClockRequest;
import dev.roadrig.ports.agent.HelloReply;
import dev.roadrig.ports.agent.HelloRequest;
import dev.roadrig.ports.agent.PreloadReply;
import dev.roadrig.ports.agent.PreloadRequest;
import dev.roadrig.ports.agent.TelemetryRequest;
import dev.roadrig.ports.agent.TelemetrySample;
import dev.roadrig.ports.inference.GRPCInferenceServiceGrpc;
import dev.roadrig.ports.inference.InferParameter;
import dev.roadrig.ports.inference.ModelInferRequest;
import dev.roadrig.ports.inference.ModelInferResponse;
import dev.roadrig.ports.inference.ModelInferResponse.InferOutputTensor;
import dev.roadrig.scenarios.drive.DriveFrame.Box;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.scenarios.record.v1.Telemetry;
import dev.roadrig.scenarios.record.v1.Where;
import dev.roadrig.scenarios.time.RealTicker;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init")
class AgentClientTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final RealTicker ticker = new RealTicker("test");
    private final List<Result> results = Collections.synchronizedList(new ArrayList<>());
    private Server server;
    private AgentClient client;

    @BeforeEach
    void start() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new SmallAgent())
                .addService(new SmallModel())
                .intercept(new TokenCheck())
                .build()
                .start();
        client = AgentClient.connect("127.0.0.1", server.getPort(), "token", ticker, "b");
    }

    @AfterEach
    void stop() throws InterruptedException {
        client.close();
        server.shutdownNow().awaitTermination();
        ticker.close();
        await().atMost(LONG).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("rr-b-")));
    }

    private static FrameRequest frame(long request, ByteString picture) {
        return new FrameRequest(request, (int) request, false, picture, null, List.of(new Box(1, 2, 3, 4)));
    }

    private Result answerTo(String picture) {
        client.submit(frame(7, ByteString.copyFromUtf8(picture)), results::add);
        await().atMost(LONG).until(() -> results.size() == 1);
        return results.get(0);
    }

    @Test
    void says_who_answers() throws Exception {
        assertThat(client.hello(ticker.in(LONG)).engine()).isEqualTo("small 1.0");
    }

    @Test
    void an_answer_becomes_a_result_with_stamps_tensors_and_decoded_boxes() {
        long before = ticker.nanos();
        Result result = answerTo("good");
        assertThat(result.getError()).isEmpty();
        assertThat(result.getRequest()).isEqualTo(7);
        assertThat(result.getReceivedNs()).isBetween(before, ticker.nanos());
        assertThat(result.getStamps().getInferenceEndNs()).isEqualTo(40);
        assertThat(result.getWhere()).isEqualTo(Where.EDGE);
        assertThat(result.getOutputsList()).hasSize(2);
        assertThat(result.getDecodedList()).hasSize(1).first().satisfies(decoded -> {
            assertThat(decoded.getClassId()).isEqualTo(2);
            assertThat(decoded.getScore()).isEqualTo(0.75f);
        });
    }

    @Test
    void a_refusal_is_a_result_with_the_agents_words() {
        assertThat(answerTo("refuse").getError()).isEqualTo("INVALID_ARGUMENT: not a JPEG");
    }

    @Test
    void sizes_that_lie_are_a_malformed_answer() {
        assertThat(answerTo("lie").getError()).startsWith("malformed answer: output scores FP32 [1, 4]");
    }

    @Test
    void what_is_never_answered_has_its_one_result_when_the_client_closes() {
        client.submit(frame(1, ByteString.copyFromUtf8("never")), results::add);
        client.submit(frame(2, ByteString.copyFromUtf8("good")), results::add);
        await().atMost(LONG).until(() -> results.size() == 1);
        client.close();
        assertThat(results).hasSize(2);
        assertThat(results.get(1).getRequest()).isEqualTo(1);
        assertThat(results.get(1).getError()).isNotEmpty();
    }

    @Test
    void a_dead_agent_is_one_error_a_request_and_is_told() throws Exception {
        List<RunFault> lost = Collections.synchronizedList(new ArrayList<>());
        client.onLost(lost::add);
        try (AutoCloseable stream = client.stream(Duration.ofMillis(10), sample -> {})) {
            assertThat(stream).isNotNull();
            client.hello(ticker.in(LONG));
            server.shutdownNow().awaitTermination();
            await().atMost(LONG).until(() -> lost.size() == 1);
        }
        assertThat(answerTo("good").getError()).startsWith("UNAVAILABLE");
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> client.hello(ticker.in(LONG)))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("agent.no-answer"));
    }

    @Test
    void a_clock_exchange_has_its_stamps_in_order() throws Exception {
        var exchange = client.exchange(ticker.in(LONG));
        assertThat(exchange.getT1Ns()).isLessThan(exchange.getT4Ns());
        assertThat(exchange.getT2Ns()).isEqualTo(1_000);
        assertThat(exchange.getT3Ns()).isEqualTo(1_001);
    }

    @Test
    void telemetry_streams_until_it_is_closed() throws Exception {
        List<Telemetry> samples = Collections.synchronizedList(new ArrayList<>());
        try (AutoCloseable stream = client.stream(Duration.ofMillis(10), samples::add)) {
            assertThat(stream).isNotNull();
            await().atMost(LONG).until(() -> samples.size() == 2);
        }
        assertThat(samples.get(0).getReadings(0).getName()).isEqualTo("vin");
    }

    @Test
    void a_wrong_token_is_the_rigs_fault() {
        try (var other = AgentClient.connect("127.0.0.1", server.getPort(), "guess", ticker, "b")) {
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> other.hello(ticker.in(LONG)))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("agent.token"));
        }
    }

    @Test
    void a_call_that_the_agent_is_slow_to_answer_is_nobodys_failure_at_its_deadline() {
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> client.preload("/slow", ticker.in(Duration.ofMillis(100))))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("agent.no-answer"))
                .withMessageContaining("did not answer 'preload' by the deadline");
    }

    @Test
    void a_server_that_is_no_agent_is_the_rigs_fault() throws Exception {
        Server other = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new SmallModel())
                .build()
                .start();
        try (var stranger = AgentClient.connect("127.0.0.1", other.getPort(), "token", ticker, "b")) {
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> stranger.hello(ticker.in(LONG)))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("agent.not-one"))
                    .withMessageContaining("It is no board agent, or an older one");
        } finally {
            other.shutdownNow().awaitTermination();
        }
    }

    @Test
    void a_call_that_an_agent_does_not_know_is_its_refusal_and_no_stranger() throws Exception {
        client.hello(ticker.in(LONG));
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> client.shutdown(ticker.in(LONG)))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("agent.refused"))
                .withMessageContaining("refused 'shutdown': UNIMPLEMENTED");
    }

    @Test
    void a_server_that_speaks_no_grpc_is_the_rigs_fault() throws Exception {
        try (var sshd = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var stranger = AgentClient.connect("127.0.0.1", sshd.getLocalPort(), "token", ticker, "b")) {
            var serving = new Thread(() -> {
                try (Socket socket = sshd.accept()) {
                    socket.getOutputStream().write("SSH-2.0-OpenSSH_9.2p1\r\n".getBytes(StandardCharsets.UTF_8));
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    // Hung up on before it had said all.
                }
            });
            serving.start();
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> stranger.hello(ticker.in(LONG)))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("agent.not-one"));
            serving.join();
        }
    }

    private static final class TokenCheck implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            String token = headers.get(Metadata.Key.of("roadrig-token", Metadata.ASCII_STRING_MARSHALLER));
            if ("token".equals(token)) {
                return next.startCall(call, headers);
            }
            call.close(Status.UNAUTHENTICATED.withDescription("another token"), new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }

    private static final class SmallAgent extends BoardAgentGrpc.BoardAgentImplBase {
        @Override
        public void hello(HelloRequest request, StreamObserver<HelloReply> reply) {
            reply.onNext(HelloReply.newBuilder().setEngine("small 1.0").build());
            reply.onCompleted();
        }

        @Override
        public void clock(ClockRequest request, StreamObserver<ClockReply> reply) {
            reply.onNext(ClockReply.newBuilder().setT2Ns(1_000).setT3Ns(1_001).build());
            reply.onCompleted();
        }

        @Override
        public void preload(PreloadRequest request, StreamObserver<PreloadReply> reply) {
            // Slow: never, as far as a test waits.
        }

        @Override
        public void telemetry(TelemetryRequest request, StreamObserver<TelemetrySample> reply) {
            for (int i = 0; i < 2; i++) {
                reply.onNext(TelemetrySample.newBuilder()
                        .setSequence(i)
                        .addReadings(TelemetrySample.Reading.newBuilder()
                                .setName("vin")
                                .setQuantity(TelemetrySample.Quantity.POWER))
                        .build());
            }
        }
    }

    private static final class SmallModel extends GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase {
        @Override
        public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> reply) {
            assertThat(request.getModelName()).isEqualTo("roadrig.frame");
            assertThat(request.getRawInputContents(1).size()).isEqualTo(16);
            switch (request.getRawInputContents(0).toStringUtf8()) {
                case "never" -> {}
                case "refuse" ->
                    reply.onError(Status.INVALID_ARGUMENT
                            .withDescription("not a JPEG")
                            .asRuntimeException());
                case "lie" -> answer(reply, 4);
                default -> answer(reply, 3);
            }
        }

        private static void answer(StreamObserver<ModelInferResponse> reply, long columns) {
            var scores = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
            scores.putFloat(0.1f).putFloat(0.15f).putFloat(0.75f);
            var classes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(2);
            reply.onNext(ModelInferResponse.newBuilder()
                    .putParameters(
                            "inference_end_ns",
                            InferParameter.newBuilder().setInt64Param(40).build())
                    .putParameters(
                            "where",
                            InferParameter.newBuilder().setStringParam("edge").build())
                    .putParameters(
                            "frame",
                            InferParameter.newBuilder().setInt64Param(7).build())
                    .addOutputs(InferOutputTensor.newBuilder()
                            .setName("scores")
                            .setDatatype("FP32")
                            .addShape(1)
                            .addShape(columns))
                    .addOutputs(InferOutputTensor.newBuilder()
                            .setName("class")
                            .setDatatype("INT32")
                            .addShape(1))
                    .addRawOutputContents(ByteString.copyFrom(scores.flip()))
                    .addRawOutputContents(ByteString.copyFrom(classes.flip()))
                    .build());
            reply.onCompleted();
        }
    }
}
