package dev.roadrig.reports.plot;

import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.plot.Panel.Area;
import dev.roadrig.reports.plot.Panel.Canvas;
import dev.roadrig.reports.plot.Panel.Range;
import dev.roadrig.reports.text.Figure;
import dev.roadrig.reports.text.PlainText;
import dev.roadrig.scenarios.record.v1.Where;
import dev.roadrig.scenarios.spec.Metric;
import dev.roadrig.scenarios.spec.Requirement;
import dev.roadrig.scenarios.spec.Requirement.When;
import dev.roadrig.scenarios.spec.Spec;
import java.awt.Color;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;

/** How end-to-end latencies are spread, by the place that answered, with percentiles by nearest rank and the bounds. */
public final class LatencyHistogram {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 500;
    private static final int HEADER = 64;
    private static final int BINS_WANTED = 110;
    private static final double[] PERCENTILES = {0.50, 0.95, 0.99};

    private final List<FrameRow> answered;
    private final double[] sorted;
    private final Bounds bounds;

    private LatencyHistogram(RunTable run, Spec spec) {
        answered = run.frames().stream()
                .filter(f -> f.latencyNanos().isPresent())
                .filter(f -> f.answer().stream().allMatch(a -> a.unusable().isEmpty()))
                .toList();
        sorted =
                answered.stream().mapToDouble(LatencyHistogram::millis).sorted().toArray();
        bounds = new Bounds(spec, Metric.LATENCY_END_TO_END, 1e3);
    }

    /** A PNG, 1200 by 500 pixels, of the answered frames that can be used for a latency verdict. */
    public static byte[] png(RunTable run, Spec spec) {
        var histogram = new LatencyHistogram(run, spec);
        Panel panel = histogram.panel();
        String title =
                PlainText.line(run.start().getScenario() + " on " + run.start().getBoard());
        String subtitle = histogram.sorted.length + " frames answered and usable of "
                + run.frames().size() + "   percentiles by nearest rank   run "
                + PlainText.line(run.start().getRunId());
        return Picture.png(WIDTH, HEIGHT, g -> {
            panel.paint(g, HEADER, canvas -> {
                Picture.title(g, title, subtitle, (int) canvas.area().left());
            });
        });
    }

    private Panel panel() {
        double lowest = sorted.length == 0 ? 0 : Math.min(0, sorted[0]);
        double highest = Math.max(sorted.length == 0 ? 1 : sorted[sorted.length - 1], bounds.highest()) * 1.08;
        double bin = niceBin((highest - lowest) / BINS_WANTED);
        int first = (int) Math.floor(lowest / bin);
        int bins = (int) Math.ceil(highest / bin) - first;
        double[] xs = new double[bins + 1];
        double[] all = new double[bins + 1];
        double[] edge = new double[bins + 1];
        for (int i = 0; i <= bins; i++) {
            xs[i] = (first + i) * bin;
        }
        for (FrameRow frame : answered) {
            int i = Math.min(bins - 1, (int) Math.floor(millis(frame) / bin) - first);
            all[i]++;
            edge[i] += frame.answer().filter(a -> a.where() == Where.EDGE).isPresent() ? 1 : 0;
        }
        double most = 1;
        for (double count : all) {
            most = Math.max(most, count);
        }
        var panel = new Panel(
                "End-to-end latency, bins of " + Figure.number(bin) + " ms",
                "Frames",
                new Range(xs[0], xs[bins]),
                new Range(0, most * 1.3),
                WIDTH,
                HEIGHT - HEADER);
        return panel.key("answered by the edge", Palette.EDGE, false)
                .key("by the cloud", Palette.CLOUD, false)
                .key("percentile", Palette.INK, true)
                .key("bound", Palette.BOUND, true)
                .bars("", xs, all, Palette.CLOUD)
                .bars("", xs, edge, Palette.EDGE)
                .xTitle("Latency (ms)")
                .over(this::marks);
    }

    private record Mark(double millis, String label, boolean bound) {}

    private List<Mark> allMarks() {
        List<Mark> marks = new ArrayList<>();
        for (double p : sorted.length == 0 ? new double[0] : PERCENTILES) {
            double value = sorted[(int) Math.ceil(p * sorted.length - 1e-9) - 1];
            marks.add(new Mark(value, "p" + Math.round(p * 100) + "  " + Figure.number(value) + " ms", false));
        }
        for (Requirement requirement : bounds.all()) {
            String when = requirement.when() == When.ALWAYS
                    ? ""
                    : ", " + requirement.when().word();
            marks.add(new Mark(bounds.on(requirement), Bounds.label(requirement) + when, true));
        }
        return marks;
    }

    /** Lines first; then each label in a row of its own, so that labels never cover each other. */
    private void marks(Canvas canvas) {
        Area area = canvas.area();
        List<Mark> marks = allMarks();
        for (Mark mark : marks) {
            double x = Bounds.crisp(area.x(mark.millis()));
            canvas.g().setColor(mark.bound() ? Palette.BOUND : Palette.INK);
            canvas.g().setStroke(mark.bound() ? Palette.DASHED : Palette.LINE);
            canvas.g().draw(new Line2D.Double(x, area.top(), x, area.bottom()));
        }
        canvas.g().setFont(Palette.SMALL);
        for (int row = 0; row < marks.size(); row++) {
            Mark mark = marks.get(row);
            double x = area.x(mark.millis());
            int width = canvas.g().getFontMetrics().stringWidth(mark.label());
            double left = x + width + 10 < area.right() ? x + 6 : x - width - 6;
            Color colour = mark.bound() ? Palette.BOUND : Palette.INK;
            Bounds.text(canvas.g(), mark.label(), left, area.top() + 16 + row * 16, colour);
        }
    }

    /** The next of 1, 2, 5 times a power of ten. */
    private static double niceBin(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        for (double step : new double[] {1, 2, 5}) {
            if (step * power >= atLeast) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static double millis(FrameRow frame) {
        return frame.latencyNanos().orElse(0L) / 1e6;
    }
}
