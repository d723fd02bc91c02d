package dev.roadrig.reports.verdict;

import dev.roadrig.reports.join.RunTable;
import dev.roadrig.scenarios.spec.Spec;
import java.util.List;

/**
 * One or several repetitions of a scenario on a board, judged together against a spec.
 *
 * @param runs each repetition's record, joined
 * @param spec what was asked
 * @param verdict the worst of the findings, ERROR above FAIL above INCONCLUSIVE above PASS
 * @param findings one a requirement, built-in ones first, in the spec's order
 */
public record Judgement(List<RunTable> runs, Spec spec, Verdict verdict, List<Finding> findings) {
    public Judgement {
        runs = List.copyOf(runs);
        findings = List.copyOf(findings);
    }
}
