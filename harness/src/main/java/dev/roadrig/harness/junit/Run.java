package dev.roadrig.harness.junit;

import dev.roadrig.reports.verdict.Finding;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.reports.verdict.Verdict;
import dev.roadrig.scenarios.fault.Wording;
import java.nio.file.Path;
import java.util.List;

/**
 * A scenario that was run on a board: finished records and what they were judged to show. Nothing in it is live.
 *
 * @param judgement of all repetitions together
 * @param records the repetitions' records in their order, at least one
 */
public record Run(Judgement judgement, List<Path> records) {
    public Run {
        records = List.copyOf(records);
        if (records.isEmpty()) {
            throw new IllegalArgumentException("a run has a record");
        }
    }

    public Verdict verdict() {
        return judgement.verdict();
    }

    /** The last repetition's record, an MCAP file. */
    public Path record() {
        return records.get(records.size() - 1);
    }

    /** The last repetition's folder. */
    public Path folder() {
        return record().toAbsolutePath().resolveSibling("");
    }

    /**
     * What was found for a requirement.
     *
     * @param id as the spec writes it, such as LAT-1, or a built-in one such as board.alive
     * @throws IllegalArgumentException when there is no such requirement; names those there are
     */
    public Finding finding(String id) {
        List<Finding> findings = judgement.findings();
        return findings.stream()
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Spec "
                        + judgement.spec().name()
                        + " has no requirement " + Wording.quote(id)
                        + Wording.instead(id, findings.stream().map(Finding::id).toList())));
    }
}
