package dev.roadrig.reports.tiny;

import dev.roadrig.scenarios.tiny.OfficialResults;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A figure beside the official one.
 *
 * @param what such as "median throughput"
 * @param unit empty for a share
 * @param decimals that the official runner prints
 * @param ours NaN when it does not follow from the session
 * @param bound how far the two may be apart
 */
public record Compared(String what, String unit, int decimals, double ours, double official, double bound) {
    private static final double ROUNDING = 1e-9;

    /** Whether the two are the same within the bound. */
    public boolean same() {
        return Math.abs(ours - official) <= bound + ROUNDING;
    }

    /** Whether there is a figure of ours to compare. */
    public boolean follows() {
        return !Double.isNaN(ours);
    }

    /** Whether there are two, and they are further apart than the bound. */
    public boolean different() {
        return follows() && !same();
    }

    /**
     * Every figure that the official runner gives. Throughput, Top-1 and AUC must be the same in all the digits that it
     * prints; an energy may differ by the sample at either edge, because the runner's own sample clock is rounded.
     */
    public static List<Compared> of(TinyFigures figures, OfficialResults official) {
        List<Compared> rows = new ArrayList<>();
        List<WindowFigures> windows = figures.windows();
        for (int i = 0; i < official.perSecond().size(); i++) {
            double ours = i < windows.size() ? windows.get(i).perSecond() : Double.NaN;
            rows.add(new Compared(
                    "throughput, window " + (i + 1),
                    "inf/s",
                    3,
                    ours,
                    official.perSecond().get(i),
                    half(3)));
        }
        add(rows, "median throughput", "inf/s", 3, figures.medianPerSecond(), official.medianPerSecond(), half(3));
        double worst = 0;
        for (int i = 0; i < official.microjoules().size(); i++) {
            WindowFigures window = i < windows.size() ? windows.get(i) : null;
            double ours = window == null ? Double.NaN : window.microjoules().orElse(Double.NaN);
            double edges = window == null ? 0 : window.edgeMicrojoules();
            worst = Math.max(worst, window == null ? 0 : edges / window.runs());
            rows.add(new Compared(
                    "energy, window " + (i + 1),
                    "uJ",
                    3,
                    ours,
                    official.microjoules().get(i),
                    edges + half(3)));
        }
        add(
                rows,
                "median energy",
                "uJ/inf",
                3,
                figures.medianMicrojoules(),
                official.medianMicrojoulesPerInference(),
                worst + half(3));
        OptionalDouble top1 = accuracy(figures, accuracy -> accuracy.top1() * 100);
        add(rows, "top-1", "%", 1, top1, official.top1Percent(), half(1));
        add(rows, "AUC", "", 2, accuracy(figures, TinyAccuracy::officialAuc), official.auc(), half(2));
        return rows;
    }

    private static OptionalDouble accuracy(
            TinyFigures figures, java.util.function.ToDoubleFunction<TinyAccuracy> figure) {
        return figures.accuracy().stream().mapToDouble(figure).findFirst();
    }

    private static void add(
            List<Compared> rows,
            String what,
            String unit,
            int decimals,
            OptionalDouble ours,
            OptionalDouble official,
            double bound) {
        official.ifPresent(
                value -> rows.add(new Compared(what, unit, decimals, ours.orElse(Double.NaN), value, bound)));
    }

    /** Half of the last digit that is printed. */
    private static double half(int decimals) {
        return .5 * Math.pow(10, -decimals);
    }
}
