package dev.roadrig.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.roadrig.agent.inference.Cards;
import dev.roadrig.ports.agent.AgentEvent;
import dev.roadrig.ports.agent.BoardAgentGrpc;
import dev.roadrig.ports.agent.EventsRequest;
import dev.roadrig.ports.agent.PlaceRequest;
import dev.roadrig.ports.inference.GRPCInferenceServiceGrpc;
import dev.roadrig.ports.inference.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import dev.roadrig.ports.inference.ModelInferResponse;
import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.DriveFrame.Box;
import dev.roadrig.scenarios.time.RealTicker;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An agent, a cloud that is another agent, and a TCP relay in between that stalls and resets. */
@Timeout(300)
class CloudOverGrpcTest {
    private static final String TOKEN = "a token for these tests";
    private static final String CLOUD_TOKEN = "the cloud has its own token";
    private static final Path NOTHING = Path.of("/nonexistent");
    /** Long enough for a noisy machine: what is tested is who answers, not how fast. */
    private static final Duration DEADLINE = Duration.ofMillis(1_500);

    private final List<AgentEvent> events = new CopyOnWriteArrayList<>();
    private RealTicker ticker;
    private GrpcLoop loop;
    private Agent cloud;
    private StallingProxy link;
    private Agent agent;
    private GRPCInferenceServiceBlockingStub frames;
    private int sent;

    @BeforeEach
    void connect() throws Exception {
        ticker = new RealTicker("test");
        loop = new GrpcLoop("test");
        cloud = start("cloud", CLOUD_TOKEN);
        link = new StallingProxy(cloud.port());
        agent = start("dash", TOKEN);
        var headers = new Metadata();
        headers.put(FrameProtocol.TOKEN, TOKEN);
        Channel channel = ClientInterceptors.intercept(
                loop.channel("127.0.0.1", agent.port()), MetadataUtils.newAttachHeadersInterceptor(headers));
        frames = GRPCInferenceServiceGrpc.newBlockingStub(channel);
        BoardAgentGrpc.newStub(channel).events(EventsRequest.getDefaultInstance(), collect());
        var unused = BoardAgentGrpc.newBlockingStub(channel)
                .place(PlaceRequest.newBuilder()
                        .setMode("cloud-else-edge")
                        .setCloudHost("127.0.0.1")
                        .setCloudPort(link.port())
                        .setCloudToken(CLOUD_TOKEN)
                        .setDeadlineNs(DEADLINE.toNanos())
                        .build());
    }

    @AfterEach
    void disconnect() throws Exception {
        loop.close();
        agent.close();
        link.close();
        cloud.close();
        ticker.close();
    }

    @Test
    void a_stalled_link_falls_back_to_the_edge_and_comes_back_by_itself() throws Exception {
        ModelInferResponse first = untilFrom("cloud");
        assertThat(text(first, "cloud")).isEqualTo("ANSWERED");
        assertThat(text(first, FrameProtocol.MODEL_SHA256)).isEqualTo(agent.modelSha256());
        link.hold(true);
        ModelInferResponse missed = frame();
        assertThat(text(missed, "where") + " " + text(missed, "cloud")).isEqualTo("edge DEADLINE_MISSED");
        assertThat(missed.getRawOutputContentsList()).isEqualTo(first.getRawOutputContentsList());
        frame();
        assertThat(text(frame(), "cloud")).isEqualTo("SKIPPED_LINK_DOWN");
        link.hold(false);
        untilFrom("cloud");
        // The very first frames may have been late as well, on a busy host.
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(kinds())
                .containsSubsequence(AgentEvent.Kind.LINK_DOWN, AgentEvent.Kind.LINK_UP)
                .contains(AgentEvent.Kind.LATE_ANSWER));
    }

    @Test
    void a_reset_connection_is_made_anew() throws Exception {
        untilFrom("cloud");
        link.reset();
        ModelInferResponse answer = frame();
        assertThat(text(answer, "where")).isIn("edge", "cloud");
        untilFrom("cloud");
    }

    private ModelInferResponse untilFrom(String where) {
        return await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(50))
                .until(this::frame, answer -> text(answer, "where").equals(where));
    }

    private ModelInferResponse frame() throws Exception {
        ByteString picture =
                ByteString.copyFrom(Files.readAllBytes(SharedFolder.data("signnet/drive/frames/0000.jpg")));
        sent++;
        return frames.withDeadlineAfter(30, TimeUnit.SECONDS)
                .modelInfer(FrameProtocol.request(
                        "r" + sent, sent, false, picture, List.of(new Box(450.69f, 116.54f, 482.43f, 148.28f))));
    }

    private static String text(ModelInferResponse answer, String parameter) {
        return answer.getParametersOrThrow(parameter).getStringParam();
    }

    private List<AgentEvent.Kind> kinds() {
        return events.stream().map(AgentEvent::getKind).toList();
    }

    private StreamObserver<AgentEvent> collect() {
        return new StreamObserver<>() {
            @Override
            public void onNext(AgentEvent event) {
                events.add(event);
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onCompleted() {}
        };
    }

    private Agent start(String name, String token) throws Exception {
        return Agent.start(
                AgentConfig.of(name, Cards.signnet("base-int8.onnx"), token),
                BoardTime.of(ticker),
                Pacer.MEASURED,
                new SensorRoot(NOTHING, NOTHING));
    }
}
