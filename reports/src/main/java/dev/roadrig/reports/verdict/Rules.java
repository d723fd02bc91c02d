package dev.roadrig.reports.verdict;

import dev.roadrig.reports.verdict.Finding.Interval;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.spec.Metric;
import dev.roadrig.scenarios.spec.Requirement;
import dev.roadrig.scenarios.spec.Requirement.Bound.Side;
import dev.roadrig.scenarios.spec.Statistic.Kind;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

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
            case PERCENTILE -> percentile(r, samples, noun);
            case MEAN -> mean(r, samples, noun);
            case MAX, MIN -> extreme(r, samples, noun);
            case COUNT, SHARE, RATE -> throw misfit(r, "a percentile, mean, max or min");
        };
    }

    private static BadInput misfit(Requirement r, String allowed) {
        return new BadInput(r.id() + " (line " + r.line() + "): the statistic " + r.statistic().word()
                + " does not fit " + r.metric().word() + "; ask for " + allowed + ".");
    }

    private static Outcome percentile(Requirement r, Samples samples, String noun) {
        double quantile = r.statistic().quantile();
        int n = samples.size();
        double[] sorted = samples.values();
        Arrays.sort(sorted);
        double value = sorted[OrderStatistics.nearestRank(n, quantile) - 1];
        Interval interval = interval(sorted, quantile, r.confidence());
        String statistic = r.statistic().word() + " (nearest rank)";
        double allowed = r.bound().side() == Side.AT_MOST ? 1 - quantile : quantile;
        int wrong = wrong(r, samples, Sample::value);
        Verdict kind = counted(n, wrong(r, samples, kindEnd(r)), allowed, r.confidence());
        Verdict unkind = counted(n, wrong(r, samples, unkindEnd(r)), allowed, r.confidence());
        String figures = r.statistic().word() + " is " + Figures.show(value, r.metric().unit()) + " ("
                + Figures.show(interval, r.metric().unit()) + ") over " + n + " " + noun + ", " + wrong + " of them "
                + outside(r) + ".";
        if (kind != unkind) {
            return new Outcome(
                    Verdict.INCONCLUSIVE,
                    statistic,
                    Optional.of(value),
                    Optional.of(interval),
                    instrument(r, samples, kind, unkind) + " " + figures);
        }
        String sentence = kind == Verdict.INCONCLUSIVE
                ? figures + " " + needs(r, n, wrong, allowed, noun)
                : figures + " " + decided(r, kind, " with " + Figures.percent(r.confidence()) + " confidence");
        return new Outcome(kind, statistic, Optional.of(value), Optional.of(interval), sentence);
    }

    private static Verdict counted(int n, int wrong, double allowed, double confidence) {
        if (OrderStatistics.holds(n, wrong, allowed, confidence)) {
            return Verdict.PASS;
        }
        return OrderStatistics.broken(n, wrong, allowed, confidence) ? Verdict.FAIL : Verdict.INCONCLUSIVE;
    }

    private static String needs(Requirement r, int n, int wrong, double allowed, String noun) {
        int more = OrderStatistics.needed(wrong, allowed, r.confidence()) - n;
        String wish = r.metric().unit() == Metric.Unit.SECONDS ? "in time" : "within the bound";
        return "That shows neither that " + Figures.bound(r.bound()) + " holds nor that it is broken, with "
                + Figures.percent(r.confidence()) + " confidence: needs at least " + more + " more " + noun + ", if all are "
                + wish + ".";
    }

    private static Interval interval(double[] sorted, double quantile, double confidence) {
        OrderStatistics.Ranks ranks = OrderStatistics.interval(sorted.length, quantile, confidence);
        return new Interval(
                at(sorted, ranks.low(), Double.NEGATIVE_INFINITY),
                at(sorted, ranks.high(), Double.POSITIVE_INFINITY),
                confidence);
    }

    private static double at(double[] sorted, OptionalInt rank, double absent) {
        return rank.isPresent() ? sorted[rank.getAsInt() - 1] : absent;
    }

    private static Outcome mean(Requirement r, Samples samples, String noun) {
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
        MeanEstimate kindly = MeanEstimate.of(ends(samples, kindEnd(r)));
        MeanEstimate unkindly = MeanEstimate.of(ends(samples, unkindEnd(r)));
        Verdict kind = estimated(r, kindly);
        Verdict unkind = estimated(r, unkindly);
        Interval interval = measured.interval(r.confidence());
        String figures = "The mean is " + Figures.show(measured.mean(), r.metric().unit()) + " ("
                + Figures.show(interval, r.metric().unit()) + " by Student's t) over " + measured.n() + " " + noun
                + ", worth " + Figures.digits(measured.effective()) + " independent ones by their lag-1"
                + " autocorrelation.";
        Verdict verdict = kind == unkind ? kind : Verdict.INCONCLUSIVE;
        String sentence;
        if (kind != unkind) {
            sentence = instrument(r, samples, kind, unkind) + " " + figures;
        } else if (kind == Verdict.INCONCLUSIVE) {
            sentence = figures + " The interval holds the limit of " + r.bound().written()
                    + ", so the bound is neither shown nor broken: measure longer.";
        } else {
            sentence = figures + " " + decided(r, kind, " with " + Figures.percent(r.confidence()) + " confidence");
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

    private static Outcome extreme(Requirement r, Samples samples, String noun) {
        double value = extreme(r, samples.values());
        String figures = r.statistic().word() + " is " + Figures.show(value, r.metric().unit()) + " over "
                + samples.size() + " " + noun + ".";
        return measured(
                r,
                samples,
                r.statistic().word(),
                value,
                extreme(r, ends(samples, kindEnd(r))),
                extreme(r, ends(samples, unkindEnd(r))),
                Optional.empty(),
                figures);
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
                value,
                Arrays.stream(ends(samples, kindEnd(r))).sum(),
                Arrays.stream(ends(samples, unkindEnd(r))).sum(),
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
                (double) hits / n,
                Arrays.stream(ends(samples, kindEnd(r))).sum() / n,
                Arrays.stream(ends(samples, unkindEnd(r))).sum() / n,
                Optional.of(interval),
                hits + " of " + n + " " + noun + " are right, " + Figures.percent((double) hits / n) + " ("
                        + Figures.show(interval, Metric.Unit.SHARE) + " by Wilson).");
    }

    /** A share of what is to come: inferred, by the exact binomial bound, which never promises too much. */
    private static Outcome share(Requirement r, Samples samples, String noun) {
        if (r.statistic().kind() != Kind.SHARE && r.statistic().kind() != Kind.RATE || r.bound().side() != Side.AT_MOST) {
            throw misfit(r, "a count or a share, at-most");
        }
        int n = samples.size();
        double allowed = r.bound().limit();
        int hits = (int) Math.round(Arrays.stream(samples.values()).sum());
        Verdict kind = counted(n, (int) Arrays.stream(ends(samples, kindEnd(r))).sum(), allowed, r.confidence());
        Verdict unkind = counted(n, (int) Arrays.stream(ends(samples, unkindEnd(r))).sum(), allowed, r.confidence());
        Interval interval = Proportion.wilson(hits, n, r.confidence());
        String figures = hits + " of " + n + " " + noun + " have no answer (lost or refused), "
                + Figures.percent((double) hits / n) + " (" + Figures.show(interval, Metric.Unit.SHARE) + " by Wilson).";
        Verdict verdict = kind == unkind ? kind : Verdict.INCONCLUSIVE;
        String sentence = kind != unkind
                ? instrument(r, samples, kind, unkind) + " " + figures
                : kind == Verdict.INCONCLUSIVE
                        ? figures + " " + needs(r, n, hits, allowed, noun)
                        : figures + " " + decided(r, kind, " with " + Figures.percent(r.confidence()) + " confidence");
        return new Outcome(verdict, r.statistic().word(), Optional.of((double) hits / n), Optional.of(interval), sentence);
    }

    private static Outcome measured(
            Requirement r,
            Samples samples,
            String statistic,
            double value,
            double kindValue,
            double unkindValue,
            Optional<Interval> interval,
            String figures) {
        Verdict kind = r.bound().holds(kindValue) ? Verdict.PASS : Verdict.FAIL;
        Verdict unkind = r.bound().holds(unkindValue) ? Verdict.PASS : Verdict.FAIL;
        boolean agree = kind == unkind;
        return new Outcome(
                agree ? kind : Verdict.INCONCLUSIVE,
                statistic,
                Optional.of(value),
                interval,
                agree
                        ? figures + " " + decided(r, kind, " as measured")
                        : instrument(r, samples, kind, unkind) + " " + figures);
    }

    private static String decided(Requirement r, Verdict verdict, String how) {
        return capital(Figures.bound(r.bound())) + (verdict == Verdict.PASS ? " holds" : " is broken") + how + ".";
    }

    private static String instrument(Requirement r, Samples samples, Verdict kind, Verdict unkind) {
        double at = r.metric() == Metric.RESULTS_LOST || r.metric() == Metric.ACCURACY_TOP_1
                ? 0.5
                : r.bound().limit();
        return capital(samples.doubtAt(at)) + " decides this and not the board: it is " + kind
                + " at one end of the error intervals and " + unkind + " at the other.";
    }

    private static String outside(Requirement r) {
        return (r.bound().side() == Side.AT_MOST ? "over " : "under ") + r.bound().written();
    }

    private static int wrong(Requirement r, Samples samples, java.util.function.ToDoubleFunction<Sample> end) {
        return (int) samples.list().stream()
                .filter(s -> !r.bound().holds(end.applyAsDouble(s)))
                .count();
    }

    private static double[] ends(Samples samples, java.util.function.ToDoubleFunction<Sample> end) {
        return samples.list().stream().mapToDouble(end).toArray();
    }

    private static java.util.function.ToDoubleFunction<Sample> kindEnd(Requirement r) {
        return r.bound().side() == Side.AT_MOST ? Sample::low : Sample::high;
    }

    private static java.util.function.ToDoubleFunction<Sample> unkindEnd(Requirement r) {
        return r.bound().side() == Side.AT_MOST ? Sample::high : Sample::low;
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    }
}
