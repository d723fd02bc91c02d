package dev.roadrig.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.model.ModelCardFile;
import dev.roadrig.scenarios.scenario.ScenarioFile;
import dev.roadrig.scenarios.spec.SpecFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way of writing a file wrong that we know of, and the whole message that it gives. */
class MisuseTest {
    private static final List<String> SCENARIO =
            List.of("scenario: s", "drive: drive", "model: model.yaml", "placement: edge", "spec: spec.yaml");
    private static final List<String> CARD = List.of(
            "model: signs",
            "file: model.onnx",
            "input: {size: 32x32, type: float32, layout: nhwc, channels: rgb, scale: 1/255, offset: 0, resize: triangle,"
                    + " region: box}",
            "output: {labels: labels.txt}");
    private static final String COLUMNS = "t_ns,state,down_kbps,up_kbps,rtt_ms,loss\n";
    private static final Map<String, String> BESIDE = Map.ofEntries(
            Map.entry("model.onnx", "not read here"),
            Map.entry("labels.txt", "a\nb\n"),
            Map.entry("hole.txt", "a\n\nb\n"),
            Map.entry("gap.csv", "0,a\n2,b\n"),
            Map.entry("spec.yaml", "spec: a\nrequirements: [{id: A, metric: results.lost, at-most: 0}]\n"),
            Map.entry("drive/frames.csv", "frame,file,t_ns\n0,a.jpg,5000000000\n1,a.jpg,5100000000\n"),
            Map.entry("drive/a.jpg", "not read here"),
            Map.entry("good.csv", COLUMNS + "5000000000,lte,100,100,40,0\n"),
            Map.entry("column.csv", "t_ns,down_kbps,up_kbps,rtt_ms,los\n"),
            Map.entry("norate.csv", "t_ns,up_kbps,rtt_ms\n"),
            Map.entry("cells.csv", COLUMNS + "5000000000,lte,100,100,40\n"),
            Map.entry("back.csv", COLUMNS + "5000000000,lte,1,1,40,0\n5000000000,lte,1,1,40,0\n"),
            Map.entry("negative.csv", COLUMNS + "5000000000,lte,-1,1,40,0\n"),
            Map.entry("otherday.csv", COLUMNS + "1000000000,lte,1,1,40,0\n"),
            Map.entry("norows.csv", COLUMNS),
            Map.entry("good.up", "1\n"),
            Map.entry("word.up", "1\nx\n"),
            Map.entry("back.up", "5\n4\n"),
            Map.entry("zero.up", "0\n0\n"),
            Map.entry("empty.up", ""),
            Map.entry("hole.up", "1\n\n2\n"));

    @TempDir
    private Path dir;

    static List<MisuseTable.Row> yaml() throws IOException {
        return MisuseTable.read(MisuseTest.class, "/misuse/yaml.txt");
    }

    static List<MisuseTable.Row> spec() throws IOException {
        return MisuseTable.read(MisuseTest.class, "/misuse/spec.txt");
    }

    static List<MisuseTable.Row> scenario() throws IOException {
        return MisuseTable.read(MisuseTest.class, "/misuse/scenario.txt");
    }

    static List<MisuseTable.Row> card() throws IOException {
        return MisuseTable.read(MisuseTest.class, "/misuse/card.txt");
    }

    @ParameterizedTest
    @MethodSource
    void yaml(MisuseTable.Row row) throws IOException {
        check(row, List.of(), SpecFile::read);
    }

    @ParameterizedTest
    @MethodSource
    void spec(MisuseTable.Row row) throws IOException {
        check(row, List.of(), SpecFile::read);
    }

    @ParameterizedTest
    @MethodSource
    void scenario(MisuseTable.Row row) throws IOException {
        Files.writeString(dir.resolve("model.yaml"), String.join("\n", CARD));
        check(row, SCENARIO, ScenarioFile::read);
    }

    @ParameterizedTest
    @MethodSource
    void card(MisuseTable.Row row) throws IOException {
        check(row, CARD, ModelCardFile::read);
    }

    private void check(MisuseTable.Row row, List<String> right, Consumer<Path> reader) throws IOException {
        for (Map.Entry<String, String> file : BESIDE.entrySet()) {
            Path path = dir.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        Path file = Files.writeString(dir.resolve("wrong.yaml"), row.text(right));
        BadInput error = catchThrowableOfType(BadInput.class, () -> reader.accept(file));
        assertThat(error).as("%s is refused", row.title()).isNotNull();
        assertThat(String.valueOf(error.getMessage()).replace(dir.toString(), "{dir}"))
                .isEqualTo(row.message());
    }
}
