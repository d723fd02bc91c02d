package dev.roadrig.reports.tiny;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The area under the receiver operating characteristic, for one class against the rest, averaged over the classes. NaN
 * scores are below every threshold.
 */
final class RocArea {
    /** The runner's: 0.00, 0.01, .. 1.00. */
    private static final int THRESHOLDS = 101;

    private RocArea() {}

    /** As the official runner does it: by trapezoids between the {@value #THRESHOLDS} thresholds; NaN without two classes. */
    static double onThresholds(List<List<Double>> scores, List<Integer> truth) {
        return mean(scores, truth, (of, rest) -> {
            double area = 0;
            double x = 1;
            double y = 1;
            for (int i = 0; i < THRESHOLDS; i++) {
                double threshold = i / 100.0;
                double nextX = share(rest, threshold);
                double nextY = share(of, threshold);
                area += i == 0 ? 0 : (x - nextX) * (y + nextY) / 2;
                x = nextX;
                y = nextY;
            }
            return area;
        });
    }

    /** Without thresholds: how often a score of the class is above one of the rest, ties half (Mann and Whitney). */
    static double exact(List<List<Double>> scores, List<Integer> truth) {
        return mean(scores, truth, (of, rest) -> {
            double above = 0;
            for (double a : of) {
                for (double b : rest) {
                    above += a > b ? 1 : a == b ? .5 : 0;
                }
            }
            return above / ((double) of.length * rest.length);
        });
    }

    private interface Area {
        double between(double[] of, double[] rest);
    }

    /** The mean over those classes that have samples and are not all of them. */
    private static double mean(List<List<Double>> scores, List<Integer> truth, Area area) {
        int classes = scores.stream().mapToInt(List::size).min().orElse(0);
        double sum = 0;
        int counted = 0;
        for (int c = 0; c < classes; c++) {
            double[] of = column(scores, truth, c, true);
            double[] rest = column(scores, truth, c, false);
            if (of.length > 0 && rest.length > 0) {
                sum += area.between(of, rest);
                counted++;
            }
        }
        return counted == 0 ? Double.NaN : sum / counted;
    }

    private static double[] column(List<List<Double>> scores, List<Integer> truth, int of, boolean inClass) {
        DoubleUnaryOperator known = score -> Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
        return java.util.stream.IntStream.range(0, scores.size())
                .filter(i -> (truth.get(i) == of) == inClass)
                .mapToDouble(i -> scores.get(i).get(of))
                .map(known)
                .toArray();
    }

    private static double share(double[] scores, double threshold) {
        int reached = 0;
        for (double score : scores) {
            reached += score >= threshold ? 1 : 0;
        }
        return (double) reached / scores.length;
    }
}
