package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.model.ModelCard;
import dev.roadrig.scenarios.model.ModelCardFile;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models are tried in a process of their own, and what ends that process ends nothing else. */
class ModelTrialTest {
    private static final Path MODELS = SharedFolder.root().resolve("scenarios/demo/models");

    private final Ticker ticker = new RealTicker("trial-test");

    @TempDir
    private Path folder;

    @AfterEach
    void end() {
        ticker.close();
    }

    private ModelTrial trial() {
        return new ModelTrial(folder.resolve("remembered"), ticker);
    }

    private long remembered() throws IOException {
        Path marks = folder.resolve("remembered");
        if (!Files.exists(marks)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(marks)) {
            return files.count();
        }
    }

    /** A card beside a file, with the fields of the demo's card for this format. */
    private ModelCard card(String like, Path model) throws IOException {
        String text = Files.readString(MODELS.resolve(like))
                .replaceFirst("(?m)^file: .*$", "file: '" + model + "'")
                .replaceFirst("(?m)^sha256: .*\\R", "")
                .replace("labels-gtsrb.csv", MODELS.resolve("labels-gtsrb.csv").toString());
        return ModelCardFile.read(Files.writeString(folder.resolve("card.yaml"), text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"signs-int8.yaml", "signs-int8-tflite.yaml"})
    void a_model_that_runs_is_remembered_with_its_card(String name) throws Exception {
        ModelCard card = ModelCardFile.read(MODELS.resolve(name));
        trial().of(card);
        assertThat(remembered()).isEqualTo(1);
        trial().of(card);
        assertThat(remembered()).isEqualTo(1);
    }

    @Test
    void a_model_that_is_remembered_is_not_loaded_again() throws Exception {
        Path model = Files.copy(MODELS.resolve("signnet-tiny-int8.onnx"), folder.resolve("m.onnx"));
        ModelCard card = card("signs-int8.yaml", model);
        trial().of(card);
        // What is no model any more would be refused if anybody looked.
        Files.writeString(model, "gone");
        trial().of(card);
        assertThatThrownBy(() -> trial().of(card("signs-int8.yaml", model)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("m.onnx");
    }

    @Test
    void a_forged_model_that_ends_its_process_is_refused_and_harms_nothing_else() throws Exception {
        byte[] bytes = Files.readAllBytes(MODELS.resolve("signnet-base-int8.tflite"));
        // Two indices, both in range: our look through the file passes them, the runtime does not survive them.
        assertThat(bytes[800]).isEqualTo((byte) 9);
        assertThat(bytes[165_899]).isEqualTo((byte) 1);
        bytes[800] = 17;
        bytes[165_899] = 123;
        Path forged = Files.write(folder.resolve("forged.tflite"), bytes);
        assertThatThrownBy(() -> trial().of(card("signs-int8-tflite.yaml", forged)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("forged.tflite ends the process that loads it (SIGSEGV): it is damaged or forged")
                .hasMessageContaining("nothing else was harmed");
        assertThat(remembered()).as("it will be tried again").isZero();
    }

    @Test
    void a_model_that_does_not_fit_its_card_is_refused_in_the_engines_words() throws Exception {
        String text = Files.readString(MODELS.resolve("signs-int8.yaml"))
                .replace("32x32", "48x48")
                .replace("file: ", "file: " + MODELS + "/")
                .replace("labels-gtsrb.csv", MODELS.resolve("labels-gtsrb.csv").toString());
        ModelCard card = ModelCardFile.read(Files.writeString(folder.resolve("card.yaml"), text));
        assertThatThrownBy(() -> trial().of(card))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith(
                        "The model " + card.file() + " does not fit its card " + card.card() + ": its input")
                .hasMessageEndingWith("the card says float32 [batch, 48, 48, 3].");
    }
}
