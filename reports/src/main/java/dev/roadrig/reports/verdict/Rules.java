package dev.roadrig.reports.verdict;

import dev.roadrig.reports.verdict.Finding.Interval;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.spec.Metric;
import dev.roadrig.scenarios.spec.Requirement;
import dev.roadrig.scenarios.spec.Requirement.Bound.Side;
import dev.roadrig.scenarios.spec.Statistic.Kind;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * How samples are judged by a statistic. Every rule judges twice, with all samples at the kind end of their error
 * intervals and at the unkind end; where the two differ, an instrument decides and not the board.
 */
final class Rules {
    private Rules() {}

    /**
     * Judges samples; at least one.
     *
     * @param noun what a sample is, in the plural, such as "frames"
     */
    static Outcome judge(Requirement r, Samples samples, String noun) {
        if (r.metric() == Metric.RESULTS_LOST) {
            return r.statistic().kind() == Kind.COUNT ? count(r, samples, noun) : share(r, samples, noun);
        }
        if (r.metric() == Metric.ACCURACY_TOP_1) {
            return measuredShare(r, samples, noun);
        }
        return switch (r.statistic().kind()) {
            case PERCENTILE -> PercentileRule.judge(r, samples, noun);
            case MEAN -> MeanRule.judge(r, samples, noun);
            case MAX, MIN -> extreme(r, samples, noun);
            case COUNT, SHARE, RATE -> throw misfit(r, "a percentile, mean, max or min");
        };
    }

    private static BadInput misfit(Requirement r, String allowed) {
        return new BadInput(r.id() + " (line " + r.line() + "): the statistic "
                + r.statistic().word() + " does not fit " + r.metric().word() + "; ask for " + allowed + ".");
    }

    private static Outcome extreme(Requirement r, Samples samples, String noun) {
        double value = extreme(r, samples.values());
        String figures = r.statistic().word() + " is "
                + Figures.show(value, r.metric().unit()) + " over " + samples.size() + " " + noun + ".";
        return measured(r, samples, r.statistic().word(), values -> extreme(r, values), Optional.empty(), figures);
    }

    private static double extreme(Requirement r, double[] values) {
        var stream = Arrays.stream(values);
        return (r.statistic().kind() == Kind.MAX ? stream.max() : stream.min()).orElseThrow();
    }

    private static Outcome count(Requirement r, Samples samples, String noun) {
        double value = Arrays.stream(samples.values()).sum();
        return measured(
                r,
                samples,
                "count",
                values -> Arrays.stream(values).sum(),
                Optional.empty(),
                Figures.show(value, Metric.Unit.COUNT) + " of " + samples.size() + " " + noun
                        + " have no answer (lost or refused).");
    }

    /** A share of a fixed set is what it is: as measured, with Wilson's interval beside it. */
    private static Outcome measuredShare(Requirement r, Samples samples, String noun) {
        if (r.statistic().kind() != Kind.SHARE && r.statistic().kind() != Kind.MEAN) {
            throw misfit(r, "share");
        }
        int n = samples.size();
        int hits = (int) Math.round(Arrays.stream(samples.values()).sum());
        Interval interval = Proportion.wilson(hits, n, r.confidence());
        return measured(
                r,
                samples,
                "share",
                values -> Arrays.stream(values).sum() / n,
                Optional.of(interval),
                hits + " of " + n + " " + noun + " are right, " + Figures.percent((double) hits / n) + " ("
                        + Figures.show(interval, Metric.Unit.SHARE) + " by Wilson).");
    }

    /** A share of what is to come: inferred, by the exact binomial bound, which never promises too much. */
    private static Outcome share(Requirement r, Samples samples, String noun) {
        if ((r.statistic().kind() != Kind.SHARE && r.statistic().kind() != Kind.RATE)
                || r.bound().side() != Side.AT_MOST
                || !(r.bound().limit() > 0)) {
            // No number of samples shows a share of exactly none.
            throw misfit(r, "a count, or a share at-most something above 0");
        }
        int n = samples.size();
        double allowed = r.bound().limit();
        int hits = (int) Math.round(Arrays.stream(samples.values()).sum());
        Verdict kind = PercentileRule.counted(
                n, (int) Arrays.stream(Ends.ends(samples, Ends.kindEnd(r))).sum(), allowed, r.confidence());
        Verdict unkind = PercentileRule.counted(
                n, (int) Arrays.stream(Ends.ends(samples, Ends.unkindEnd(r))).sum(), allowed, r.confidence());
        Interval interval = Proportion.wilson(hits, n, r.confidence());
        String figures = hits + " of " + n + " " + noun + " have no answer (lost or refused), "
                + Figures.percent((double) hits / n) + " (" + Figures.show(interval, Metric.Unit.SHARE)
                + " by Wilson).";
        Verdict verdict = kind == unkind ? kind : Verdict.INCONCLUSIVE;
        String sentence = kind != unkind
                ? Ends.instrument(r, samples, kind, unkind) + " " + figures
                : kind == Verdict.INCONCLUSIVE
                        ? figures + " " + PercentileRule.needs(r, n, hits, allowed, noun)
                        : figures + " "
                                + Ends.decided(r, kind, " with " + Figures.percent(r.confidence()) + " confidence");
        return new Outcome(
                verdict, r.statistic().word(), Optional.of((double) hits / n), Optional.of(interval), sentence);
    }

    private static Outcome measured(
            Requirement r,
            Samples samples,
            String statistic,
            ToDoubleFunction<double[]> of,
            Optional<Interval> interval,
            String figures) {
        Verdict kind = atEnd(r, of.applyAsDouble(Ends.ends(samples, Ends.kindEnd(r))));
        Verdict unkind = atEnd(r, of.applyAsDouble(Ends.ends(samples, Ends.unkindEnd(r))));
        boolean agree = kind == unkind;
        return new Outcome(
                agree ? kind : Verdict.INCONCLUSIVE,
                statistic,
                Optional.of(of.applyAsDouble(samples.values())),
                interval,
                agree
                        ? figures + " " + Ends.decided(r, kind, " as measured")
                        : Ends.instrument(r, samples, kind, unkind) + " " + figures);
    }

    private static Verdict atEnd(Requirement r, double value) {
        return r.bound().holds(value) ? Verdict.PASS : Verdict.FAIL;
    }
}
