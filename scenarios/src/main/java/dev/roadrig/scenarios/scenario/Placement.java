package dev.roadrig.scenarios.scenario;

import java.time.Duration;

/**
 * Where inference runs.
 *
 * @param mode where
 * @param cloudDeadline how long an answer of the cloud may take before the edge answers; zero where no cloud is used
 */
public record Placement(Mode mode, Duration cloudDeadline) {
    /** As a scenario file says it. */
    public enum Mode {
        EDGE("edge"),
        CLOUD("cloud"),
        CLOUD_ELSE_EDGE("cloud-else-edge");

        private final String word;

        Mode(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public Placement {
        if (cloudDeadline.isNegative()) {
            throw new IllegalArgumentException("a deadline is not negative");
        }
    }

    public boolean usesCloud() {
        return mode != Mode.EDGE;
    }
}
