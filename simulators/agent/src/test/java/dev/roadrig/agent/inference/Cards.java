package dev.roadrig.agent.inference;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.model.ModelCard;
import dev.roadrig.scenarios.model.ModelCard.Channels;
import dev.roadrig.scenarios.model.ModelCard.ElementType;
import dev.roadrig.scenarios.model.ModelCard.Format;
import dev.roadrig.scenarios.model.ModelCard.Input;
import dev.roadrig.scenarios.model.ModelCard.Layout;
import dev.roadrig.scenarios.model.ModelCard.Output;
import dev.roadrig.scenarios.model.ModelCard.Region;
import dev.roadrig.scenarios.model.ModelCard.Resize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** Model cards made in code, for tests that are not about card files. */
public final class Cards {
    private static final int CLASSES = 43;

    private Cards() {}

    /** A member of the sign classifiers' family, such as {@code base-int8.onnx}. */
    public static ModelCard signnet(String member) {
        return card(file(member), member.contains("int8.tflite"));
    }

    /** The same member's file. */
    public static Path file(String member) {
        return SharedFolder.root().resolve("scenarios/demo/models/signnet-" + member);
    }

    /** A model file with the sign classifiers' card, whether it fits or not. */
    public static ModelCard card(Path file, boolean int8) {
        Input input = int8 ? input(ElementType.INT8, 32, 1, -128) : input(ElementType.FLOAT32, 32, 1 / 255.0, 0);
        return card(file, input, identity());
    }

    public static Input input(ElementType type, int size, double scale, double offset) {
        return new Input(size, size, type, Layout.NHWC, Channels.RGB, scale, offset, Resize.TRIANGLE, Region.BOX);
    }

    public static Output identity() {
        return output(IntStream.range(0, CLASSES).boxed().toList());
    }

    /** 43 labels, their class numbers in the order given. */
    public static Output output(List<Integer> classOfIndex) {
        return new Output(
                IntStream.range(0, classOfIndex.size())
                        .mapToObj(i -> "sign-" + i)
                        .toList(),
                classOfIndex);
    }

    public static ModelCard card(Path file, Input input, Output output) {
        Format format = file.toString().endsWith(".onnx") ? Format.ONNX : Format.TFLITE;
        String name = String.valueOf(file.getFileName());
        return new ModelCard(
                name, file.resolveSibling(name + ".yaml"), file, sha256(file), format, input, output, "made in code");
    }

    private static String sha256(Path file) {
        try {
            byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
