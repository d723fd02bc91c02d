package dev.roadrig.scenarios.scenario;

import dev.roadrig.scenarios.quantity.Dimension;
import dev.roadrig.scenarios.quantity.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A fault that the scenario orders.
 *
 * @param kind what happens
 * @param at when it begins, since the drive's start
 * @param lasting how long; zero for a fault without an end of its own
 * @param parameters as written, by key
 */
public record FaultOrder(Kind kind, Duration at, Duration lasting, Map<String, String> parameters) {
    /** The closed table of faults; an unknown word is bad input. */
    public enum Kind {
        POWER_CUT("power-cut"),
        BROWN_OUT("brown-out"),
        IGNITION("ignition"),
        REBOOT("reboot"),
        AGENT_KILL("agent-kill"),
        SSH_CUT("ssh-cut"),
        CAMERA("camera"),
        CAN_SILENCE("can-silence"),
        GNSS("gnss"),
        STORAGE("storage"),
        CLOCK("clock"),
        CPU_LOAD("cpu-load"),
        HEAT("heat");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public FaultOrder {
        parameters = Map.copyOf(parameters);
    }

    /** Whether it switches the ignition, and to there. */
    public boolean switchesIgnition(boolean on) {
        return kind == Kind.IGNITION && parameters.getOrDefault("state", "").equals(on ? "on" : "off");
    }

    /**
     * When it ends at the earliest, since the drive's start; an ignition's off with its on, or never.
     *
     * @param all the scenario's, in order of their begin
     */
    Duration end(List<FaultOrder> all) {
        if (!switchesIgnition(false)) {
            return at.plus(lasting);
        }
        return all.stream()
                .filter(other -> other.switchesIgnition(true) && other.at.compareTo(at) >= 0)
                .map(FaultOrder::at)
                .findFirst()
                .orElse(Duration.ofNanos(Long.MAX_VALUE));
    }

    /** By how much in time: of a camera that is late, or of a clock that jumps; zero where it does not say. */
    public Duration by() {
        return Quantity.parse(parameters.getOrDefault("by", "0 s"), Dimension.TIME)
                .duration();
    }
}
