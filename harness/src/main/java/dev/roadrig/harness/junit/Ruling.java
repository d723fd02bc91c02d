package dev.roadrig.harness.junit;

import dev.roadrig.reports.text.PlainText;
import dev.roadrig.reports.verdict.Finding;
import dev.roadrig.reports.verdict.Verdict;
import java.util.Comparator;
import java.util.List;
import org.opentest4j.AssertionFailedError;

/** A run's verdict, told to JUnit in its own terms. */
final class Ruling {
    private final Run run;

    Ruling(Run run) {
        this.run = run;
    }

    /** Returns for a PASS, and else throws what stands for the verdict, with a sentence a finding, the worst first. */
    void uphold() throws RigErrorException {
        switch (run.verdict()) {
            case PASS -> {}
            case INCONCLUSIVE -> throw new InconclusiveError(text());
            case FAIL -> throw new AssertionFailedError(text());
            case ERROR -> throw new RigErrorException(text());
        }
    }

    private String text() {
        var start = run.judgement().runs().get(0).start();
        var text = new StringBuilder(PlainText.line(start.getScenario() + " on " + start.getBoard() + ": "
                + run.verdict() + " of spec " + run.judgement().spec().name()));
        List<Finding> amiss = run.judgement().findings().stream()
                .filter(finding -> finding.verdict() != Verdict.PASS)
                .sorted(Comparator.comparing(Finding::verdict).reversed())
                .toList();
        for (Finding finding : amiss) {
            text.append("\n  ")
                    .append(PlainText.line(finding.verdict() + " " + finding.id() + ": " + finding.sentence()));
        }
        return text.append("\nThe record: ").append(run.record()).toString();
    }
}
