package dev.roadrig.reports.plot;

import dev.roadrig.reports.join.ReadingRow;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.reports.plot.Panel.Range;
import dev.roadrig.reports.text.PlainText;
import dev.roadrig.scenarios.record.v1.LinkAsked;
import dev.roadrig.scenarios.record.v1.Reading.Quantity;
import dev.roadrig.scenarios.spec.Metric;
import dev.roadrig.scenarios.spec.Spec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the link was asked to do, and what the board's sensors read. */
final class SensorPanels {
    /** Samples a pixel beyond which a line is thinned to its lowest and highest. */
    private static final int SAMPLES_A_PIXEL = 4;
    /** Of a usual step between two readings: one that was missed, or came late, is no gap. */
    private static final int LONGEST_STEPS = 10;

    private final RunTable run;
    private final DriveTime time;
    private final int width;

    SensorPanels(RunTable run, DriveTime time, int width) {
        this.run = run;
        this.time = time;
        this.width = width;
    }

    Panel link() {
        List<At<LinkAsked>> asked = run.asked().stream()
                .filter(a -> time.seconds(a.nanos()) < time.range().high())
                .toList();
        double[] xs = new double[asked.size() + 1];
        for (int i = 0; i < asked.size(); i++) {
            xs[i] = Math.max(time.range().low(), time.seconds(asked.get(i).nanos()));
        }
        xs[asked.size()] = time.range().high();
        double[] down = megabits(asked, LinkAsked::getDownBitsPerSecond);
        double[] up = megabits(asked, LinkAsked::getUpBitsPerSecond);
        double highest = Math.max(
                Arrays.stream(down).max().orElse(0), Arrays.stream(up).max().orElse(0));
        Range y = new Range(0, highest > 0 ? highest * 1.1 : 1);
        String heading = asked.isEmpty() ? "Link: nothing shapes it" : "Link, as asked";
        var panel = new Panel(heading, "Rate (Mbit/s)", time.range(), y, width, 160);
        if (!asked.isEmpty()) {
            panel.steps("to the board", xs, down, Palette.DOWN).steps("from the board", xs, up, Palette.UP);
        }
        return panel;
    }

    Panel power(Spec spec) {
        Bounds bounds = new Bounds(spec, Metric.POWER, 1);
        DoubleSummaryStatistics seen = seen(Quantity.POWER);
        double highest = seen.getCount() == 0 ? 1 : Math.max(seen.getMax() * 1.15, 1e-3);
        double top = bounds.highest() <= 2 * highest ? Math.max(highest, bounds.highest() * 1.12) : highest;
        return sensors("Power", "Power (W)", Quantity.POWER, new Range(Math.min(0, seen.getMin()), top), bounds);
    }

    Panel temperature(Spec spec) {
        Bounds bounds = new Bounds(spec, Metric.TEMPERATURE, 1);
        DoubleSummaryStatistics seen = seen(Quantity.TEMPERATURE);
        double low = seen.getCount() == 0 ? 0 : Math.floor(seen.getMin() - 1);
        double high = seen.getCount() == 0 ? 1 : Math.ceil(seen.getMax() + 1);
        double span = high - low;
        double top = bounds.highest() > low && bounds.highest() < high + span ? bounds.highest() + span * 0.2 : high;
        Range y = new Range(low, Math.max(high, top));
        return sensors("Temperature", "Temperature (\u00b0C)", Quantity.TEMPERATURE, y, bounds);
    }

