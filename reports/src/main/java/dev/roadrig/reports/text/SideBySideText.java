package dev.roadrig.reports.text;

import dev.roadrig.reports.compare.SideBySide;
import dev.roadrig.reports.compare.SideBySide.Figures;
import dev.roadrig.reports.compare.SideBySide.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two runs side by side for the console. */
public final class SideBySideText {
    private SideBySideText() {}

    /**
     * @param left what the first run is called in the table's head
     * @param right what the second run is called
     * @param width of the terminal in characters
     * @return lines, each ended by a line feed
     */
    public static String of(SideBySide runs, String left, String right, int width) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", left, right, ""));
        for (Verdicts verdicts : runs.verdicts()) {
            rows.add(List.of(
                    PlainText.line(verdicts.id()),
                    verdicts.left(),
                    verdicts.right(),
                    verdicts.differ() ? "differ" : ""));
        }
        for (Figures figures : runs.figures()) {
            rows.add(List.of(
                    PlainText.line(figures.name()) + ", " + figures.statistic(),
                    figure(figures.left(), figures.unit()),
                    figure(figures.right(), figures.unit()),
                    change(figures)));
        }
        var out = new StringBuilder();
        var grid = new Grid(rows, width);
        for (int i = 0; i < rows.size(); i++) {
            grid.lines(i).forEach(line -> out.append(line).append('\n'));
        }
        Grid.wrap(PlainText.line(frames(runs)), width)
                .forEach(line -> out.append(line).append('\n'));
        return out.toString();
    }

    private static String figure(Optional<Double> value, String unit) {
        return value.map(v -> Figure.of(v, unit)).orElse("-");
    }

    private static String change(Figures figures) {
        if (figures.left().isEmpty() || figures.right().isEmpty()) {
            return "";
        }
        double change = figures.right().get() - figures.left().get();
        return change == 0 ? "" : (change > 0 ? "+" : "-") + Figure.of(Math.abs(change), figures.unit());
    }

    private static String frames(SideBySide runs) {
        int both = runs.frames().answeredInBoth();
        return runs.firstDifference()
                .map(d -> "The first result that differs: " + d.sentence() + ". " + both
                        + " frames were answered in both runs.")
                .orElse("No result differs in the " + both + " frames that were answered in both runs.");
    }
}
