package dev.roadrig.reports.verdict;

import dev.roadrig.reports.verdict.Finding.Interval;
import dev.roadrig.scenarios.spec.Requirement;
import dev.roadrig.scenarios.spec.Requirement.Bound.Side;
import java.util.Arrays;
import java.util.Optional;

/** Judges means by one-sided bounds of Student's t over the effective number of samples. */
final class MeanRule {
    private MeanRule() {}

    static Outcome judge(Requirement r, Samples samples, String noun) {
        double[] values = samples.values();
        if (Arrays.stream(values).anyMatch(Double::isInfinite)) {
            return Outcome.inconclusive(
                    "mean",
                    "Some " + noun + " have no answer, so there is no mean over them. Ask for a percentile, or bound"
                            + " results.lost.");
        }
        MeanEstimate measured = MeanEstimate.of(values);
        if (!measured.carries()) {
            return new Outcome(
                    Verdict.INCONCLUSIVE,
                    "mean",
                    Optional.of(measured.mean()),
                    Optional.empty(),
                    "The mean is " + Figures.show(measured.mean(), r.metric().unit()) + " over " + measured.n() + " "
                            + noun + ", which follow each other so closely that they are worth fewer than 2 independent"
                            + " ones: no interval can be given. Measure longer.");
        }
        MeanEstimate kindly = MeanEstimate.of(Ends.ends(samples, Ends.kindEnd(r)));
        MeanEstimate unkindly = MeanEstimate.of(Ends.ends(samples, Ends.unkindEnd(r)));
        Verdict kind = estimated(r, kindly);
        Verdict unkind = estimated(r, unkindly);
        Interval interval = measured.interval(r.confidence());
        String figures = "The mean is "
                + Figures.show(measured.mean(), r.metric().unit()) + " ("
                + Figures.show(interval, r.metric().unit()) + " by Student's t) over " + measured.n() + " " + noun
                + ", worth " + Figures.digits(measured.effective()) + " independent ones by their lag-1"
                + " autocorrelation.";
        Verdict verdict = kind == unkind ? kind : Verdict.INCONCLUSIVE;
        String sentence;
        if (kind != unkind) {
            sentence = Ends.instrument(r, samples, kind, unkind) + " " + figures;
        } else if (kind == Verdict.INCONCLUSIVE) {
            sentence = figures + " The interval holds the limit of " + r.bound().written()
                    + ", so the bound is neither shown nor broken: measure longer.";
        } else {
            sentence =
                    figures + " " + Ends.decided(r, kind, " with " + Figures.percent(r.confidence()) + " confidence");
        }
        return new Outcome(verdict, "mean", Optional.of(measured.mean()), Optional.of(interval), sentence);
    }

    private static Verdict estimated(Requirement r, MeanEstimate estimate) {
        if (!estimate.carries()) {
            return Verdict.INCONCLUSIVE;
        }
        double upper = estimate.upper(r.confidence());
        double lower = estimate.lower(r.confidence());
        boolean atMost = r.bound().side() == Side.AT_MOST;
        if (r.bound().holds(atMost ? upper : lower)) {
            return Verdict.PASS;
        }
        return r.bound().holds(atMost ? lower : upper) ? Verdict.INCONCLUSIVE : Verdict.FAIL;
    }
}
