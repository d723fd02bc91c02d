package dev.roadrig.reports.verdict;

import dev.roadrig.reports.join.RunTable;
import dev.roadrig.scenarios.spec.Metric;
import java.util.Optional;

/** What a run's tier cannot prove, whatever was measured on it. */
public final class TierLimits {
    private static final String TIER = "tier";
    private static final String QEMU = "qemu";

    private TierLimits() {}

    /**
     * Why a metric is not judged on a tier; empty where it is.
     *
     * @param tier as the record's board facts name it
     */
    public static Optional<String> refusal(Metric metric, String tier) {
        return switch (metric) {
            case LATENCY_END_TO_END,
                    LATENCY_PREPROCESS,
                    LATENCY_INFERENCE,
                    LATENCY_POSTPROCESS,
                    LATENCY_TRANSPORT,
                    RECOVERY ->
                tier.equals(QEMU)
                        ? Optional.of(
                                "The board's processor was emulated by QEMU, hundreds of times slower than one, and in"
                                        + " another order: time is never judged on this tier. Run the scenario on a real"
                                        + " board or on an emulated one with a profile.")
                        : Optional.empty();
            case POWER, ENERGY_PER_INFERENCE, TEMPERATURE, ACCURACY_TOP_1, RESULTS_LOST, MEMORY_RSS -> Optional.empty();
        };
    }

    static Optional<String> refusal(Metric metric, RunTable run) {
        return refusal(metric, run.start().getBoardFactsMap().getOrDefault(TIER, ""));
    }
}
