package dev.roadrig.wires.tiny;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a session measures.
 *
 * @param accuracy whether each input is inferred once and its answer matters, else how long inferences take
 * @param inputs files of raw tensors; for time one window each
 * @param window the least a window lasts, for time
 * @param patience beyond the expected time, before a board counts as silent
 */
public record TinyPlan(boolean accuracy, List<Path> inputs, Duration window, Duration patience) {
    public TinyPlan {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty() || window.isNegative() || window.isZero() || patience.isNegative()) {
            throw new IllegalArgumentException("a session has inputs, and windows last");
        }
    }
}
