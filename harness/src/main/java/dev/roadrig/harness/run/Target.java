package dev.roadrig.harness.run;

import dev.roadrig.ports.BoardClock;
import dev.roadrig.ports.InferencePort;
import dev.roadrig.ports.PowerMeter;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import java.util.Optional;

/**
 * A board that is ready for frames, as the replay sees it: abilities, and nothing of how they are reached.
 *
 * @param inference takes frames and says what the board answered
 * @param clock empty when the board's clock cannot be read
 * @param meter empty when nothing measures the board
 * @param placing has the board infer where the scenario says, once its own engine is warm
 */
public record Target(InferencePort inference, Optional<BoardClock> clock, Optional<PowerMeter> meter, Placing placing) {
    /** Changes where a board infers, from the edge to wherever the scenario says. */
    @FunctionalInterface
    public interface Placing {
        /** For a target that infers where the scenario says from the start. */
        Placing FROM_THE_START = deadline -> {};

        void engage(Deadline deadline) throws RunFault, InterruptedException;
    }
}
