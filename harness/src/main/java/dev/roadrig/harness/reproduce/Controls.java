package dev.roadrig.harness.reproduce;

import dev.roadrig.reports.join.RunTables;
import dev.roadrig.reports.verdict.Judge;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.record.RunRecord;
import dev.roadrig.scenarios.record.v1.RunStart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Records of sound runs that a failure's rate is compared with. */
public final class Controls {
    private Controls() {}

    /**
     * Judges each under the spec of what is replayed.
     *
     * @throws BadInput when a run is given twice, is the failing record itself, or is of another scenario or drive
     */
    public static List<Judgement> judged(List<Path> records, FieldRecord field) {
        Set<String> seen = new HashSet<>();
        field.judgement().ifPresent(j -> seen.add(j.runs().get(0).start().getRunId()));
        List<Judgement> judgements = new ArrayList<>();
        for (Path path : records) {
            try (RunRecord record = RunRecord.open(path)) {
                RunStart start = record.start();
                if (!seen.add(start.getRunId())) {
                    throw new BadInput("The control " + path + " is the run " + start.getRunId()
                            + ", which counts already. Give each record once, and not the failing one.");
                }
                requireAlike(path, start, field);
                judgements.add(Judge.judge(
                        List.of(RunTables.join(record)), field.scenario().spec()));
            }
        }
        return judgements;
    }

    private static void requireAlike(Path path, RunStart control, FieldRecord field) {
        if (field.judgement().isEmpty()) {
            return;
        }
        RunStart start = field.judgement().get().runs().get(0).start();
        if (!control.getScenario().equals(start.getScenario())
                || !control.getDrive().equals(start.getDrive())) {
            throw new BadInput("The control " + path + " is of the scenario " + control.getScenario() + " over "
                    + control.getDrive().getName() + ", and not of the same scenario, drive and window as the record."
                    + " Rates of different runs cannot be compared.");
        }
    }
}
