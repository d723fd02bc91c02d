package dev.roadrig.reports.verdict;

import dev.roadrig.scenarios.spec.Metric;
import dev.roadrig.scenarios.spec.Requirement;
import dev.roadrig.scenarios.spec.Requirement.Bound.Side;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The kind and the unkind end of samples' error intervals, and the words for what they decide. */
final class Ends {
    private Ends() {}

    static String decided(Requirement r, Verdict verdict, String how) {
        return capital(Figures.bound(r.bound())) + (verdict == Verdict.PASS ? " holds" : " is broken") + how + ".";
    }

    static String instrument(Requirement r, Samples samples, Verdict kind, Verdict unkind) {
        double at = r.metric() == Metric.RESULTS_LOST || r.metric() == Metric.ACCURACY_TOP_1
                ? 0.5
                : r.bound().limit();
        return capital(samples.doubtAt(at)) + " decides this and not the board: it is " + kind
                + " at one end of the error intervals and " + unkind + " at the other.";
    }

    static String outside(Requirement r) {
        return (r.bound().side() == Side.AT_MOST ? "over " : "under ")
                + r.bound().written();
    }

    static int wrong(Requirement r, Samples samples, ToDoubleFunction<Sample> end) {
        return (int) samples.list().stream()
                .filter(s -> !r.bound().holds(end.applyAsDouble(s)))
                .count();
    }

    static double[] ends(Samples samples, ToDoubleFunction<Sample> end) {
        return samples.list().stream().mapToDouble(end).toArray();
    }

    static ToDoubleFunction<Sample> kindEnd(Requirement r) {
        return r.bound().side() == Side.AT_MOST ? Sample::low : Sample::high;
    }

    static ToDoubleFunction<Sample> unkindEnd(Requirement r) {
        return r.bound().side() == Side.AT_MOST ? Sample::high : Sample::low;
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
