package dev.roadrig.harness.reproduce;

import dev.roadrig.harness.rack.Lease;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.run.AgentJar;
import dev.roadrig.harness.run.Progress;
import dev.roadrig.harness.run.ScenarioRun;
import dev.roadrig.reports.join.RunTables;
import dev.roadrig.reports.reproduce.Shown;
import dev.roadrig.reports.reproduce.SymptomCheck;
import dev.roadrig.reports.verdict.Judge;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.RunRecord;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.Symptom;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trials on one leased board of a rack: each a whole run, from power-on to a record. */
public final class BoardTrials implements Trials {
    private final Bench bench;
    private final Map<String, String> firmware;

    /**
     * Where trials run.
     *
     * @param out where runs' folders are made
     */
    public record Bench(RackBoard board, Lease lease, AgentJar agent, Path out, Progress progress) {}

    /** @param firmware what the board must say of itself; empty for whatever it says */
    public BoardTrials(Bench bench, Map<String, String> firmware) {
        this.bench = bench;
        this.firmware = Map.copyOf(firmware);
    }

    @Override
    public Shown run(Scenario scenario) throws RunFault, InterruptedException {
        Symptom symptom = scenario.reproduces();
        if (symptom == null) {
            throw new IllegalStateException("a trial looks for a failure, and the scenario names none");
        }
        return SymptomCheck.of(symptom, judged(scenario).judgement());
    }

    /**
     * One finished run.
     *
     * @param folder where its record and reports go
     */
    public record Judged(Path folder, Judgement judgement) {}

    /**
     * Runs once and judges, whether or not there is a failure to look for.
     *
     * @throws BadInput when the board is of another firmware
     */
    public Judged judged(Scenario scenario) throws RunFault, InterruptedException {
        var order = new ScenarioRun.Order(
                ScenarioText.written(scenario),
                bench.board(),
                1,
                bench.lease(),
                bench.agent(),
                firmware,
                Optional.empty(),
                bench.out(),
                bench.progress());
        ScenarioRun.Outcome outcome = new ScenarioRun(order).execute();
        if (outcome.interrupted()) {
            throw new InterruptedException("the run was ended");
        }
        if (outcome.fault()
                .filter(f -> f.code().equals(ScenarioRun.OTHER_FIRMWARE))
                .isPresent()) {
            throw new BadInput(String.valueOf(outcome.fault().get().getMessage()));
        }
        try (RunRecord record = RunRecord.open(outcome.folder().record())) {
            Judgement judgement = Judge.judge(List.of(RunTables.join(record)), scenario.spec());
            return new Judged(outcome.folder().path(), judgement);
        }
    }
}
