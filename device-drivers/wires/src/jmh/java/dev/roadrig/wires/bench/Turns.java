package dev.roadrig.wires.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Ways that take turns, so that what else the host does meets all of them; each turn gives one figure a way. */
final class Turns {
    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    void add(String way, double figure) {
        figures.computeIfAbsent(way, w -> new ArrayList<>()).add(figure);
    }

    double median(String way) {
        return percentile(figures.get(way).stream().mapToDouble(d -> d).toArray(), 0.5);
    }

    /** The median over the turns of one way's figure through another's of the same turn. */
    double ratio(String way, String through) {
        List<Double> upper = figures.get(way);
        List<Double> lower = figures.get(through);
        double[] ratios = new double[upper.size()];
        Arrays.setAll(ratios, i -> upper.get(i) / lower.get(i));
        return percentile(ratios, 0.5);
    }

    void print(String what, String unit, String baseline) {
        figures.keySet()
                .forEach(way -> System.out.printf(
                        Locale.ROOT,
                        "%s | %s | %.1f %s | x %.2f of %s%n",
                        what,
                        way,
                        median(way),
                        unit,
                        ratio(way, baseline),
                        baseline));
    }

    static double percentile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
