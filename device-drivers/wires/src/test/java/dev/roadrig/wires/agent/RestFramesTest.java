package dev.roadrig.wires.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;
import dev.roadrig.agent.Agent;
import dev.roadrig.agent.AgentConfig;
import dev.roadrig.agent.BoardTime;
import dev.roadrig.agent.Pacer;
import dev.roadrig.agent.SensorRoot;
import dev.roadrig.ports.InferencePort.FrameRequest;
import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.DriveFrame.Box;
import dev.roadrig.scenarios.model.ModelCardFile;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.agent.rest.RestClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames over REST: the same answers as by gRPC, and one error for whatever else comes. */
class RestFramesTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String TOKEN = "a token for this test";

    private final RealTicker ticker = new RealTicker("test");
    private final List<Result> results = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        ticker.close();
    }

    private Result submit(AgentClient client, ByteString picture) {
        results.clear();
        client.submit(
                new FrameRequest(7, 3, false, picture, null, List.of(new Box(450.69f, 116.54f, 482.43f, 148.28f))),
                results::add);
        await().atMost(LONG).until(() -> results.size() == 1);
        return results.get(0);
    }

    @Test
    void a_frame_has_the_same_answer_by_grpc_and_over_rest() throws Exception {
        Path demo = SharedFolder.root().resolve("scenarios/demo");
        ByteString picture = ByteString.copyFrom(Files.readAllBytes(demo.resolve("drive/frames/0000.jpg")));
        AgentConfig config = AgentConfig.of("a", ModelCardFile.read(demo.resolve("models/signs-int8.yaml")), TOKEN)
                .withRoot(folder);
        var sensors = new SensorRoot(folder.resolve("hwmon"), folder.resolve("status"));
        try (Agent agent = Agent.start(config, BoardTime.of(ticker), Pacer.MEASURED, sensors);
                AgentClient client = AgentClient.connect("127.0.0.1", agent.port(), TOKEN, ticker, "r")) {
            Result byGrpc = submit(client, picture);
            int restPort = client.hello(ticker.in(LONG)).restPort();
            assertThat(restPort).isEqualTo(agent.restPort());
            client.useRest(new RestClient("127.0.0.1", restPort, TOKEN, ticker, "r"));
            Result overRest = submit(client, picture);
            assertThat(overRest.getError()).isEmpty();
            assertThat(overRest.getDecoded(0).getClassId()).isEqualTo(4);
            assertThat(overRest.getOutputsList()).isEqualTo(byGrpc.getOutputsList());
            assertThat(overRest.getModelSha256()).isEqualTo(byGrpc.getModelSha256());
            assertThat(overRest.getStamps().getInferenceEndNs())
                    .isGreaterThan(overRest.getStamps().getInferenceStartNs());
            assertThat(submit(client, ByteString.copyFromUtf8("no picture")).getError())
                    .startsWith("INVALID_ARGUMENT: HTTP 400, ");
        }
        await().atMost(LONG).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("rr-r-")
                        || thread.getName().startsWith("rr-a-")
                        || thread.getName().equals("HTTP-Dispatcher")));
    }

    @Test
    void an_answer_that_is_no_answer_to_a_frame_is_one_result_with_an_error() throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            byte[] body = "{\"outputs\":[{\"name\":\"y\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[1]}]}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        other.start();
        // No gRPC call is made here; its port is never asked.
        try (AgentClient client = AgentClient.connect("127.0.0.1", 1, TOKEN, ticker, "r")) {
            client.useRest(new RestClient("127.0.0.1", other.getAddress().getPort(), "", ticker, "r"));
            assertThat(submit(client, ByteString.EMPTY).getError())
                    .isEqualTo("malformed answer: no output 'class' of INT32");
            other.stop(0);
            assertThat(submit(client, ByteString.EMPTY).getError()).startsWith("UNAVAILABLE: ");
        } finally {
            other.stop(0);
        }
    }
}
