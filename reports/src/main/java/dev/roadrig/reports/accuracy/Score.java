package dev.roadrig.reports.accuracy;

import dev.roadrig.reports.join.FrameRow.ObjectRow;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Top-1 accuracy over labelled objects, with what it must be seen beside.
 *
 * @param objects labelled ones
 * @param right answered with the label's class
 * @param unanswered without an answer; they count as wrong
 * @param tracks how many different objects; samples of one track depend on each other
 * @param confusion how often a class (first key) was answered as a class (second key); {@link #NO_ANSWER} for none
 */
public record Score(int objects, int right, int unanswered, int tracks, Map<Integer, Map<Integer, Integer>> confusion) {
    /** Stands for the answered class where there was no answer. */
    public static final int NO_ANSWER = -1;

    private static final int HUNDREDS = 200;
    /** Of fewer answers a good model's share may fall below the commonest class's by accident. */
    private static final int LEAST_FOR_CHANCE = 30;

    private static final double MOST_OF_ONE_CLASS = 0.5;

    public Score {
        Map<Integer, Map<Integer, Integer>> copy = new TreeMap<>();
        confusion.forEach((truth, row) -> copy.put(truth, Map.copyOf(row)));
        confusion = java.util.Collections.unmodifiableMap(copy);
    }

    public static Score of(List<ObjectRow> objects) {
        Map<Integer, Map<Integer, Integer>> confusion = new TreeMap<>();
        for (ObjectRow o : objects) {
            confusion
                    .computeIfAbsent(o.truth(), t -> new TreeMap<>())
                    .merge(o.answered().orElse(NO_ANSWER), 1, Integer::sum);
        }
        return new Score(
                objects.size(),
                (int) objects.stream().filter(ObjectRow::right).count(),
                (int) objects.stream().filter(o -> o.answered().isEmpty()).count(),
                (int) objects.stream().map(ObjectRow::track).distinct().count(),
                confusion);
    }

    /** The share answered rightly; NaN of an empty set, which has none. */
    public double top1() {
        return objects == 0 ? Double.NaN : (double) right / objects;
    }

    /** The mean of each class's own share of right answers; NaN of an empty set. */
    public double macro() {
        return confusion.entrySet().stream()
                .mapToDouble(row -> row.getValue().getOrDefault(row.getKey(), 0) / (double) sum(row.getValue()))
                .average()
                .orElse(Double.NaN);
    }

    /** What answering the commonest class every time would score; NaN of an empty set. */
    public double commonestClass() {
        return objects == 0
                ? Double.NaN
                : confusion.values().stream().mapToInt(Score::sum).max().orElseThrow() / (double) objects;
    }

    /** What a reader must know before believing the share; empty for an empty set. */
    public String warning() {
        if (objects == 0) {
            return "";
        }
        String shown = String.format(
                Locale.ROOT,
                "Always answering the commonest class scores %.1f %%.%s",
                commonestClass() * 100,
                tracks < objects
                        ? " The objects come in " + tracks
                                + " tracks, and samples of one track depend on each other, so the"
                                + " interval is too narrow."
                        : "");
        if (unanswered > 0) {
            shown = unanswered + " objects have no answer and count as wrong. " + shown;
        }
        if (confusion.size() > 1 && answered() >= LEAST_FOR_CHANCE && answeredRight() <= commonestAnswered()) {
            return shown
                    + (commonestAnswered() > MOST_OF_ONE_CLASS
                            ? " The score is no better than that, and one class is most of the objects: they hardly show"
                                    + " that the model tells classes apart."
                            : " The score is at chance level: check the class order of the labels and the preprocessing"
                                    + " (channel order, scale, mean).");
        }
        return right == objects && objects >= HUNDREDS
                ? shown + " All of " + objects
                        + " right is rare: check that the drive was no part of the training data."
                : shown;
    }

    private int answered() {
        return objects - unanswered;
    }

    private double answeredRight() {
        return (double) right / answered();
    }

    /** What answering the commonest class would score of those that were answered: a lost frame is no wrong class. */
    private double commonestAnswered() {
        return confusion.values().stream()
                        .mapToInt(row -> sum(row) - row.getOrDefault(NO_ANSWER, 0))
                        .max()
                        .orElseThrow()
                / (double) answered();
    }

    /** The confusion matrix as text, one line a class, only what happened. */
    public String confusionText() {
        return confusion.entrySet().stream()
                .map(row -> row.getKey() + ": "
                        + new TreeMap<>(row.getValue())
                                .entrySet().stream()
                                        .map(e -> (e.getKey() == NO_ANSWER ? "no answer" : "as " + e.getKey()) + " "
                                                + e.getValue())
                                        .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("\n"));
    }

    private static int sum(Map<Integer, Integer> row) {
        return row.values().stream().mapToInt(Integer::intValue).sum();
    }
}
