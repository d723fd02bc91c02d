package dev.roadrig.reports.tiny;

import dev.roadrig.scenarios.tiny.TinyLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A session's figures as rows of cells, for people. */
public final class TinyText {
    private TinyText() {}

    /** Rows of a name and what there is to say. */
    public static List<List<String>> summary(TinyLog log, TinyFigures figures) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("session", log.id()));
        rows.add(List.of("model", log.model().isEmpty() ? "not said" : log.model()));
        for (int i = 0; i < figures.windows().size(); i++) {
            rows.add(List.of("window " + (i + 1), window(figures.windows().get(i))));
        }
        figures.medianPerSecond()
                .ifPresent(value -> rows.add(List.of("throughput", format("%.3f inf/s, median", value))));
        figures.medianMicrojoules()
                .ifPresent(value -> rows.add(List.of("energy", format("%.3f uJ/inf, median", value))));
        figures.accuracy().ifPresent(accuracy -> {
            rows.add(List.of(
                    "top-1",
                    format("%.1f %%", accuracy.top1() * 100) + ", " + accuracy.right() + " of " + accuracy.samples()
                            + (accuracy.notNumbers() == 0 ? "" : ", " + accuracy.notNumbers() + " with a NaN")));
            rows.add(List.of(
                    "AUC",
                    format("%.4f", accuracy.officialAuc()) + " on the runner's 101 thresholds, "
                            + format("%.4f", accuracy.exactAuc()) + " without thresholds"));
        });
        figures.missing().forEach(why -> rows.add(List.of("missing", why)));
        figures.remarks().forEach(remark -> rows.add(List.of("remark", remark)));
        return rows;
    }

    private static String window(WindowFigures window) {
        String time = String.format(
                Locale.ROOT,
                "%d inferences in %.3f s, %.3f inf/s",
                window.runs(),
                window.seconds(),
                window.perSecond());
        return window.microjoules().isEmpty()
                ? time
                : time
                        + String.format(
                                Locale.ROOT,
                                ", %.1f uJ +-%.1f, %.3f uJ/inf",
                                window.microjoules().getAsDouble(),
                                window.edgeMicrojoules(),
                                window.microjoulesPerInference().orElse(Double.NaN));
    }

    /** Rows of every official figure, ours, how far they may be apart, and whether they are the same. */
    public static List<List<String>> comparison(List<Compared> compared) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("figure", "recomputed", "official", "may differ", "same"));
        for (Compared row : compared) {
            rows.add(List.of(
                    row.what() + (row.unit().isEmpty() ? "" : ", " + row.unit()),
                    Double.isNaN(row.ours()) ? "missing" : format("%." + (row.decimals() + 1) + "f", row.ours()),
                    format("%." + row.decimals() + "f", row.official()),
                    format("%." + (row.decimals() + 1) + "f", row.bound()),
                    row.same() ? "yes" : row.follows() ? "NO" : "-"));
        }
        return rows;
    }

    private static String format(String form, double value) {
        return String.format(Locale.ROOT, form, value);
    }
}
