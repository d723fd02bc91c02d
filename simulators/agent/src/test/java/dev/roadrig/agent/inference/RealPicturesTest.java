package dev.roadrig.agent.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.DriveFrame.Box;
import dev.roadrig.scenarios.model.ModelCard;
import dev.roadrig.scenarios.model.ModelCard.Channels;
import dev.roadrig.scenarios.model.ModelCard.ElementType;
import dev.roadrig.scenarios.model.ModelCard.Input;
import dev.roadrig.scenarios.model.ModelCard.Layout;
import dev.roadrig.scenarios.model.ModelCard.Region;
import dev.roadrig.scenarios.model.ModelCard.Resize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published figures of models on real and rendered pictures, through our own preprocessing. */
class RealPicturesTest {

    @ParameterizedTest
    @ValueSource(strings = {"base-int8.onnx", "base-int8.tflite", "base-int8-floatio.tflite"})
    void the_sign_classifier_is_right_on_424_of_430_real_signs(String member) throws Exception {
        assertThat(right(Cards.signnet(member), realSigns())).isEqualTo(424);
    }

    @Test
    void a_foreign_model_with_its_own_class_order_is_right_on_398_of_430_whole_pictures() throws Exception {
        assertThat(right(nihal(lexicographic()), realSigns())).isEqualTo(398);
    }

    @Test
    void the_wrong_class_order_costs_nearly_everything() throws Exception {
        assertThat(right(nihal(IntStream.range(0, 43).boxed().toList()), realSigns()))
                .isLessThan(60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"base-int8.onnx", "base-int8.tflite"})
    void the_demo_drive_has_531_of_its_540_signs_right(String member) throws Exception {
        List<Labelled> frames = drive();
        assertThat(frames.stream().mapToInt(f -> f.boxes.size()).sum()).isEqualTo(540);
        assertThat(right(Cards.signnet(member), frames)).isEqualTo(531);
    }

    @Test
    void both_formats_of_the_int8_model_give_the_same_scores_to_the_bit() throws Exception {
        int compared = 0;
        try (FrameModel onnx = FrameModel.open(Cards.signnet("base-int8.onnx"));
                FrameModel tflite = FrameModel.open(Cards.signnet("base-int8.tflite"))) {
            for (Labelled picture : drive()) {
                assertThat(answer(tflite, picture).scores())
                        .isEqualTo(answer(onnx, picture).scores());
                compared += picture.boxes.size();
            }
        }
        assertThat(compared).isEqualTo(540);
    }

    private static ModelCard nihal(List<Integer> order) {
        return Cards.card(
                SharedFolder.data("models/gtsrb/nihal_traffic_sign_model.tflite"),
                new Input(
                        30,
                        30,
                        ElementType.FLOAT32,
                        Layout.NHWC,
                        Channels.RGB,
                        1 / 255.0,
                        0,
                        Resize.AWT_BILINEAR,
                        Region.PICTURE),
                Cards.output(order));
    }

    private static List<Integer> lexicographic() {
        return IntStream.range(0, 43)
                .boxed()
                .sorted(Comparator.comparing(String::valueOf))
                .toList();
    }

    private static int right(ModelCard card, List<Labelled> pictures) throws Exception {
        int right = 0;
        try (FrameModel model = FrameModel.open(card)) {
            for (Labelled picture : pictures) {
                int[] answered = answer(model, picture).classNumbers();
                for (int i = 0; i < answered.length; i++) {
                    right += answered[i] == picture.truth.get(i) ? 1 : 0;
                }
            }
        }
        return right;
    }

    private static FrameModel.Answer answer(FrameModel model, Labelled picture) throws Exception {
        model.preprocess(Files.readAllBytes(picture.file), picture.boxes);
        model.infer();
        return model.postprocess();
    }

    private static List<Labelled> realSigns() throws IOException {
        Path folder = SharedFolder.data("images/gtsrb-430");
        var pictures = new ArrayList<Labelled>();
        for (String[] row : rows(folder.resolve("labels.csv"))) {
            pictures.add(new Labelled(
                    folder.resolve("images").resolve(row[0]), List.of(box(row, 3)), List.of(Integer.valueOf(row[7]))));
        }
        assertThat(pictures).hasSize(430);
        return pictures;
    }

    private static List<Labelled> drive() throws IOException {
        Path folder = SharedFolder.data("signnet/drive");
        Map<Integer, Labelled> frames = new LinkedHashMap<>();
        for (String[] row : rows(folder.resolve("labels.csv"))) {
            Labelled frame = frames.computeIfAbsent(
                    Integer.valueOf(row[0]),
                    number -> new Labelled(
                            folder.resolve("frames/%04d.jpg".formatted(number)), new ArrayList<>(), new ArrayList<>()));
            frame.boxes.add(box(row, 5));
            frame.truth.add(Integer.valueOf(row[3]));
        }
        return List.copyOf(frames.values());
    }

    private static Box box(String[] row, int from) {
        return new Box(
                Float.parseFloat(row[from]),
                Float.parseFloat(row[from + 1]),
                Float.parseFloat(row[from + 2]),
                Float.parseFloat(row[from + 3]));
    }

    private static List<String[]> rows(Path csv) throws IOException {
        return Files.readAllLines(csv).stream()
                .skip(1)
                .map(line -> Arrays.stream(line.split(",")).toArray(String[]::new))
                .toList();
    }

    private record Labelled(Path file, List<Box> boxes, List<Integer> truth) {}
}
