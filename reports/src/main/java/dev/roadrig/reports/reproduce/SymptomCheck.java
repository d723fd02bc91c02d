package dev.roadrig.reports.reproduce;

import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.join.FrameRow.ObjectRow;
import dev.roadrig.reports.join.FrameRow.State;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.text.ConsoleLog;
import dev.roadrig.reports.verdict.Finding;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.reports.verdict.UnaskedDeaths;
import dev.roadrig.reports.verdict.Verdict;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.record.v1.BoardEvent.Kind;
import dev.roadrig.scenarios.scenario.Symptom;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a run shows a symptom. */
public final class SymptomCheck {
    private static final String RIG_OK = "rig.ok";
    private static final Set<Kind> REBOOTS = EnumSet.of(Kind.REBOOT, Kind.PANIC, Kind.WATCHDOG);

    private SymptomCheck() {}

    /**
     * Looks for a symptom.
     *
     * @param judgement of one run
     * @throws BadInput when the symptom names a requirement that the spec does not have
     */
    public static Shown of(Symptom symptom, Judgement judgement) {
        RunTable run = judgement.runs().get(0);
        if (finding(judgement, RIG_OK).map(f -> f.verdict() != Verdict.PASS).orElse(false)) {
            return Shown.UNUSABLE;
        }
        if (symptom instanceof Symptom.Requirement requirement) {
            return required(requirement.id(), judgement);
        }
        return shown(symptom, run) ? Shown.YES : Shown.NO;
    }

    /** A verdict that could not be given says nothing either way. */
    private static Shown required(String id, Judgement judgement) {
        Finding found = finding(judgement, id)
                .orElseThrow(() -> new BadInput("The failure to reproduce names the"
                        + " requirement " + id + ", and the spec "
                        + judgement.spec().name() + " has none of that id: "
                        + String.join(
                                ", ",
                                judgement.findings().stream().map(Finding::id).toList()) + "."));
        return switch (found.verdict()) {
            case FAIL -> Shown.YES;
            case PASS -> Shown.NO;
            case INCONCLUSIVE -> Shown.UNDECIDED;
            case ERROR -> Shown.UNUSABLE;
        };
    }

    private static boolean shown(Symptom symptom, RunTable run) {
        if (symptom instanceof Symptom.ConsoleLine line) {
            return ConsoleLog.of(run)
                    .lines()
                    .anyMatch(text -> line.pattern().matcher(text).find());
        }
        if (symptom instanceof Symptom.MissingResults missing) {
            return missing(run, missing) >= missing.atLeast();
        }
        if (symptom instanceof Symptom.WrongResult wrong) {
            return run.frames().stream()
                    .anyMatch(f -> f.frame() == wrong.frame()
                            && f.state() == State.ANSWERED
                            && f.objects().size() == wrong.classes().size()
                            && classes(f).equals(wrong.classes()));
        }
        return UnaskedDeaths.of(run).stream()
                .anyMatch(e -> REBOOTS.contains(e.message().getKind()));
    }

    /** What was answered for each labelled object; objects without an answer are left out. */
    public static List<Integer> classes(FrameRow frame) {
        return frame.objects().stream()
                .map(ObjectRow::answered)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Finding> finding(Judgement judgement, String id) {
        return judgement.findings().stream().filter(f -> f.id().equals(id)).findFirst();
    }

    private static long missing(RunTable run, Symptom.MissingResults missing) {
        return run.frames().stream()
                .filter(f -> f.driveOffsetNanos() >= missing.from().toNanos()
                        && f.driveOffsetNanos() < missing.to().toNanos())
                .filter(f -> f.state() == State.LOST || f.state() == State.REFUSED)
                .count();
    }
}
