package dev.roadrig.reports.observe;

import dev.roadrig.scenarios.observe.Meaning;
import dev.roadrig.scenarios.record.v1.Result;
import java.util.Map;
import java.util.OptionalLong;

/**
 * An answer that a line gave.
 *
 * @param result as a wire of ours would have brought it; received when its line's end came
 * @param stages nanoseconds, as the line states them
 * @param heldNanos the longest that the wire and then the reader can have had the line; empty where the wire's part is not
 *     known; where the reader's is not, it is the wire's alone
 */
public record ConsoleAnswer(Result result, Map<Meaning, Long> stages, OptionalLong heldNanos) {
    public ConsoleAnswer {
        stages = Map.copyOf(stages);
    }
}
