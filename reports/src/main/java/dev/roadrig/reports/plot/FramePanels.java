package dev.roadrig.reports.plot;

import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.join.FrameRow.Answer;
import dev.roadrig.reports.join.FrameRow.Stage;
import dev.roadrig.reports.join.FrameRow.State;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.plot.Panel.Canvas;
import dev.roadrig.reports.plot.Panel.Range;
import dev.roadrig.scenarios.record.v1.Where;
import dev.roadrig.scenarios.spec.Metric;
import dev.roadrig.scenarios.spec.Spec;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What became of the frames: latency by the place that answered, and by stage. */
final class FramePanels {
    private final RunTable run;
    private final DriveTime time;
    private final int width;

    FramePanels(RunTable run, DriveTime time, int width) {
        this.run = run;
        this.time = time;
        this.width = width;
    }

    Panel latency(Spec spec) {
        var bounds = new Bounds(spec, Metric.LATENCY_END_TO_END, 1e3);
        double top = Math.max(highestLatency(), bounds.highest()) * 1.14;
        var panel = new Panel(
                "End-to-end latency, from due to received",
                "Latency (ms)",
                time.range(),
                new Range(0, top > 0 ? top : 1),
                width,
                290);
        roundTrip(panel);
        points(panel, "answered by the cloud", Palette.CLOUD, usable(Where.CLOUD));
        points(panel, "by the edge", Palette.EDGE, usable(Where.EDGE));
        points(panel, "place unknown", Palette.FAINT_INK, usable(Where.WHERE_UNSPECIFIED));
        points(
                panel,
                "unusable",
                Palette.FAINT_INK,
                f -> f.answer().isPresent() && !f.answer().get().unusable().isEmpty());
        if (run.frames().stream().anyMatch(f -> f.state() == State.LOST || f.state() == State.REFUSED)) {
            panel.key("lost or refused", Palette.BOUND, false);
        }
        if (run.frames().stream().anyMatch(f -> f.state() == State.PENDING || f.state() == State.UNREAD)) {
            panel.key("pending", Palette.FAINT_INK, false);
        }
        if (!bounds.all().isEmpty()) {
            panel.key("bound", Palette.BOUND, true);
        }
        if (run.frames().stream().anyMatch(FrameRow::outage)) {
            panel.key("no link", Palette.OUTAGE_EDGE, false);
        }
        return panel.over(canvas -> bounds.across(canvas, time)).over(this::marks);
    }

    Panel stages() {
        List<FrameRow> frames = run.frames();
        int n = frames.size();
        double[] xs = new double[n + 1];
        double[] sums = new double[n + 1];
        double[] offsets = frames.stream().mapToDouble(time::seconds).toArray();
        System.arraycopy(offsets, 0, xs, 0, n);
        xs[n] = time.range().high();
        Map<Stage, double[]> stacks = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            for (int i = 0; i < n; i++) {
                sums[i] += frames.get(i)
                                .answer()
                                .map(a -> a.stages().getOrDefault(stage, 0L))
                                .orElse(0L)
                        / 1e6;
            }
            stacks.put(stage, sums.clone());
        }
        double highest = 0;
        for (double sum : sums) {
            highest = Math.max(highest, sum);
        }
        Range y = new Range(0, highest > 0 ? highest * 1.1 : 1);
        var panel = new Panel("Latency by stage, summed", "Latency (ms)", time.range(), y, width, 230);
        stacks.keySet().forEach(stage -> panel.key(name(stage), Palette.of(stage), false));
        // The highest sum first, so that each lower one is painted over it.
        List<Stage> downwards = new ArrayList<>(stacks.keySet());
        Collections.reverse(downwards);
        for (Stage stage : downwards) {
            panel.bars("", xs, stacks.getOrDefault(stage, sums), Palette.of(stage));
        }
        return panel;
    }

    private static String name(Stage stage) {
        return stage == Stage.WAIT
                ? "wait, cloud included"
                : stage.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Frames without an answer, as crosses along the top: red for lost and refused ones, grey for pending ones. */
    private void marks(Canvas canvas) {
        Graphics2D g = canvas.g();
        g.setStroke(Palette.LINE);
        for (FrameRow frame : run.frames()) {
            if (frame.state() != State.ANSWERED) {
                g.setColor(
                        frame.state() == State.PENDING || frame.state() == State.UNREAD
                                ? Palette.FAINT_INK
                                : Palette.BOUND);
                double x = canvas.area().x(time.seconds(frame));
                double y = canvas.area().top() + 9;
                g.draw(new Line2D.Double(x - 3, y - 3, x + 3, y + 3));
                g.draw(new Line2D.Double(x - 3, y + 3, x + 3, y - 3));
            }
        }
    }

    private void roundTrip(Panel panel) {
        var asked = run.asked().stream()
                .filter(a -> time.seconds(a.nanos()) <= time.range().high())
                .toList();
        if (!asked.isEmpty()) {
            panel.steps(
                    "network round trip asked",
                    asked.stream().mapToDouble(a -> time.seconds(a.nanos())).toArray(),
                    asked.stream()
                            .mapToDouble(a -> a.message().getRttNs() == 0
                                    ? Double.NaN
                                    : a.message().getRttNs() / 1e6)
                            .toArray(),
                    Palette.ROUND_TRIP);
        }
    }

    private void points(Panel panel, String name, java.awt.Color colour, Predicate<FrameRow> which) {
        List<FrameRow> frames = run.frames().stream()
                .filter(f -> f.latencyNanos().isPresent())
                .filter(which)
                .toList();
        if (!frames.isEmpty()) {
            panel.points(
                    name,
                    frames.stream().mapToDouble(time::seconds).toArray(),
                    frames.stream()
                            .mapToDouble(f -> f.latencyNanos().orElse(0L) / 1e6)
                            .toArray(),
                    colour,
                    SeriesMarkers.CIRCLE);
        }
    }

    private static Predicate<FrameRow> usable(Where where) {
        return frame -> frame.answer()
                .filter(a -> a.unusable().isEmpty())
                .map(Answer::where)
                .filter(w -> w == where || (where == Where.WHERE_UNSPECIFIED && w == Where.UNRECOGNIZED))
                .isPresent();
    }

    private double highestLatency() {
        return run.frames().stream()
                .flatMap(f -> f.latencyNanos().stream())
                .mapToDouble(n -> n / 1e6)
                .max()
                .orElse(0);
    }
}
