package dev.roadrig.wires.power.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which commands switch a supply, each as its words.
 *
 * @param state prints on, off, 1 or 0 as its last word; empty where nothing tells
 * @param within how long each of them may take
 */
public record CommandPlan(List<String> on, List<String> off, Optional<List<String>> state, Duration within) {
    public CommandPlan {
        on = List.copyOf(on);
        off = List.copyOf(off);
        state = state.map(List::copyOf);
    }

    /** What a shell of this host makes of a line. */
    public static List<String> shell(String line) {
        return List.of("sh", "-c", line);
    }

    /** For people. */
    public String text() {
        return "command " + HostCommand.text(on);
    }
}
