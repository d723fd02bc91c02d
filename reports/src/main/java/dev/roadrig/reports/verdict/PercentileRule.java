package dev.roadrig.reports.verdict;

import dev.roadrig.reports.verdict.Finding.Interval;
import dev.roadrig.scenarios.spec.Metric;
import dev.roadrig.scenarios.spec.Requirement;
import dev.roadrig.scenarios.spec.Requirement.Bound.Side;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/** Judges percentiles by counting how many samples are on the wrong side of the limit. */
final class PercentileRule {
    private PercentileRule() {}

    static Outcome judge(Requirement r, Samples samples, String noun) {
        double quantile = r.statistic().quantile();
        int n = samples.size();
        double[] sorted = samples.values();
        Arrays.sort(sorted);
        double value = sorted[OrderStatistics.nearestRank(n, quantile) - 1];
        Interval interval = interval(sorted, quantile, r.confidence());
        String statistic = r.statistic().word() + " (nearest rank)";
        double allowed = r.bound().side() == Side.AT_MOST ? 1 - quantile : quantile;
        int wrong = Ends.wrong(r, samples, Sample::value);
        Verdict kind = counted(n, Ends.wrong(r, samples, Ends.kindEnd(r)), allowed, r.confidence());
        Verdict unkind = counted(n, Ends.wrong(r, samples, Ends.unkindEnd(r)), allowed, r.confidence());
        String figures = r.statistic().word() + " is "
                + Figures.show(value, r.metric().unit()) + " ("
                + Figures.show(interval, r.metric().unit()) + ") over " + n + " " + noun + ", " + wrong + " of them "
                + Ends.outside(r) + "."
                + (value == Double.POSITIVE_INFINITY
                        ? " What has no answer counts as unbounded, and that is " + without(samples) + " of them."
                        : "");
        if (kind != unkind) {
            return new Outcome(
                    Verdict.INCONCLUSIVE,
                    statistic,
                    Optional.of(value),
                    Optional.of(interval),
                    Ends.instrument(r, samples, kind, unkind) + " " + figures);
        }
        String sentence = kind == Verdict.INCONCLUSIVE
                ? figures + " " + needs(r, n, wrong, allowed, noun)
                : figures + " " + Ends.decided(r, kind, " with " + Figures.percent(r.confidence()) + " confidence");
        return new Outcome(kind, statistic, Optional.of(value), Optional.of(interval), sentence);
    }

    private static long without(Samples samples) {
        return Arrays.stream(samples.values()).filter(Double::isInfinite).count();
    }

    static Verdict counted(int n, int wrong, double allowed, double confidence) {
        if (OrderStatistics.holds(n, wrong, allowed, confidence)) {
            return Verdict.PASS;
        }
        return OrderStatistics.broken(n, wrong, allowed, confidence) ? Verdict.FAIL : Verdict.INCONCLUSIVE;
    }

    static String needs(Requirement r, int n, int wrong, double allowed, String noun) {
        int more = OrderStatistics.needed(wrong, allowed, r.confidence()) - n;
        String wish = r.metric().unit() == Metric.Unit.SECONDS ? "in time" : "within the bound";
        return "That shows neither that " + Figures.bound(r.bound()) + " holds nor that it is broken, with "
                + Figures.percent(r.confidence()) + " confidence: needs at least " + more + " more " + noun
                + ", if all are "
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
}
