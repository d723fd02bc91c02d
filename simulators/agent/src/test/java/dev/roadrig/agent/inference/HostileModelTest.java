package dev.roadrig.agent.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.model.ModelCard;
import dev.roadrig.scenarios.model.ModelCard.ElementType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no model, no whole model, or another model: a sentence each, and never the end of the process. */
class HostileModelTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"empty.onnx", "empty.tflite"})
    void an_empty_file_is_no_model(String name) throws IOException {
        assertThatThrownBy(() -> open(Files.write(folder.resolve(name), new byte[0]), false))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text.onnx", "text.tflite"})
    void a_text_is_no_model(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "hello, I am a model\n".repeat(100));
        assertThatThrownBy(() -> open(file, false)).isInstanceOf(BadInput.class).hasMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"base-int8.onnx", "base-int8.tflite"})
    void a_model_cut_short_anywhere_is_refused(String member) throws IOException {
        byte[] whole = model(member);
        int cuts = 0;
        for (int at = 1; at < whole.length; at += whole.length / 60) {
            Path file = Files.write(folder.resolve("cut-" + member), Arrays.copyOf(whole, at));
            assertThatThrownBy(() -> open(file, member.endsWith("tflite")))
                    .as("cut to %d of %d bytes", at, whole.length)
                    .isInstanceOf(BadInput.class);
            cuts++;
        }
        assertThat(cuts).isGreaterThan(50);
    }

    @Test
    void a_tflite_operator_that_the_engine_lacks_is_named() throws IOException {
        byte[] bytes = withOperator(model("hardswish-fp32.tflite"), 117, 250);
        assertThatThrownBy(() -> open(Files.write(folder.resolve("op.tflite"), bytes), false))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("operators that TensorFlow Lite")
                .hasMessageContaining("operator 250 version 1");
    }

    private static byte[] withOperator(byte[] bytes, int from, int to) {
        byte[] changed = bytes.clone();
        int replaced = 0;
        // An operator code holds its number as an aligned int32; the older byte beside it counts only when it is
        // greater.
        for (int at = 0; at + 4 <= changed.length; at++) {
            boolean number =
                    changed[at] == from && changed[at + 1] == 0 && changed[at + 2] == 0 && changed[at + 3] == 0;
            if (number && at % 4 == 0) {
                changed[at] = (byte) to;
                replaced++;
            }
        }
        assertThat(replaced).isPositive();
        return changed;
    }

    @Test
    void an_onnx_operator_that_the_engine_lacks_is_named() throws IOException {
        byte[] bytes = model("hardswish-fp32.onnx");
        Path file = Files.write(folder.resolve("op.onnx"), replace(bytes, "HardSwish", "HardSwosh"));
        assertThatThrownBy(() -> open(file, false)).isInstanceOf(BadInput.class).hasMessageContaining("HardSwosh");
    }

    @Test
    void labels_that_do_not_fit_the_model_are_an_error_that_names_both_sides() {
        Path file = Cards.file("base-int8.onnx");
        ModelCard card = Cards.card(
                file,
                Cards.input(ElementType.FLOAT32, 32, 1 / 255.0, 0),
                Cards.output(IntStream.range(0, 10).boxed().toList()));
        assertThatThrownBy(() -> FrameModel.open(card))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("float32 [-1, 43]")
                .hasMessageContaining("10 labels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"base-int8.onnx", "base-int8.tflite"})
    void another_input_shape_or_type_is_an_error_that_names_both_sides(String member) {
        Path file = Cards.file(member);
        ModelCard card = Cards.card(file, Cards.input(ElementType.UINT8, 48, 1, 0), Cards.identity());
        assertThatThrownBy(() -> FrameModel.open(card))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("32, 32, 3]")
                .hasMessageContaining("uint8 [batch, 48, 48, 3]");
    }

    @Test
    void a_model_that_was_changed_after_its_card_was_read_is_refused() throws IOException {
        Path file = Files.write(folder.resolve("m.onnx"), model("tiny-int8.onnx"));
        ModelCard card = Cards.card(file, false);
        Files.write(file, model("base-int8.onnx"));
        assertThatThrownBy(() -> FrameModel.open(card))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("SHA-256");
    }

    private static void open(Path file, boolean int8) {
        FrameModel.open(Cards.card(file, int8)).close();
    }

    private static byte[] model(String member) throws IOException {
        return Files.readAllBytes(Cards.file(member));
    }

    private static byte[] replace(byte[] bytes, String from, String to) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }
}
