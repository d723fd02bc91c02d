package dev.roadrig.reports.tiny;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.tiny.TinyLabels;
import dev.roadrig.scenarios.tiny.TinyLog;
import dev.roadrig.scenarios.tiny.TinyWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * How good the answers of a session were.
 *
 * @param samples inputs with a label, at least 1
 * @param right where the greatest score, the lowest class on a tie, is the label's; a NaN among the scores is wrong
 * @param notNumbers samples with a NaN
 * @param officialAuc on the runner's 101 thresholds; NaN when all labels are of one class
 * @param exactAuc without thresholds
 */
public record TinyAccuracy(int samples, int right, int notNumbers, double officialAuc, double exactAuc) {

    /** @throws BadInput when an input has no label, or a label no score */
    static TinyAccuracy of(TinyLog log, TinyLabels labels) {
        List<List<Double>> scores = new ArrayList<>();
        List<Integer> truth = new ArrayList<>();
        int right = 0;
        int notNumbers = 0;
        for (TinyWindow window : log.windows()) {
            OptionalInt label = labels.of(window.input());
            if (label.isEmpty()) {
                throw new BadInput(
                        "The labels have no row for %s, which line %d of the log answers. Give the labels of this set."
                                .formatted(Wording.quote(window.input()), window.line()));
            }
            int wanted = label.getAsInt();
            if (window.results().size() < 2 || wanted >= window.results().size()) {
                throw new BadInput(
                        "The answer in line %d of the log has %d scores, and its label is class %d: these are no classes' scores."
                                .formatted(window.line(), window.results().size(), wanted));
            }
            scores.add(window.results());
            truth.add(wanted);
            boolean number = window.results().stream().noneMatch(score -> score.isNaN());
            notNumbers += number ? 0 : 1;
            right += number && greatest(window.results()) == wanted ? 1 : 0;
        }
        return new TinyAccuracy(
                truth.size(), right, notNumbers, RocArea.onThresholds(scores, truth), RocArea.exact(scores, truth));
    }

    private static int greatest(List<Double> scores) {
        int greatest = 0;
        for (int i = 1; i < scores.size(); i++) {
            greatest = scores.get(i) > scores.get(greatest) ? i : greatest;
        }
        return greatest;
    }

    /** The share that is right. */
    public double top1() {
        return (double) right / samples;
    }
}
