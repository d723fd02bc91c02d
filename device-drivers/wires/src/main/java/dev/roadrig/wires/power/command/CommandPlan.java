package dev.roadrig.wires.power.command;

import dev.roadrig.wires.program.HostCommand;
import java.time.Duration;
import java.util.Optional;

/**
 * Which commands switch a supply.
 *
 * @param state prints on, off, 1 or 0 as its last word; empty where nothing tells
 * @param within how long each of them may take
 */
public record CommandPlan(HostCommand on, HostCommand off, Optional<HostCommand> state, Duration within) {}
