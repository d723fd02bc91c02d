package dev.roadrig.scenarios.spec;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One bound on one metric.
 *
 * @param id unique in its spec, such as LAT-1
 * @param metric what is measured
 * @param statistic over the samples
 * @param bound on the statistic, in the metric's own unit
 * @param when which samples count
 * @param confidence for an inferred statistic, between 0.5 and 1
 * @param forEach the attribute to judge by slice, such as light
 * @param minSamples the least number of samples a judged set needs, 0 for none
 * @param after samples before this are left out, since the drive's start
 * @param over only this long from {@code after}; zero for the rest
 * @param includeFaults whether frames inside an ordered fault count
 * @param of the rail, process or instrument where the metric needs one
 * @param given conditions that must have been measured to hold, by name
 * @param line the requirement's line in its file, for messages
 */
public record Requirement(
        String id,
        Metric metric,
        Statistic statistic,
        Bound bound,
        When when,
        double confidence,
        Optional<String> forEach,
        int minSamples,
        Duration after,
        Duration over,
        boolean includeFaults,
        Optional<String> of,
        Map<String, String> given,
        int line) {

    public Requirement {
        given = Map.copyOf(given);
        if (!(confidence > 0.5 && confidence < 1)) {
            throw new IllegalArgumentException("a confidence lies between 0.5 and 1, not " + confidence);
        }
    }

    /** Which samples count, by the conditions asked at the frame's due time. */
    public enum When {
        ALWAYS("always"),
        LINK_UP("link.up"),
        LINK_OUTAGE("link.outage"),
        FAULT("fault.*");

        private final String word;

        When(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /**
     * A limit.
     *
     * @param side which side of the limit is right
     * @param limit in the metric's unit (see {@link Metric#unit()})
     * @param written as the file wrote it, such as "150ms"
     */
    public record Bound(Side side, double limit, String written) {
        /** The limit itself is inside on both sides. */
        public enum Side {
            AT_MOST("at-most"),
            AT_LEAST("at-least");

            private final String word;

            Side(String word) {
                this.word = word;
            }

            public String word() {
                return word;
            }
        }

        public boolean holds(double value) {
            return side == Side.AT_MOST ? value <= limit : value >= limit;
        }
    }
}
