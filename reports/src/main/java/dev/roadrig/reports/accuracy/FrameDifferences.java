package dev.roadrig.reports.accuracy;

import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.join.FrameRow.ObjectRow;
import dev.roadrig.reports.join.FrameRow.State;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.scenarios.fault.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How two runs of one scenario differ, frame by frame: in their ground truth, in which frames were answered, and in what
 * was answered. Two runs of one seed answer the same class for every frame that both answered.
 *
 * @param answeredInBoth frames that can be compared
 * @param differences in the order of the frames
 */
public record FrameDifferences(int answeredInBoth, List<Difference> differences) {
    public FrameDifferences {
        differences = List.copyOf(differences);
    }

    /** What kind of difference. */
    public enum Kind {
        /** The frame is in one run only, or its labels differ: these are not runs of one drive. */
        TRUTH,
        /** One run has an answer and the other has none. */
        ANSWERED,
        /** Both answered, with other classes. */
        CLASS
    }

    /** One frame's difference. */
    public record Difference(int frame, Kind kind, String sentence) {}

    /** @throws BadInput when the runs are of different scenarios */
    public static FrameDifferences between(RunTable a, RunTable b) {
        if (!a.start().getScenario().equals(b.start().getScenario())) {
            throw new BadInput("Only two runs of one scenario can be compared frame by frame, and these are of "
                    + a.start().getScenario() + " and " + b.start().getScenario() + ".");
        }
        Map<Integer, FrameRow> left = byFrame(a);
        Map<Integer, FrameRow> right = byFrame(b);
        var numbers = new TreeSet<>(left.keySet());
        numbers.addAll(right.keySet());
        List<Difference> found = new ArrayList<>();
        int both = 0;
        for (int n : numbers) {
            FrameRow x = left.get(n);
            FrameRow y = right.get(n);
            if (x == null || y == null) {
                found.add(new Difference(
                        n, Kind.TRUTH, "frame " + n + " is only in the " + (x == null ? "second" : "first") + " run"));
                continue;
            }
            if (!truth(x).equals(truth(y))) {
                found.add(
                        new Difference(n, Kind.TRUTH, "frame " + n + " is labelled " + truth(x) + " and " + truth(y)));
            }
            if (x.state() == State.ANSWERED && y.state() == State.ANSWERED) {
                both++;
                if (!answers(x).equals(answers(y))) {
                    found.add(new Difference(
                            n, Kind.CLASS, "frame " + n + " is answered " + answers(x) + " and " + answers(y)));
                }
            } else if (x.state() != y.state()) {
                found.add(new Difference(
                        n, Kind.ANSWERED, "frame " + n + " is " + word(x.state()) + " and " + word(y.state())));
            }
        }
        return new FrameDifferences(both, found);
    }

    /** Whether the runs have the same truth, and the same classes for every frame answered in both. */
    public boolean same() {
        return differences.stream().allMatch(d -> d.kind() == Kind.ANSWERED);
    }

    private static Map<Integer, FrameRow> byFrame(RunTable run) {
        Map<Integer, FrameRow> rows = new TreeMap<>();
        run.frames().forEach(f -> rows.put(f.frame(), f));
        return rows;
    }

    private static List<String> truth(FrameRow f) {
        return f.objects().stream()
                .map(o -> o.truth() + " on track " + o.track())
                .toList();
    }

    private static String answers(FrameRow f) {
        return f.objects().stream()
                .map(ObjectRow::answered)
                .map(c -> c.map(String::valueOf).orElse("nothing"))
                .collect(Collectors.joining(", "));
    }

    private static String word(State state) {
        return state.name().toLowerCase(java.util.Locale.ROOT);
    }
}
