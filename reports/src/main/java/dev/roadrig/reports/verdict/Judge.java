package dev.roadrig.reports.verdict;

import dev.roadrig.reports.join.RunTable;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.spec.Requirement;
import dev.roadrig.scenarios.spec.Spec;
import java.util.ArrayList;
import java.util.List;

/** Judges the repetitions of one scenario on one board against a spec: a pure function of their records. */
public final class Judge {
    private Judge() {}

    /**
     * Judges repetitions together. The built-in findings {@code rig.ok} and {@code board.alive} come first, then one
     * finding a requirement in the spec's order. Only repetitions in which the rig held count as evidence; where none
     * did, no requirement is PASS or FAIL.
     *
     * @param repetitions one or more, of one scenario and board
     * @throws BadInput when the repetitions are of different scenarios or boards, or a requirement asks for a statistic
     *     that its metric does not have
     */
    public static Judgement judge(List<RunTable> repetitions, Spec spec) {
        checkTogether(repetitions);
        List<RunTable> sound = repetitions.stream().filter(BuiltIn::sound).toList();
        List<Finding> findings = new ArrayList<>();
        findings.add(BuiltIn.rigOk(repetitions));
        findings.add(BuiltIn.boardAlive(repetitions));
        for (Requirement requirement : spec.requirements()) {
            findings.add(new RequirementJudge(requirement, repetitions, sound).finding());
        }
        Verdict worst =
                findings.stream().map(Finding::verdict).max(Verdict::compareTo).orElseThrow();
        return new Judgement(repetitions, spec, worst, findings);
    }

    private static void checkTogether(List<RunTable> repetitions) {
        if (repetitions.isEmpty()) {
            throw new BadInput("There is no record to judge. Give at least one.");
        }
        var first = repetitions.get(0).start();
        for (RunTable run : repetitions) {
            if (!run.start().getScenario().equals(first.getScenario())
                    || !run.start().getBoard().equals(first.getBoard())) {
                throw new BadInput("Repetitions of one scenario on one board are judged together, and these are "
                        + first.getScenario() + " on " + first.getBoard() + " and "
                        + run.start().getScenario() + " on "
                        + run.start().getBoard() + ". Judge them apart.");
            }
        }
    }
}
