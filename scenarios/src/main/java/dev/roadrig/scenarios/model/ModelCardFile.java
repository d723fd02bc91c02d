package dev.roadrig.scenarios.model;

import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.model.ModelCard.Channels;
import dev.roadrig.scenarios.model.ModelCard.ElementType;
import dev.roadrig.scenarios.model.ModelCard.Format;
import dev.roadrig.scenarios.model.ModelCard.Input;
import dev.roadrig.scenarios.model.ModelCard.Layout;
import dev.roadrig.scenarios.model.ModelCard.Output;
import dev.roadrig.scenarios.model.ModelCard.Region;
import dev.roadrig.scenarios.model.ModelCard.Resize;
import dev.roadrig.scenarios.yaml.YamlFile;
import dev.roadrig.scenarios.yaml.YamlMap;
import dev.roadrig.scenarios.yaml.YamlScalar;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads a model card.
 *
 * <pre>{@code
 * model: signs-int8
 * file: signnet-base-int8.onnx        # .onnx or .tflite
 * sha256: 5a1f...                     # optional; checked
 * input:
 *   size: 32x32                       # width x height
 *   type: float32                     # float32 | int8 | uint8
 *   layout: nhwc                      # nhwc | nchw
 *   channels: rgb                     # rgb | bgr
 *   scale: 1/255                      # tensor = pixel * scale + offset; a number or a fraction
 *   offset: 0
 *   resize: triangle                  # triangle | awt-bilinear
 *   region: box                       # box | picture
 * output:
 *   labels: ../labels-gtsrb.txt       # a file with one name a line (or number,name), or a list
 *   classes: 43                       # optional; checked against the labels
 *   order: numeric                    # numeric | lexicographic | the class number of each output index
 * }</pre>
 */
public final class ModelCardFile {
    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,4})x([1-9]\\d{0,4})");
    private static final Pattern FRACTION = Pattern.compile("(\\d{1,9})/([1-9]\\d{0,8})");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private ModelCardFile() {}

    /** Reads the card, hashes its model file and checks all that can be checked without running the model. */
    public static ModelCard read(Path path) {
        YamlFile yaml = YamlFile.read(path);
        YamlMap top = yaml.top().only("model", "file", "sha256", "input", "output");
        YamlScalar name = top.scalar("model");
        if (!NAME.matcher(name.text()).matches()) {
            throw name.bad(Wording.quote(name.text()) + " is not a name; use up to 64 letters, digits, '.', '_', '-'");
        }
        YamlScalar file = top.scalar("file");
        Path model = file.file();
        Format format = format(file);
        Input input = input(top.map("input"));
        Output output = output(top.map("output"));
        String sha256 = sha256(file, model);
        top.optionalScalar("sha256").ifPresent(pinned -> check(pinned, sha256, file.text()));
        return new ModelCard(name.text(), path.toAbsolutePath(), model, sha256, format, input, output, yaml.text());
    }

    /**
     * The card as YAML that needs no other file than the model: labels and order stand in it, and the hash is pinned. This
     * is what goes to a board.
     *
     * @param fileName what the model file is called beside it
     */
    public static String selfContained(ModelCard card, String fileName) {
        Input input = card.input();
        return String.join(
                "\n",
                "model: " + card.name(),
                "file: " + YamlFile.quoted(fileName),
                "sha256: " + YamlFile.quoted(card.sha256()),
                "input:",
                "  size: " + input.width() + "x" + input.height(),
                "  type: " + word(input.type()),
                "  layout: " + word(input.layout()),
                "  channels: " + word(input.channels()),
                "  scale: " + new BigDecimal(Double.toString(input.scale())).toPlainString(),
                "  offset: " + new BigDecimal(Double.toString(input.offset())).toPlainString(),
                "  resize: " + word(input.resize()),
                "  region: " + word(input.region()),
                "output:",
                "  labels: [" + quoted(card.output().labels()) + "]",
                "  order: " + card.output().classOfIndex(),
                "");
    }

    private static String quoted(List<String> labels) {
        return labels.stream().map(YamlFile::quoted).collect(Collectors.joining(", "));
    }

    private static Format format(YamlScalar file) {
        String text = file.text().toLowerCase(Locale.ROOT);
        return Arrays.stream(Format.values())
                .filter(f -> text.endsWith("." + f.word()))
                .findFirst()
                .orElseThrow(() -> file.bad(Wording.quote(file.text())
                        + " is neither an .onnx nor a .tflite file; the ending says which engine runs it"));
    }

    private static Input input(YamlMap map) {
        map.only("size", "type", "layout", "channels", "scale", "offset", "resize", "region");
        YamlScalar size = map.scalar("size");
        Matcher sides = SIZE.matcher(size.text());
        if (!sides.matches()) {
            throw size.bad(
                    Wording.quote(size.text()) + " is not a size; write width x height in pixels, such as 32x32");
        }
        int width = Integer.parseInt(sides.group(1));
        int height = Integer.parseInt(sides.group(2));
        if ((long) width * height > 16_777_216) {
            throw size.bad(size.text() + " is over 16,777,216 pixels");
        }
        return new Input(
                width,
                height,
                map.word("type", ElementType.values(), ModelCardFile::word),
                map.word("layout", Layout.values(), ModelCardFile::word),
                map.word("channels", Channels.values(), ModelCardFile::word),
                scale(map.scalar("scale")),
                map.scalar("offset").number().doubleValue(),
                map.word("resize", Resize.values(), ModelCardFile::word),
                map.word("region", Region.values(), ModelCardFile::word));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static double scale(YamlScalar scalar) {
        Matcher fraction = FRACTION.matcher(scalar.text());
        double scale = fraction.matches()
                ? Double.parseDouble(fraction.group(1)) / Double.parseDouble(fraction.group(2))
                : scalar.number().doubleValue();
        if (!(scale > 0)) {
            throw scalar.bad("a scale is above 0");
        }
        return scale;
    }

    private static Output output(YamlMap map) {
        map.only("labels", "classes", "order");
        List<String> labels = ModelLabels.read(map.node("labels"));
        map.optionalScalar("classes").ifPresent(classes -> {
            long wanted = classes.whole(1, ModelLabels.MOST);
            if (wanted != labels.size()) {
                throw classes.bad("the model has " + wanted + " classes, but there are " + labels.size()
                        + " labels; labels and model do not belong together");
            }
        });
        return new Output(labels, ModelLabels.order(map.optional("order"), labels.size()));
    }

    private static void check(YamlScalar pinned, String sha256, String file) {
        if (!pinned.text().toLowerCase(Locale.ROOT).equals(sha256)) {
            throw pinned.bad(Wording.quote(file) + " has another hash: " + sha256
                    + ". Take the file that the card was written for, or change the card");
        }
    }

    private static String sha256(YamlScalar file, Path model) {
        try (InputStream in = Files.newInputStream(model)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[1 << 16];
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                digest.update(block, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw file.bad(Wording.quote(file.text()) + " cannot be read: " + FileTrouble.why(e));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
