package dev.roadrig.scenarios.model;

import java.nio.file.Path;
import java.util.List;

/**
 * Everything that must go along with a model file for its answers to mean the same everywhere.
 *
 * @param name the model's name
 * @param card the card's own file
 * @param file the model file, absolute
 * @param sha256 of the model file, hex
 * @param format by the file's ending
 * @param input how a picture becomes the input tensor
 * @param output how the output tensor becomes a class
 * @param text the card as text, as the record keeps it
 */
public record ModelCard(
        String name, Path card, Path file, String sha256, Format format, Input input, Output output, String text) {

    /** Which engine runs it. */
    public enum Format {
        ONNX("onnx"),
        TFLITE("tflite");

        private final String word;

        Format(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /**
     * The input tensor holds {@code pixel * scale + offset}, pixel from 0 to 255, rounded for whole-number types.
     *
     * @param width pixels
     * @param height pixels
     * @param type of the tensor's elements
     * @param layout order of the dimensions after the batch
     * @param channels order of the colours
     * @param scale factor of a pixel's value
     * @param offset added after scaling
     * @param resize how the region is scaled to width x height
     * @param region what of the picture goes in
     */
    public record Input(
            int width,
            int height,
            ElementType type,
            Layout layout,
            Channels channels,
            double scale,
            double offset,
            Resize resize,
            Region region) {
        public Input {
            if (width < 1 || height < 1 || (long) width * height > 16_777_216) {
                throw new IllegalArgumentException("an input is between 1x1 and 16,777,216 pixels");
            }
        }
    }

    /** Of an input tensor's elements. */
    public enum ElementType {
        FLOAT32,
        INT8,
        UINT8
    }

    public enum Layout {
        NHWC,
        NCHW
    }

    public enum Channels {
        RGB,
        BGR
    }

    /** How a region is scaled. */
    public enum Resize {
        /** The triangle filter over the whole footprint (Pillow's BILINEAR with a box). */
        TRIANGLE,
        /** java.awt's bilinear interpolation of the whole region. */
        AWT_BILINEAR
    }

    /** What of the picture goes in. */
    public enum Region {
        /** The box that comes with the request. */
        BOX,
        /** The whole picture. */
        PICTURE
    }

    /**
     * One row of scores an input; the class is the row's greatest element, the lowest index on a tie.
     *
     * @param labels class names by class number
     * @param classOfIndex the class number of each output index; the identity unless the model's order differs
     */
    public record Output(List<String> labels, List<Integer> classOfIndex) {
        public Output {
            labels = List.copyOf(labels);
            classOfIndex = List.copyOf(classOfIndex);
            if (labels.size() != classOfIndex.size()) {
                throw new IllegalArgumentException("as many labels as output indices");
            }
        }
    }
}
