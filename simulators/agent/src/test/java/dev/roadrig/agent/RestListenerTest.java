package dev.roadrig.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.roadrig.agent.inference.Cards;
import dev.roadrig.agent.inference.FrameModel;
import dev.roadrig.ports.inference.rest.RestBody;
import dev.roadrig.ports.inference.rest.RestMessages;
import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.DriveFrame.Box;
import dev.roadrig.scenarios.time.RealTicker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers of an agent over REST get while its inferences hang. */
@SuppressWarnings("NullAway.Init")
class RestListenerTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final String TOKEN = "a token";

    @TempDir
    private Path folder;

    private final RealTicker ticker = new RealTicker("test");
    private final HttpClient http = HttpClient.newHttpClient();
    private FrameModel model;
    private EdgeWorker worker;
    private InferenceService inference;
    private RestListener rest;

    @BeforeEach
    void start() throws Exception {
        model = FrameModel.open(Cards.signnet("base-int8.onnx"));
        worker = new EdgeWorker("hanging");
        BoardTime time = BoardTime.of(ticker);
        var router = new Router(ticker, time, new SlowPacer(ticker, LONG), model, worker, new EventStreams());
        inference = new InferenceService(time, model, new Preloaded(folder), router);
        rest = RestListener.bind("hanging", "127.0.0.1");
    }

    @AfterEach
    void stop() {
        rest.close();
        worker.close();
        model.close();
        ticker.close();
    }

    private void listen(Duration longest) {
        rest.start(new RestCalls(new TokenGate(TOKEN, () -> {}), inference, ticker, longest));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rest.port() + "/v2/" + path))
                .header("roadrig-token", TOKEN)
                .timeout(LONG);
    }

    private CompletableFuture<HttpResponse<String>> infer() throws Exception {
        byte[] picture = Files.readAllBytes(SharedFolder.data("signnet/drive/frames/0000.jpg"));
        var box = new Box(450.69f, 116.54f, 482.43f, 148.28f);
        RestBody body = RestMessages.write(
                FrameProtocol.request("1", 0, false, ByteString.copyFrom(picture), List.of(box)), true);
        return http.sendAsync(
                request("models/" + FrameProtocol.MODEL + "/infer")
                        .header(RestBody.JSON_LENGTH, Integer.toString(body.jsonBytes()))
                        .POST(BodyPublishers.ofByteArray(body.bytes().toByteArray()))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void as_many_inferences_as_may_hang_and_the_agent_still_says_that_it_lives() throws Exception {
        listen(LONG);
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i <= RestCalls.MOST_INFERENCES; i++) {
            all.add(infer());
        }
        await().atMost(LONG).until(() -> all.stream().anyMatch(CompletableFuture::isDone));
        HttpResponse<String> live = http.send(request("health/live").build(), BodyHandlers.ofString());
        assertThat(live.body()).isEqualTo("{\"live\":true}");
        List<HttpResponse<String>> refused = all.stream()
                .filter(CompletableFuture::isDone)
                .map(CompletableFuture::join)
                .toList();
        assertThat(refused).hasSize(1);
        assertThat(refused.get(0).statusCode()).isEqualTo(429);
        assertThat(refused.get(0).body()).contains("16 requests over REST wait already");
    }

    @Test
    void an_inference_beyond_its_deadline_is_an_error_that_says_so() throws Exception {
        listen(SHORT);
        HttpResponse<String> late = infer().get();
        assertThat(late.statusCode()).isEqualTo(504);
        assertThat(late.body())
                .isEqualTo("{\"error\":\"no result of '" + FrameProtocol.MODEL
                        + "' within 0.1 s; it is computed still, and then dropped. Send requests further apart\"}");
    }
}
