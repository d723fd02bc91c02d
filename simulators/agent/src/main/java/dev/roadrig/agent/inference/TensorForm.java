package dev.roadrig.agent.inference;

import dev.roadrig.scenarios.model.ModelCard.ElementType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Name, element type and shape of a model's input or output.
 *
 * @param name as the model file has it
 * @param type of its elements
 * @param shape the batch first; -1 where any size is taken
 */
public record TensorForm(String name, ElementType type, List<Long> shape) {
    public TensorForm {
        shape = List.copyOf(shape);
    }

    /** Bytes of one element. */
    static int bytesOf(ElementType type) {
        return type == ElementType.FLOAT32 ? Float.BYTES : 1;
    }

    /** As the Open Inference Protocol names the type. */
    public String datatype() {
        return switch (type) {
            case FLOAT32 -> "FP32";
            case INT8 -> "INT8";
            case UINT8 -> "UINT8";
        };
    }

    /** Such as {@code float32 [-1, 32, 32, 3]}. */
    @Override
    public String toString() {
        return word(type) + shape.stream().map(String::valueOf).collect(Collectors.joining(", ", " [", "]"));
    }

    private static String word(ElementType type) {
        return switch (type) {
            case FLOAT32 -> "float32";
            case INT8 -> "int8";
            case UINT8 -> "uint8";
        };
    }
}
