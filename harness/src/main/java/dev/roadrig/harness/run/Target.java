package dev.roadrig.harness.run;

import dev.roadrig.ports.BoardClock;
import dev.roadrig.ports.InferencePort;
import dev.roadrig.ports.PowerMeter;
import java.util.Optional;

/**
 * A board that is ready for frames, as the replay sees it: abilities, and nothing of how they are reached.
 *
 * @param inference takes frames and says what the board answered
 * @param clock empty when the board's clock cannot be read
 * @param meter empty when nothing measures the board
 */
public record Target(InferencePort inference, Optional<BoardClock> clock, Optional<PowerMeter> meter) {}
