package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.roadrig.harness.home.Home;
import dev.roadrig.ports.InferencePort.FrameRequest;
import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveFrame;
import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.model.ModelCard;
import dev.roadrig.scenarios.model.ModelCardFile;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.scenarios.record.v1.Tensor;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.agent.AgentClient;
import dev.roadrig.wires.ssh.ShellWord;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.data.Offset;

/** The smallest int8 model of the demo, executed by the same agent on two processors, on the same pictures. */
final class InferenceOnBoth {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final int FRAMES = 2;
    private static final String NETWORK = "signnet-tiny-int8.onnx";

    private final Path folder;
    private final Home home = Home.find();
    private final Ticker ticker;
    private final Path card;
    private final String token = Tokens.fresh();

    InferenceOnBoth(Path folder, Ticker ticker) throws Exception {
        this.folder = folder;
        this.ticker = ticker;
        Path models = home.demo().resolve("models");
        Path network = Files.copy(models.resolve(NETWORK), folder.resolve(NETWORK));
        Path labels = models.resolve("labels-gtsrb.csv");
        Files.copy(labels, folder.resolve(labels.getFileName().toString()));
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(network)));
        card = Files.writeString(
                folder.resolve("tiny.yaml"),
                Files.readString(models.resolve("signs-int8.yaml"))
                        .replaceAll("(?m)^file: .*", "file: " + NETWORK)
                        .replaceAll("(?m)^sha256: .*", "sha256: " + hash));
    }

    /** Answers of this host's processor. */
    List<Result> here(Path agentJar) throws Exception {
        Path secret = Files.writeString(folder.resolve("token"), token);
        try (HostAgent agent = HostAgent.start(agentJar, card, secret);
                AgentClient client = AgentClient.connect("127.0.0.1", agent.port(), token, ticker, "host")) {
            return answers(client);
        }
    }

    /** Answers of the board's. */
    List<Result> on(LiveBoard board, AgentJar jar) throws Exception {
        ModelCard model = ModelCardFile.read(card);
        var deployment = new Deployment(
                board.shell(),
                board.control().files(),
                board.rack().agent().folder(),
                Files.createDirectory(folder.resolve("scratch")));
        deployment.put(jar.path(), jar.sha256(), model, token, ticker.in(LONG));
        String command = "exec java -jar " + ShellWord.quote(deployment.agentJar()) + " --card "
                + ShellWord.quote(deployment.card()) + " --token-file " + ShellWord.quote(deployment.token())
                + " --port 0 --dead-man 300s";
        try (AgentProcess agent =
                        AgentProcess.start("arm64", board.control(), command, fault -> {}, ticker, ticker.in(LONG));
                var data = board.connection("data", ticker.in(LONG));
                var tunnel = data.forward(agent.port(), ticker.in(LONG));
                AgentClient client = AgentClient.connect("127.0.0.1", tunnel.hostPort(), token, ticker, "arm64")) {
            assertThat(client.hello(ticker.in(LONG)).modelSha256()).isEqualTo(model.sha256());
            return answers(client);
        }
    }

    private List<Result> answers(AgentClient client) throws Exception {
        List<Result> results = Collections.synchronizedList(new ArrayList<>());
        int asked = 0;
        for (DriveFrame frame : frames()) {
            int before = asked++;
            client.submit(
                    new FrameRequest(
                            asked,
                            frame.index(),
                            false,
                            ByteString.copyFrom(frame.picture().read()),
                            null,
                            frame.truth().stream().map(DriveFrame.Label::box).toList()),
                    results::add);
            await().atMost(LONG).until(() -> results.size() > before);
        }
        assertThat(results).allSatisfy(result -> assertThat(result.getError()).isEmpty());
        return List.copyOf(results);
    }

    private List<DriveFrame> frames() throws IOException {
        List<DriveFrame> chosen = new ArrayList<>();
        try (Drive drive = DriveReader.open(home.demo().resolve("drive"));
                Drive.FrameCursor frames = drive.frames()) {
            while (frames.hasNext() && chosen.size() < FRAMES) {
                DriveFrame frame = frames.next();
                if (frame.truth().size() >= 2) {
                    chosen.add(frame);
                }
            }
        }
        return chosen;
    }

    /** Holds one answer's outputs against another's: whole numbers are equal, floats at most one step apart. */
    static void agree(Result here, Result there) {
        assertThat(there.getOutputsCount()).isEqualTo(here.getOutputsCount()).isPositive();
        for (int t = 0; t < here.getOutputsCount(); t++) {
            Tensor a = here.getOutputs(t);
            Tensor b = there.getOutputs(t);
            assertThat(b.getName()).isEqualTo(a.getName());
            if (!a.getDatatype().equals("FP32")) {
                assertThat(b).isEqualTo(a);
                continue;
            }
            float[] values = floats(a);
            assertThat(floats(b))
                    .as("%s of %s", a.getName(), a.getShapeList())
                    .containsExactly(values, Offset.offset((float) (step(values) * 1.001)));
        }
    }

    private static float[] floats(Tensor tensor) {
        FloatBuffer data = tensor.getData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] values = new float[data.remaining()];
        data.get(values);
        return values;
    }

    /** One step of a whole-number output that was turned into floats: the least distance of two values that differ. */
    private static double step(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        double least = Double.POSITIVE_INFINITY;
        for (int i = 1; i < sorted.length; i++) {
            double gap = (double) sorted[i] - sorted[i - 1];
            if (gap > 0) {
                least = Math.min(least, gap);
            }
        }
        return least;
    }
}
