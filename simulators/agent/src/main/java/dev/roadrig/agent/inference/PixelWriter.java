package dev.roadrig.agent.inference;

import dev.roadrig.scenarios.model.ModelCard;
import dev.roadrig.scenarios.model.ModelCard.Channels;
import dev.roadrig.scenarios.model.ModelCard.ElementType;
import dev.roadrig.scenarios.model.ModelCard.Layout;
import java.nio.ByteBuffer;

/** Writes RGB pixels into an input tensor in the card's type, order and normalisation. */
final class PixelWriter {
    private static final int CHANNELS = 3;
    private static final int VALUES = 256;

    private final boolean planes;
    private final boolean reversed;
    private final ElementType type;
    private final float[] floats = new float[VALUES];
    private final byte[] bytes = new byte[VALUES];

    PixelWriter(ModelCard.Input input) {
        planes = input.layout() == Layout.NCHW;
        reversed = input.channels() == Channels.BGR;
        type = input.type();
        int least = type == ElementType.INT8 ? Byte.MIN_VALUE : 0;
        for (int pixel = 0; pixel < VALUES; pixel++) {
            double value = pixel * input.scale() + input.offset();
            floats[pixel] = (float) value;
            bytes[pixel] = (byte) Math.max(least, Math.min(least + VALUES - 1, Math.round(value)));
        }
    }

    /**
     * Writes one item.
     *
     * @param rgb row by row
     * @param into the tensor
     * @param item its index in the batch
     */
    void write(byte[] rgb, ByteBuffer into, int item) {
        int pixels = rgb.length / CHANNELS;
        int base = item * rgb.length;
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                int value = rgb[pixel * CHANNELS + (reversed ? CHANNELS - 1 - channel : channel)] & 0xFF;
                int element = base + (planes ? channel * pixels + pixel : pixel * CHANNELS + channel);
                if (type == ElementType.FLOAT32) {
                    into.putFloat(element * Float.BYTES, floats[value]);
                } else {
                    into.put(element, bytes[value]);
                }
            }
        }
    }
}
