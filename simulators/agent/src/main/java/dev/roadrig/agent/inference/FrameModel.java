package dev.roadrig.agent.inference;

import dev.roadrig.scenarios.drive.DriveFrame.Box;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.model.CropResizer;
import dev.roadrig.scenarios.model.ModelCard;
import dev.roadrig.scenarios.model.ModelCard.ElementType;
import dev.roadrig.scenarios.model.ModelCard.Region;
import dev.roadrig.scenarios.model.ModelCard.Resize;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A model with its card: takes a picture and boxes in three stages, and answers one row of scores and one class a box.
 * The same on the edge and in the cloud. For one thread; the stages of one frame follow each other.
 */
public final class FrameModel implements AutoCloseable {
    /** Of an encoded picture. */
    public static final int MOST_FRAME_BYTES = 8 << 20;

    /** The class number of a row that holds a NaN: it is no answer, and no class has it. */
    public static final int NO_CLASS = -1;

    private final ModelCard card;
    private final InferenceEngine engine;
    private final PixelWriter writer;
    private int items;

    private FrameModel(ModelCard card, InferenceEngine engine) {
        this.card = card;
        this.engine = engine;
        this.writer = new PixelWriter(card.input());
    }

    /** Throws {@link BadInput} as {@link InferenceEngine#open} does. */
    public static FrameModel open(ModelCard card) {
        return new FrameModel(card, InferenceEngine.open(card));
    }

    public ModelCard card() {
        return card;
    }

    public InferenceEngine engine() {
        return engine;
    }

    /** The most boxes of a frame. */
    public int mostBoxes() {
        return engine.capacity();
    }

    /**
     * Decodes the picture and fills the input tensor.
     *
     * @param picture JPEG or PNG, at most {@link #MOST_FRAME_BYTES}
     * @param boxes pixels; none is fine
     */
    public void preprocess(byte[] picture, List<Box> boxes) throws BadFrame {
        if (picture.length > MOST_FRAME_BYTES) {
            throw new BadFrame(
                    "a picture has at most %d bytes and this one %d".formatted(MOST_FRAME_BYTES, picture.length));
        }
        if (boxes.size() > mostBoxes()) {
            throw new BadFrame("a frame has at most %d boxes and this one %d".formatted(mostBoxes(), boxes.size()));
        }
        BufferedImage image = PictureDecoder.decode(picture);
        for (int i = 0; i < boxes.size(); i++) {
            check(boxes.get(i), i, image);
            writer.write(scaled(image, boxes.get(i)), engine.in(), i);
        }
        items = boxes.size();
    }

    private static void check(Box box, int index, BufferedImage image) throws BadFrame {
        boolean finite = Float.isFinite(box.x1() + box.x2()) && Float.isFinite(box.y1() + box.y2());
        if (!finite || !(box.x1() < box.x2()) || !(box.y1() < box.y2())) {
            throw new BadFrame("box " + index + " is no rectangle: " + box);
        }
        int width = image.getWidth();
        int height = image.getHeight();
        boolean near = box.x1() >= -width && box.x2() <= 2 * width && box.y1() >= -height && box.y2() <= 2 * height;
        boolean touches = box.x1() < width && box.x2() > 0 && box.y1() < height && box.y2() > 0;
        if (!near || !touches) {
            throw new BadFrame("box %d, %s, lies outside the picture of %dx%d".formatted(index, box, width, height));
        }
    }

    private byte[] scaled(BufferedImage image, Box box) {
        ModelCard.Input input = card.input();
        Box region = input.region() == Region.BOX ? box : new Box(0, 0, image.getWidth(), image.getHeight());
        return input.resize() == Resize.TRIANGLE
                ? CropResizer.crop(image, region, input.width(), input.height())
                : awtBilinear(image, region, input.width(), input.height());
    }

    private static byte[] awtBilinear(BufferedImage image, Box region, int width, int height) {
        var small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(
                image,
                0,
                0,
                width,
                height,
                Math.round(region.x1()),
                Math.round(region.y1()),
                Math.round(region.x2()),
                Math.round(region.y2()),
                null);
        graphics.dispose();
        int[] pixels = small.getRGB(0, 0, width, height, null, 0, width);
        var rgb = new byte[pixels.length * 3];
        for (int i = 0; i < pixels.length; i++) {
            rgb[3 * i] = (byte) (pixels[i] >> 16);
            rgb[3 * i + 1] = (byte) (pixels[i] >> 8);
            rgb[3 * i + 2] = (byte) pixels[i];
        }
        return rgb;
    }

    /** Runs the model on what the input tensor holds. */
    public void infer() throws InferenceFault {
        if (items > 0) {
            engine.run(items);
        }
    }

    /** Dequantises the scores and finds the classes. */
    public Answer postprocess() {
        int classes = engine.outputElements();
        var scores = new float[items * classes];
        ByteBuffer out = engine.out();
        InferenceEngine.Quantisation quantisation = engine.outputQuantisation();
        ElementType type = engine.output().type();
        for (int i = 0; i < scores.length; i++) {
            scores[i] = switch (type) {
                case FLOAT32 -> out.getFloat(i * Float.BYTES);
                case INT8 -> quantisation.scale() * (out.get(i) - quantisation.zeroPoint());
                case UINT8 -> quantisation.scale() * ((out.get(i) & 0xFF) - quantisation.zeroPoint());
            };
        }
        var numbers = new int[items];
        for (int item = 0; item < items; item++) {
            numbers[item] = classOf(scores, item * classes, classes);
        }
        return new Answer(classes, scores, numbers);
    }

    private int classOf(float[] scores, int from, int classes) {
        int best = 0;
        for (int i = 0; i < classes; i++) {
            if (Float.isNaN(scores[from + i])) {
                return NO_CLASS;
            }
            if (scores[from + i] > scores[from + best]) {
                best = i;
            }
        }
        return card.output().classOfIndex().get(best);
    }

    @Override
    public void close() {
        engine.close();
    }

    /**
     * What the model says of a frame.
     *
     * @param classes scores in a row
     * @param scores one row a box, in the model's own order
     * @param classNumbers one a box, by the card; {@link #NO_CLASS} where a row holds a NaN
     */
    @SuppressWarnings("ArrayRecordComponent") // made once a frame, read once, never compared
    public record Answer(int classes, float[] scores, int[] classNumbers) {}
}