    private Panel sensors(String heading, String yTitle, Quantity quantity, Range y, Bounds bounds) {
        Map<String, List<ReadingRow>> lines = new TreeMap<>();
        drive(quantity).forEach(r -> lines.computeIfAbsent(r.name(), n -> new ArrayList<>())
                .add(r));
        String beyond = bounds.all().stream()
                .filter(r -> bounds.on(r) > y.high() || bounds.on(r) < y.low())
                .map(r -> Bounds.label(r) + " lies outside the plot")
                .collect(Collectors.joining(", "));
        String what = lines.isEmpty() ? heading + ": nothing measured it" : heading;
        var panel = new Panel(
                beyond.isEmpty() ? what : what + "   (" + beyond + ")",
                yTitle,
                time.range(),
                y,
                width,
                heading.equals("Power") ? 150 : 190);
        int i = 0;
        for (Map.Entry<String, List<ReadingRow>> line : lines.entrySet()) {
            List<ReadingRow> shown = withGaps(thinned(line.getValue()), longestStep(line.getValue()));
            panel.line(
                    PlainText.line(line.getKey()),
                    shown.stream().mapToDouble(r -> time.seconds(r.nanos())).toArray(),
                    shown.stream().mapToDouble(ReadingRow::value).toArray(),
                    Palette.SENSORS[i++ % Palette.SENSORS.length]);
        }
        if (bounds.all().stream().anyMatch(r -> bounds.on(r) <= y.high() && bounds.on(r) >= y.low())) {
            panel.key("bound", Palette.BOUND, true);
        }
        return panel.over(canvas -> bounds.across(canvas, time));
    }

    /** Between two readings that are one line: a board that is off has no readings, and no power that a line may show. */
    private long longestStep(List<ReadingRow> line) {
        long[] steps = IntStream.range(1, line.size())
                .mapToLong(i -> line.get(i).nanos() - line.get(i - 1).nanos())
                .sorted()
                .toArray();
        // Nearly the longest: a meter may send in bursts, and a board is off once or twice in a run.
        long usual = steps.length == 0 ? 0 : steps[steps.length * 9 / 10];
        return usual * (LONGEST_STEPS + 2L * (line.size() / width));
    }

    /** A line that is broken, by a reading that is none, where there is none for longer than that. */
    static List<ReadingRow> withGaps(List<ReadingRow> line, long longestNanos) {
        List<ReadingRow> shown = new ArrayList<>();
        for (ReadingRow row : line) {
            ReadingRow before = shown.isEmpty() ? row : shown.get(shown.size() - 1);
            if (row.nanos() - before.nanos() > longestNanos) {
                shown.add(new ReadingRow(
                        before.nanos() + (row.nanos() - before.nanos()) / 2,
                        row.name(),
                        row.quantity(),
                        Double.NaN,
                        false));
            }
            shown.add(row);
        }
        return shown;
    }

    /** The lowest and the highest of each pixel, in time order: what a line through all would show. */
    private List<ReadingRow> thinned(List<ReadingRow> line) {
        int size = line.size() / width;
        if (size <= SAMPLES_A_PIXEL) {
            return line;
        }
        List<ReadingRow> thinned = new ArrayList<>();
        var byValue = Comparator.comparingDouble(ReadingRow::value);
        for (int from = 0; from < line.size(); from += size) {
            List<ReadingRow> pixel = line.subList(from, Math.min(line.size(), from + size));
            Stream.of(Collections.min(pixel, byValue), Collections.max(pixel, byValue))
                    .sorted(Comparator.comparingLong(ReadingRow::nanos))
                    .forEach(thinned::add);
        }
        return thinned;
    }

    private List<ReadingRow> drive(Quantity quantity) {
        return run.readings().stream()
                .filter(r -> r.quantity() == quantity && Double.isFinite(r.value()))
                .filter(r -> time.seconds(r.nanos()) >= time.range().low())
                .filter(r -> time.seconds(r.nanos()) <= time.range().high())
                .toList();
    }

    private DoubleSummaryStatistics seen(Quantity quantity) {
        return drive(quantity).stream().mapToDouble(ReadingRow::value).summaryStatistics();
    }

    private static double[] megabits(List<At<LinkAsked>> asked, ToLongFunction<LinkAsked> rate) {
        double[] megabits = new double[asked.size() + 1];
        for (int i = 0; i < asked.size(); i++) {
            megabits[i] = rate.applyAsLong(asked.get(i).message()) / 1e6;
            megabits[i + 1] = megabits[i];
        }
        return megabits;
    }
}
