package dev.roadrig.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import dev.roadrig.agent.inference.Cards;
import dev.roadrig.ports.agent.BoardAgentGrpc;
import dev.roadrig.ports.agent.HelloRequest;
import dev.roadrig.ports.agent.PlaceRequest;
import dev.roadrig.ports.agent.PreloadRequest;
import dev.roadrig.ports.agent.ShutdownRequest;
import dev.roadrig.ports.agent.TelemetryRequest;
import dev.roadrig.ports.inference.GRPCInferenceServiceGrpc;
import dev.roadrig.ports.inference.ModelInferRequest;
import dev.roadrig.ports.inference.ModelInferResponse;
import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.DriveFrame.Box;
import dev.roadrig.scenarios.time.RealTicker;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class AgentTest {
    private static final String TOKEN = "a token for these tests";
    /** Frame 0 of the demo drive: a 70 limit and a warning of children. */
    private static final List<Box> SIGNS =
            List.of(new Box(450.69f, 116.54f, 482.43f, 148.28f), new Box(173.95f, 144.78f, 190.88f, 159.57f));

    @TempDir
    private Path board;

    private RealTicker ticker;
    private GrpcLoop loop;

    @BeforeEach
    void openLoop() {
        ticker = new RealTicker("test");
        loop = new GrpcLoop("test");
    }

    @AfterEach
    void closeLoop() {
        loop.close();
        ticker.close();
    }

    @Test
    void the_agent_passes_its_own_conformance_checks() throws Exception {
        try (Agent agent = start(Duration.ZERO)) {
            List<AgentConformance.Check> checks = AgentConformance.run("127.0.0.1", agent.port(), TOKEN);
            assertThat(checks)
                    .extracting(AgentConformance.Check::name)
                    .contains("frames over the frame wire", "a wrong token on the frame wire is refused");
            assertThat(checks).hasSizeGreaterThan(12).allSatisfy(check -> assertThat(check.passed())
                    .as("%s: %s", check.name(), check.found())
                    .isTrue());
        }
    }

    @Test
    void conformance_names_what_an_agent_with_another_token_does_wrong() throws Exception {
        try (Agent agent = start(Duration.ZERO)) {
            List<AgentConformance.Check> checks = AgentConformance.run("127.0.0.1", agent.port(), TOKEN + "?");
            assertThat(checks.get(0).passed()).isFalse();
            assertThat(checks.get(0).found()).contains("UNAUTHENTICATED");
        }
    }

    @Test
    void a_pushed_and_a_preloaded_picture_have_the_same_answer() throws Exception {
        Files.createDirectories(board.resolve("opt/drive"));
        Files.copy(SharedFolder.data("signnet/drive/frames/0000.jpg"), board.resolve("opt/drive/0000.jpg"));
        try (Agent agent = start(Duration.ZERO)) {
            Channel channel = channel(agent);
            var control = BoardAgentGrpc.newBlockingStub(channel);
            assertThat(control.preload(PreloadRequest.newBuilder()
                                    .setFolder("/opt/drive")
                                    .build())
                            .getFiles())
                    .isEqualTo(1);
            assertThatThrownBy(() -> control.preload(
                            PreloadRequest.newBuilder().setFolder("/../../etc").build()))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageContaining("cannot be read");
            var stub = GRPCInferenceServiceGrpc.newBlockingStub(channel);
            ModelInferRequest pushed = FrameProtocol.request("1", 0, false, frame0(), SIGNS);
            ModelInferRequest named = pushed.toBuilder()
                    .removeInputs(0)
                    .clearRawInputContents()
                    .addRawInputContents(pushed.getRawInputContents(1))
                    .putParameters(FrameProtocol.PRELOADED, FrameProtocol.text("0000.jpg"))
                    .build();
            ModelInferResponse first = stub.modelInfer(pushed);
            assertThat(first.getRawOutputContents(1)
                            .asReadOnlyByteBuffer()
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getInt())
                    .isEqualTo(4);
            assertThat(stub.modelInfer(named).getRawOutputContentsList()).isEqualTo(first.getRawOutputContentsList());
        }
    }

    @Test
    void more_frames_than_the_queue_holds_are_refused_and_each_is_answered_once() throws Exception {
        var slow = new SlowPacer(ticker, Duration.ofMinutes(4));
        try (Agent agent = Agent.start(config(Duration.ZERO), BoardTime.of(ticker), slow, sensors())) {
            var stub = GRPCInferenceServiceGrpc.newFutureStub(channel(agent));
            ByteString picture = frame0();
            var answers = new ArrayList<ListenableFuture<ModelInferResponse>>();
            for (int i = 0; i < EdgeWorker.MOST_WAITING + 8; i++) {
                answers.add(stub.modelInfer(FrameProtocol.request("" + i, i, false, picture, List.of())));
            }
            // Until all have come none is done: one is in work by then, or none yet.
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> answers.stream().filter(Future::isDone).count() >= 7);
            slow.letGo();
            int refused = 0;
            for (var answer : answers) {
                try {
                    answer.get(30, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    assertThat(e).hasMessageContaining("RESOURCE_EXHAUSTED").hasMessageContaining("wait for the edge");
                    refused++;
                }
            }
            assertThat(refused).isBetween(7, 8);
        }
    }

    @Test
    void closing_refuses_what_waits_and_leaves_no_thread_behind() throws Exception {
        var slow = new SlowPacer(ticker, Duration.ofSeconds(30));
        ListenableFuture<ModelInferResponse> pending;
        try (Agent agent = Agent.start(config(Duration.ZERO), BoardTime.of(ticker), slow, sensors())) {
            pending = GRPCInferenceServiceGrpc.newFutureStub(channel(agent))
                    .modelInfer(FrameProtocol.request("1", 0, false, frame0(), SIGNS));
            assertThat(slow.begun.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThatThrownBy(() -> pending.get(20, TimeUnit.SECONDS)).hasMessageContaining("UNAVAILABLE");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("rr-dash-"));
    }

    @Test
    void the_agent_ends_on_shutdown_and_by_its_dead_man() throws Exception {
        try (Agent agent = start(Duration.ZERO)) {
            BoardAgentGrpc.newBlockingStub(channel(agent)).shutdown(ShutdownRequest.getDefaultInstance());
            assertThat(agent.ended().toCompletableFuture().get(20, TimeUnit.SECONDS))
                    .isEqualTo(Agent.End.SHUTDOWN);
        }
        try (Agent agent = start(Duration.ofMillis(300))) {
            assertThat(agent.ended().toCompletableFuture().get(20, TimeUnit.SECONDS))
                    .isEqualTo(Agent.End.DEAD_MAN);
        }
    }

    @Test
    void telemetry_reads_the_boards_files_on_the_boards_clock() throws Exception {
        Path chip = Files.createDirectories(board.resolve("hwmon/hwmon0"));
        Files.writeString(chip.resolve("name"), "ina226\n");
        Files.writeString(chip.resolve("power1_input"), "2500000\n");
        try (Agent agent = start(Duration.ZERO)) {
            var control = BoardAgentGrpc.newBlockingStub(channel(agent));
            var samples = control.telemetry(
                    TelemetryRequest.newBuilder().setPeriodNs(5_000_000).build());
            assertThat(samples.next().getReadings(0).getValue()).isEqualTo(2.5);
            assertThat(control.hello(HelloRequest.getDefaultInstance()).getBootId())
                    .isEqualTo(samples.next().getBootId());
        }
    }

    @Test
    void a_placement_that_makes_no_sense_is_refused_in_words() throws Exception {
        try (Agent agent = start(Duration.ZERO)) {
            var control = BoardAgentGrpc.newBlockingStub(channel(agent));
            assertThatThrownBy(() -> control.place(
                            PlaceRequest.newBuilder().setMode("moon").build()))
                    .hasMessageContaining("edge, cloud and cloud-else-edge");
            assertThatThrownBy(() -> control.place(
                            PlaceRequest.newBuilder().setMode("cloud").build()))
                    .hasMessageContaining("deadline_ns");
        }
    }

    private Agent start(Duration deadMan) throws Exception {
        return Agent.start(config(deadMan), BoardTime.of(ticker), Pacer.MEASURED, sensors());
    }

    private AgentConfig config(Duration deadMan) {
        return AgentConfig.of("dash", Cards.signnet("base-int8.onnx"), TOKEN)
                .withDeadMan(deadMan)
                .withRoot(board);
    }

    private SensorRoot sensors() {
        return new SensorRoot(board.resolve("hwmon"), board.resolve("status"));
    }

    private Channel channel(Agent agent) {
        var headers = new Metadata();
        headers.put(FrameProtocol.TOKEN, TOKEN);
        return ClientInterceptors.intercept(
                loop.channel("127.0.0.1", agent.port()), MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private static ByteString frame0() throws Exception {
        return ByteString.copyFrom(Files.readAllBytes(SharedFolder.data("signnet/drive/frames/0000.jpg")));
    }
}
