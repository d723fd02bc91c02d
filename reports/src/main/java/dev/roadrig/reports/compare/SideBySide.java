package dev.roadrig.reports.compare;

import dev.roadrig.reports.accuracy.FrameDifferences;
import dev.roadrig.reports.accuracy.FrameDifferences.Difference;
import dev.roadrig.reports.accuracy.FrameDifferences.Kind;
import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.join.FrameRow.Stage;
import dev.roadrig.reports.join.FrameRow.State;
import dev.roadrig.reports.join.LatencySplit;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.record.v1.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Two runs of one scenario, each judged by itself, side by side: nothing here says which of them is right.
 *
 * @param left the first run's id
 * @param right the second run's id
 * @param frames how they differ frame by frame
 * @param firstDifference the first frame with another result, or with a result in one run only; empty when there is none
 * @param figures medians and means of both
 * @param verdicts requirements, in the spec's order
 */
public record SideBySide(
        String left,
        String right,
        FrameDifferences frames,
        Optional<Difference> firstDifference,
        List<Figures> figures,
        List<Verdicts> verdicts) {

    public SideBySide {
        figures = List.copyOf(figures);
        verdicts = List.copyOf(verdicts);
    }

    /**
     * One figure of both runs.
     *
     * @param name such as latency.inference or power.vin
     * @param statistic what it is of its samples
     * @param unit of both
     * @param left empty where the run has none
     */
    public record Figures(String name, String statistic, String unit, Optional<Double> left, Optional<Double> right) {}

    /** One requirement's verdict in both runs, as a word; a dash where a run has no such requirement. */
    public record Verdicts(String id, String left, String right) {
        public boolean differ() {
            return !left.equals(right);
        }
    }

    /**
     * Compares.
     *
     * @param left of one run
     * @param right of one run of the same scenario
     * @throws BadInput when the runs are of different scenarios
     */
    public static SideBySide of(Judgement left, Judgement right) {
        RunTable a = left.runs().get(0);
        RunTable b = right.runs().get(0);
        var frames = FrameDifferences.between(a, b);
        List<Figures> figures = new ArrayList<>(latencies(a, b));
        figures.addAll(Sensors.means(a, b));
        figures.add(new Figures("answered.edge", "frames", "", answeredBy(a, Where.EDGE), answeredBy(b, Where.EDGE)));
        figures.add(
                new Figures("answered.cloud", "frames", "", answeredBy(a, Where.CLOUD), answeredBy(b, Where.CLOUD)));
        return new SideBySide(
                a.start().getRunId(),
                b.start().getRunId(),
                frames,
                frames.differences().stream()
                        .filter(d -> d.kind() != Kind.TRUTH)
                        .findFirst(),
                figures,
                verdicts(left, right));
    }

    private static List<Figures> latencies(RunTable a, RunTable b) {
        Optional<LatencySplit> left = LatencySplit.of(List.of(a));
        Optional<LatencySplit> right = LatencySplit.of(List.of(b));
        List<Figures> figures = new ArrayList<>();
        figures.add(new Figures(
                "latency.end-to-end",
                "median",
                "s",
                left.map(l -> l.endToEndNanos() / 1e9),
                right.map(l -> l.endToEndNanos() / 1e9)));
        for (Stage stage : Stage.values()) {
            Optional<Double> l = left.flatMap(split -> seconds(split, stage));
            Optional<Double> r = right.flatMap(split -> seconds(split, stage));
            if (l.isPresent() || r.isPresent()) {
                String name = stage.name().toLowerCase(Locale.ROOT).replace('_', '-');
                figures.add(new Figures("latency." + name, "median", "s", l, r));
            }
        }
        return figures;
    }

    private static Optional<Double> seconds(LatencySplit split, Stage stage) {
        return Optional.ofNullable(split.stages().get(stage)).map(nanos -> nanos / 1e9);
    }

    private static Optional<Double> answeredBy(RunTable run, Where where) {
        return Optional.of((double) run.frames().stream()
                .filter(f -> f.state() == State.ANSWERED)
                .map(FrameRow::answer)
                .flatMap(Optional::stream)
                .filter(answer -> answer.where() == where)
                .count());
    }

    private static List<Verdicts> verdicts(Judgement left, Judgement right) {
        List<Verdicts> pairs = new ArrayList<>();
        left.findings().forEach(f -> pairs.add(new Verdicts(f.id(), f.verdict().name(), word(right, f.id()))));
        right.findings().stream()
                .filter(f -> word(left, f.id()).equals("-"))
                .forEach(f -> pairs.add(new Verdicts(f.id(), "-", f.verdict().name())));
        return pairs;
    }

    private static String word(Judgement judgement, String id) {
        return judgement.findings().stream()
                .filter(f -> f.id().equals(id))
                .map(f -> f.verdict().name())
                .findFirst()
                .orElse("-");
    }
}
