package dev.roadrig.reports.text;

import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.link.LinkTable;
import dev.roadrig.reports.verdict.Finding;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.reports.verdict.Verdict;
import dev.roadrig.scenarios.record.v1.RunStart;
import dev.roadrig.scenarios.spec.Requirement;
import dev.roadrig.scenarios.spec.Requirement.When;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A judgement as a table for the console: one row a requirement, and under it what it means in words. */
public final class VerdictTable {
    private static final int LEAST_WIDTH = 60;
    private static final String INDENT = "  ";
    private static final Map<Verdict, String> COLOURS = new EnumMap<>(
            Map.of(Verdict.PASS, "32", Verdict.FAIL, "31;1", Verdict.ERROR, "35;1", Verdict.INCONCLUSIVE, "33;1"));

    private final Judgement judgement;
    private final int width;
    private final boolean colour;

    private VerdictTable(Judgement judgement, int width, boolean colour) {
        this.judgement = judgement;
        this.width = Math.max(LEAST_WIDTH, width);
        this.colour = colour;
    }

    /**
     * @param width of the terminal in characters; below 60 it is taken as 60
     * @param colour whether verdicts are coloured by ANSI sequences
     * @return lines, each ended by a line feed
     */
    public static String of(Judgement judgement, int width, boolean colour) {
        return new VerdictTable(judgement, width, colour).text();
    }

    /** What was asked, such as {@code latency.end-to-end p95 at most 150ms, when link.up}. */
    public static String asked(Finding finding, Judgement judgement) {
        String asked = List.of(finding.metric(), finding.statistic(), finding.bound()).stream()
                .filter(s -> !s.isEmpty())
                .collect(Collectors.joining(" "));
        String when = judgement.spec().requirements().stream()
                .filter(r -> r.id().equals(finding.id()) && r.when() != When.ALWAYS)
                .map(Requirement::when)
                .map(w -> ", when " + w.word())
                .findFirst()
                .orElse("");
        return PlainText.line(asked + when);
    }

    /** What was measured with its interval, such as {@code 96.2 ms (94.1 .. 99.8 ms)}; a dash when nothing was. */
    public static String measured(Finding finding) {
        if (finding.value().isEmpty()) {
            return "-";
        }
        String value = Figure.of(finding.value().get(), finding.unit());
        return finding.interval()
                .filter(i -> i.low() != Double.POSITIVE_INFINITY)
                .map(i -> value + " (" + Figure.range(i.low(), i.high(), finding.unit()) + ")")
                .orElse(value);
    }

    private String text() {
        var out = new StringBuilder();
        RunStart start = judgement.runs().get(0).start();
        String title = PlainText.line(start.getScenario() + " on " + start.getBoard());
        out.append(title).append(": ").append(painted(judgement.verdict())).append('\n');
        for (String line : Grid.wrap(subtitle(start), width)) {
            out.append(line).append('\n');
        }
        out.append('\n');
        rows(out);
        out.append('\n').append(counts()).append('\n');
        for (RunTable run : judgement.runs()) {
            List<String> link = LinkText.lines(LinkTable.of(run), width);
            out.append(link.isEmpty() ? "" : "\n");
            link.forEach(line -> out.append(line).append('\n'));
            run.said().ifPresent(said -> {
                out.append('\n');
                ConsoleText.lines(said, width).forEach(line -> out.append(line).append('\n'));
            });
        }
        return out.toString();
    }

    private String subtitle(RunStart start) {
        int runs = judgement.runs().size();
        return PlainText.line("spec " + judgement.spec().name() + ", model "
                + start.getModel().getName() + ", placement " + start.getPlacement() + ", "
                + (runs == 1 ? "1 repetition" : runs + " repetitions") + ", seed "
                + Long.toUnsignedString(start.getSeed()));
    }

    private void rows(StringBuilder out) {
        List<Finding> shown = new ArrayList<>();
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of("verdict", "id", "asked", "measured", "n"));
        for (Finding finding : judgement.findings()) {
            shown.add(finding);
            cells.add(row(finding, PlainText.line(finding.id()), asked(finding, judgement)));
            for (Finding slice : finding.slices()) {
                shown.add(slice);
                cells.add(row(slice, "", INDENT + PlainText.line(slice.slice())));
            }
        }
        var grid = new Grid(cells, width);
        grid.lines(0).forEach(line -> out.append(line).append('\n'));
        for (int i = 0; i < shown.size(); i++) {
            Finding finding = shown.get(i);
            for (String line : grid.lines(i + 1)) {
                out.append(painted(line, finding.verdict())).append('\n');
            }
            boolean slice = !finding.slice().isEmpty();
            if (!finding.sentence().isEmpty() && !(slice && finding.verdict() == Verdict.PASS)) {
                for (String line : Grid.wrap(PlainText.line(finding.sentence()), width - INDENT.length())) {
                    out.append(INDENT).append(line).append('\n');
                }
            }
        }
    }

    private static List<String> row(Finding finding, String id, String asked) {
        String samples = finding.samples() == 0 ? "" : Integer.toString(finding.samples());
        return List.of(finding.verdict().name(), id, asked, measured(finding), samples);
    }

    private String counts() {
        var counts = new EnumMap<Verdict, Integer>(Verdict.class);
        judgement.findings().forEach(f -> counts.merge(f.verdict(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(e -> e.getValue() + " " + painted(e.getKey()))
                .collect(Collectors.joining(", "));
    }

    private String painted(Verdict verdict) {
        return colour ? "\u001b[" + COLOURS.get(verdict) + "m" + verdict + "\u001b[0m" : verdict.name();
    }

    private String painted(String line, Verdict verdict) {
        return line.startsWith(verdict.name())
                ? painted(verdict) + line.substring(verdict.name().length())
                : line;
    }
}
