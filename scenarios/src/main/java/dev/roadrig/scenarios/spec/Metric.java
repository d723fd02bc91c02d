package dev.roadrig.scenarios.spec;

/** What can be measured today; an unknown metric, or one that cannot be measured yet, is bad input and names these. */
public enum Metric {
    /** From the moment a frame was due to the moment its answer was received. */
    LATENCY_END_TO_END("latency.end-to-end", Unit.SECONDS),
    LATENCY_PREPROCESS("latency.preprocess", Unit.SECONDS),
    LATENCY_INFERENCE("latency.inference", Unit.SECONDS),
    LATENCY_POSTPROCESS("latency.postprocess", Unit.SECONDS),
    /** What is left of the end-to-end latency without the stages that the board reports. */
    LATENCY_TRANSPORT("latency.transport", Unit.SECONDS),
    POWER("power", Unit.WATTS),
    ENERGY_PER_INFERENCE("energy.per-inference", Unit.JOULES),
    TEMPERATURE("temperature", Unit.CELSIUS),
    ACCURACY_TOP_1("accuracy.top-1", Unit.SHARE),
    RESULTS_LOST("results.lost", Unit.COUNT),
    /** From an outage's end to the first answer by the placement's first choice, in deadline. */
    RECOVERY("recovery", Unit.SECONDS),
    MEMORY_RSS("memory.rss", Unit.BYTES);

    /** The unit in which values of a metric are kept. */
    public enum Unit {
        SECONDS("s"),
        WATTS("W"),
        JOULES("J"),
        CELSIUS("C"),
        BYTES("B"),
        SHARE(""),
        COUNT("");

        private final String symbol;

        Unit(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }

    private final String word;
    private final Unit unit;

    Metric(String word, Unit unit) {
        this.word = word;
        this.unit = unit;
    }

    public String word() {
        return word;
    }

    public Unit unit() {
        return unit;
    }
}
