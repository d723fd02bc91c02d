package dev.roadrig.boards.tiny;

import dev.roadrig.scenarios.tiny.TinyMode;
import java.nio.file.Path;

/**
 * What an emulated board is.
 *
 * @param model its network, a TensorFlow Lite file
 * @param modelId as {@code profile} names it, such as {@code ic01}
 * @param pictures whether an int8 network takes pixels less 128, as those for pictures do, or the bytes as they are
 * @param mode how it stamps time
 * @param baud of its port
 * @param firstMicros its clock at power-on, 32 bits wide
 * @param behindInterface whether an interface board is between, which wants {@code dut } before each command
 * @param fault how it misbehaves
 */
public record TinySpec(
        Path model,
        String modelId,
        boolean pictures,
        TinyMode mode,
        int baud,
        long firstMicros,
        boolean behindInterface,
        TinyFault fault) {
    public static final int BAUD = 115_200;

    /** A board in performance mode that takes pictures and does what it should. */
    public static TinySpec of(Path model, String modelId) {
        return new TinySpec(model, modelId, true, TinyMode.PERFORMANCE, BAUD, 0, false, TinyFault.NONE);
    }

    public TinySpec plainBytes() {
        return new TinySpec(model, modelId, false, mode, baud, firstMicros, behindInterface, fault);
    }

    public TinySpec in(TinyMode other) {
        return new TinySpec(model, modelId, pictures, other, baud, firstMicros, behindInterface, fault);
    }

    public TinySpec clockAt(long micros) {
        return new TinySpec(model, modelId, pictures, mode, baud, micros, behindInterface, fault);
    }

    public TinySpec throughInterface() {
        return new TinySpec(model, modelId, pictures, mode, baud, firstMicros, true, fault);
    }

    public TinySpec with(TinyFault other) {
        return new TinySpec(model, modelId, pictures, mode, baud, firstMicros, behindInterface, other);
    }
}
