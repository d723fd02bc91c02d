package dev.roadrig.harness.reproduce;

import dev.roadrig.reports.accuracy.FrameDifferences;
import dev.roadrig.reports.accuracy.FrameDifferences.Difference;
import dev.roadrig.reports.accuracy.FrameDifferences.Kind;
import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.join.FrameRow.State;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.reproduce.Shown;
import dev.roadrig.reports.reproduce.SymptomCheck;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.reports.verdict.Verdict;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.scenario.Symptom;
import dev.roadrig.scenarios.scenario.SymptomReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which failure of a record is looked for. */
public final class Symptoms {
    /** The first result that differs from a good run's. */
    public static final String FIRST_DIFFERENCE = "first-difference";

    private Symptoms() {}

    /**
     * What was asked for, else what the scenario is there to show, else the first requirement that FAILs in the record.
     * A drive from the field has no results, and shows nothing by itself.
     *
     * @param asked as a scenario's {@code reproduces} has it, or {@link #FIRST_DIFFERENCE}
     * @param controls records of sound runs
     * @return empty when nothing was asked for and nothing FAILs
     * @throws BadInput when the record itself does not show what was asked for
     */
    public static Optional<Symptom> of(FieldRecord field, Optional<String> asked, List<Judgement> controls) {
        if (asked.isEmpty() && field.scenario().reproduces() == null) {
            return field.judgement().stream()
                    .flatMap(judgement -> judgement.findings().stream())
                    .filter(f -> f.verdict() == Verdict.FAIL)
                    .findFirst()
                    .map(f -> new Symptom.Requirement(f.id()));
        }
        Symptom symptom = asked.map(text -> text.equals(FIRST_DIFFERENCE)
                        ? firstDifference(field, controls)
                        : SymptomReader.parse("--reproduces", text))
                .orElseGet(() -> field.scenario().reproduces());
        if (field.judgement().map(j -> SymptomCheck.of(symptom, j)).equals(Optional.of(Shown.NO))) {
            throw new BadInput("The record " + field.path() + " does not itself show what is to be reproduced, "
                    + symptom.text() + ". Look at it with `roadrig judge`, and name what it does show.");
        }
        return Optional.of(symptom);
    }

    private static Symptom firstDifference(FieldRecord field, List<Judgement> controls) {
        if (controls.isEmpty()) {
            throw new BadInput("A first result that differs needs a sound run to differ from. Name its record with"
                    + " --control.");
        }
        RunTable run = field.judgement()
                .orElseThrow(() -> new BadInput(field.path() + " is a drive and has no results that could differ."))
                .runs()
                .get(0);
        Difference first = FrameDifferences.between(controls.get(0).runs().get(0), run).differences().stream()
                .filter(d -> d.kind() != Kind.TRUTH)
                .findFirst()
                .orElseThrow(
                        () -> new BadInput("No result of " + field.path() + " differs from those of the control."));
        FrameRow frame = run.frames().stream()
                .filter(f -> f.frame() == first.frame())
                .findFirst()
                .orElseThrow();
        if (frame.state() == State.ANSWERED) {
            return new Symptom.WrongResult(frame.frame(), SymptomCheck.classes(frame));
        }
        return new Symptom.MissingResults(
                Duration.ofNanos(frame.driveOffsetNanos()), Duration.ofNanos(frame.driveOffsetNanos() + 1), 1);
    }
}
