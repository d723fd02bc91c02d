package dev.roadrig.boards.tiny;

import dev.roadrig.agent.inference.InferenceEngine;
import dev.roadrig.agent.inference.InferenceEngine.Quantisation;
import dev.roadrig.agent.inference.InferenceFault;
import dev.roadrig.scenarios.model.ModelCard.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * The network of an emulated board, fed with raw bytes as MLPerf Tiny's reference firmware feeds its own: pictures and
 * features of one byte an element, or float32 in little endian, which an int8 network gets quantised. For one thread.
 */
final class TinyModel implements AutoCloseable {
    private static final int SIGN = 0x80;

    private final InferenceEngine engine;
    private final boolean pictures;

    TinyModel(Path file, boolean pictures) {
        this.engine = InferenceEngine.open(file);
        this.pictures = pictures;
    }

    /** Fills the input; what is wrong in the reference firmware's words where the bytes do not fit, which leaves it alone. */
    Optional<String> load(byte[] bytes) {
        int elements = engine.inputElements();
        boolean floats = engine.input().type() == ElementType.FLOAT32;
        ByteBuffer in = engine.in();
        if (bytes.length == elements * Float.BYTES) {
            ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < elements; i++) {
                float value = values.getFloat(i * Float.BYTES);
                if (floats) {
                    in.putFloat(i * Float.BYTES, value);
                } else {
                    in.put(i, quantised(value));
                }
            }
            return Optional.empty();
        }
        if (bytes.length == elements && !floats) {
            boolean shifted = pictures && engine.input().type() == ElementType.INT8;
            for (int i = 0; i < elements; i++) {
                in.put(i, (byte) (shifted ? bytes[i] ^ SIGN : bytes[i]));
            }
            return Optional.empty();
        }
        return Optional.of("Input db has " + bytes.length + " elemented, expected "
                + (floats ? elements * Float.BYTES : elements));
    }

    private byte quantised(float value) {
        Quantisation q = engine.inputQuantisation();
        int least = engine.input().type() == ElementType.INT8 ? Byte.MIN_VALUE : 0;
        long element = Math.round(value / (double) q.scale()) + q.zeroPoint();
        return (byte) Math.max(least, Math.min(least + 255, element));
    }

    void run() throws InferenceFault {
        engine.run(1);
    }

    /** The scores with three decimals; of a network whose output is its input again, the mean square of the difference. */
    String results() {
        var text = new StringJoiner(",");
        if (engine.outputElements() == engine.inputElements()) {
            double sum = 0;
            for (int i = 0; i < engine.outputElements(); i++) {
                double off = value(engine.out(), i, engine.output().type(), engine.outputQuantisation())
                        - value(engine.in(), i, engine.input().type(), engine.inputQuantisation());
                sum += off * off;
            }
            return format(sum / engine.outputElements());
        }
        for (int i = 0; i < engine.outputElements(); i++) {
            text.add(format(value(engine.out(), i, engine.output().type(), engine.outputQuantisation())));
        }
        return text.toString();
    }

    private static double value(ByteBuffer from, int i, ElementType type, Quantisation q) {
        return switch (type) {
            case FLOAT32 -> from.getFloat(i * Float.BYTES);
            case INT8 -> (double) q.scale() * (from.get(i) - q.zeroPoint());
            case UINT8 -> (double) q.scale() * ((from.get(i) & 0xff) - q.zeroPoint());
        };
    }

    private static String format(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    @Override
    public void close() {
        engine.close();
    }
}
