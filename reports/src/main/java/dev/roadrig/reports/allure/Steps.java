package dev.roadrig.reports.allure;

import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.reports.text.VerdictTable;
import dev.roadrig.reports.verdict.Finding;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.scenarios.record.v1.FaultSeen;
import dev.roadrig.scenarios.record.v1.Phase;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.Stage;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run's phases with their times, and its judgement with one step a requirement, as Allure steps. */
final class Steps {
    private final Judgement judgement;
    private final RunTable run;
    private final Attachments attachments;

    Steps(Judgement judgement, RunTable run, Attachments attachments) {
        this.judgement = judgement;
        this.run = run;
        this.attachments = attachments;
    }

    List<StepResult> all() {
        List<StepResult> steps = new ArrayList<>();
        for (int i = 0; i < run.phases().size(); i++) {
            steps.add(phase(i));
        }
        steps.add(judge());
        return steps;
    }

    private StepResult phase(int i) {
        At<Phase> phase = run.phases().get(i);
        boolean last = i + 1 == run.phases().size();
        long to = last
                ? Math.max(phase.nanos(), run.lastNanos())
                : run.phases().get(i + 1).nanos();
        String detail = phase.message().getDetail();
        var step = step(
                detail.isEmpty() ? phase.message().getName() : phase.message().getName() + ": " + detail);
        step.setStart(millis(phase.nanos())).setStop(millis(to)).setStatus(Status.PASSED);
        Optional<At<FaultSeen>> fault = run.faults().stream()
                .filter(f -> f.nanos() >= phase.nanos() && (last || f.nanos() < to))
                .findFirst();
        if (fault.isPresent()) {
            FaultSeen seen = fault.get().message();
            step.setStatus(seen.getCulprit() == FaultSeen.Culprit.RIG ? Status.BROKEN : Status.FAILED);
            step.setStatusDetails(new StatusDetails().setMessage(SafeText.field(seen.getMessage())));
            seen.getEvidenceList()
                    .forEach(e -> step.getAttachments().add(attachments.evidence(e.getTitle(), e.getText())));
        } else if (last && run.end().isEmpty()) {
            step.setStatus(Status.BROKEN);
            step.setStatusDetails(new StatusDetails().setMessage("The record ends here without its end."));
        }
        return step;
    }

    private StepResult judge() {
        long end = millis(run.lastNanos());
        String over =
                judgement.runs().size() == 1 ? "" : " over " + judgement.runs().size() + " repetitions together";
        var step = step("judge: spec " + judgement.spec().name() + over + ": " + judgement.verdict());
        step.setStart(end).setStop(end).setStatus(Category.status(judgement.verdict()));
        judgement.findings().forEach(f -> step.getSteps().add(requirement(f, end)));
        return step;
    }

    private StepResult requirement(Finding finding, long at) {
        String what = finding.slice().isEmpty()
                ? finding.id() + ": " + VerdictTable.asked(finding, judgement)
                : finding.slice();
        String measured = finding.value().isPresent() ? ", measured " + VerdictTable.measured(finding) : "";
        var step = step(finding.verdict() + "  " + what + measured);
        step.setStart(at).setStop(at).setStatus(Category.status(finding.verdict()));
        step.setStatusDetails(new StatusDetails().setMessage(SafeText.field(finding.sentence())));
        step.getParameters().add(parameter("found", finding.sentence()));
        if (finding.value().isPresent()) {
            step.getParameters().add(parameter("measured", VerdictTable.measured(finding)));
            finding.interval().ifPresent(i -> step.getParameters()
                    .add(parameter("interval's confidence", Math.round(i.confidence() * 1000) / 10.0 + " %")));
            step.getParameters().add(parameter("samples", Integer.toString(finding.samples())));
        }
        step.getAttachments().addAll(attachments.of(finding.evidence()));
        finding.slices().forEach(slice -> step.getSteps().add(requirement(slice, at)));
        return step;
    }

    private static StepResult step(String name) {
        return new StepResult().setName(SafeText.line(name)).setStage(Stage.FINISHED);
    }

    private static Parameter parameter(String name, String value) {
        return new Parameter().setName(name).setValue(SafeText.line(value));
    }

    /** Milliseconds since 1970 of a moment of the run. */
    private long millis(long timelineNanos) {
        return Math.floorDiv(run.start().getUtcAnchorNs() + timelineNanos, 1_000_000);
    }
}
