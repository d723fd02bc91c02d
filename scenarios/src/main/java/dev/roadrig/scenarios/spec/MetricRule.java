package dev.roadrig.scenarios.spec;

import dev.roadrig.scenarios.quantity.Dimension;
import dev.roadrig.scenarios.spec.Statistic.Kind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a requirement may say of a metric. */
final class MetricRule {
    private MetricRule() {}

    static Dimension dimension(Metric metric) {
        return switch (metric.unit()) {
            case SECONDS -> Dimension.TIME;
            case WATTS -> Dimension.POWER;
            case JOULES -> Dimension.ENERGY;
            case CELSIUS -> Dimension.TEMPERATURE;
            case BYTES -> Dimension.BYTES;
            case SHARE -> Dimension.SHARE;
            case COUNT -> Dimension.COUNT;
        };
    }

    static Set<Kind> statistics(Metric metric) {
        return switch (metric.unit()) {
            case SHARE -> EnumSet.of(Kind.SHARE);
            case COUNT -> EnumSet.of(Kind.COUNT);
            default -> EnumSet.of(Kind.PERCENTILE, Kind.MEAN, Kind.MAX, Kind.MIN);
        };
    }

    /** The only statistic that a metric has, or the mean of an energy that is already one for each inference. */
    static Optional<Statistic> byDefault(Metric metric) {
        return switch (metric) {
            case ACCURACY_TOP_1 -> Optional.of(Statistic.SHARE);
            case RESULTS_LOST -> Optional.of(Statistic.COUNT);
            case ENERGY_PER_INFERENCE -> Optional.of(Statistic.MEAN);
            default -> Optional.empty();
        };
    }

    /** Whether every sample belongs to a frame, whose attributes it can be sliced by. */
    static boolean byFrame(Metric metric) {
        return switch (metric) {
            case POWER, TEMPERATURE, MEMORY_RSS, RECOVERY -> false;
            default -> true;
        };
    }
}
