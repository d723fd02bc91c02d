package dev.roadrig.reports;

import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.verdict.Finding;
import dev.roadrig.reports.verdict.Finding.Interval;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.reports.verdict.Verdict;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.spec.Metric;
import dev.roadrig.scenarios.spec.Requirement;
import dev.roadrig.scenarios.spec.Requirement.Bound;
import dev.roadrig.scenarios.spec.Requirement.Bound.Side;
import dev.roadrig.scenarios.spec.Requirement.When;
import dev.roadrig.scenarios.spec.Spec;
import dev.roadrig.scenarios.spec.Statistic;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judgements of the sample run, with the wording of the real judge. */
public final class SampleJudgement {
    private static final String P95 = "p95 (nearest rank)";

    private SampleJudgement() {}

    /** As the demo's: passes but for one percentile that has too few samples. */
    public static Judgement demo() {
        return of(List.of(SampleRun.table(1)), alive(), latencyUp(), latencyOutage(), accuracy(), byLight(), power());
    }

    /** Both repetitions of a scenario that misses its spec. */
    public static Judgement missed() {
        return of(List.of(SampleRun.table(1), SampleRun.table(2)), alive(), latencyUp(), accuracyMissed());
    }

    /** A board that died, with its console as evidence. */
    public static Judgement died(String lastWords) {
        var panic = new Finding(
                "board.alive",
                "",
                Verdict.FAIL,
                "",
                "",
                "no panic, watchdog, out-of-memory, unasked reboot or dead agent",
                Optional.empty(),
                Optional.empty(),
                "",
                0,
                "The board panicked after frame 88: \"" + lastWords + "\". Read its console's last lines.",
                List.of(new Evidence("the console's last lines", "[ 17.8] " + lastWords + "\n[ 17.9] ---[ end ]---")),
                List.of());
        return of(List.of(SampleRun.table(1, lastWords)), panic, latencyUp());
    }

    /** A run that the rig could not finish. */
    public static Judgement rigError() {
        var error = new Finding(
                "rig.sound",
                "",
                Verdict.ERROR,
                "",
                "",
                "no fault of the rig",
                Optional.empty(),
                Optional.empty(),
                "",
                0,
                "No answer from dashcam on /dev/ttyUSB3: the port closed after frame 7. Check the cable, then run"
                        + " `roadrig rack check dashcam`.",
                List.of(new Evidence("supply vin", "12.02 V 0.18 A")),
                List.of());
        return of(List.of(SampleRun.table(1)), error);
    }

    public static Judgement of(List<RunTable> runs, Finding... findings) {
        List<Finding> all = List.of(findings);
        Verdict worst = all.stream()
                .map(Finding::verdict)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return new Judgement(runs, spec(), worst, all);
    }

    private static Spec spec() {
        return new Spec(
                "dashcam-signs",
                List.of(
                        requirement("LAT-1", Statistic.percentile(95), 0.150, "150ms", When.LINK_UP),
                        requirement("LAT-2", Statistic.percentile(95), 0.200, "200ms", When.LINK_OUTAGE)),
                "spec: dashcam-signs\n");
    }

    private static Requirement requirement(String id, Statistic statistic, double limit, String written, When when) {
        return new Requirement(
                id,
                Metric.LATENCY_END_TO_END,
                statistic,
                new Bound(Side.AT_MOST, limit, written),
                when,
                0.95,
                Optional.empty(),
                0,
                Duration.ZERO,
                Duration.ZERO,
                false,
                Optional.empty(),
                Map.of(),
                3);
    }

    private static Finding alive() {
        return new Finding(
                "board.alive",
                "",
                Verdict.PASS,
                "",
                "",
                "no panic, watchdog, out-of-memory, unasked reboot or dead agent",
                Optional.empty(),
                Optional.empty(),
                "",
                0,
                "The board was alive to the end.",
                List.of(),
                List.of());
    }

    private static Finding latencyUp() {
        return finding("LAT-1", Verdict.PASS, "latency.end-to-end", P95, "at most 150ms")
                .measured(0.0962, 0.0831, 0.1021, "s", 156)
                .sentence("95 % of frames are in time with a confidence of 95 %; 0 of 156 were later than 150 ms.");
    }

    private static Finding latencyOutage() {
        return finding("LAT-2", Verdict.INCONCLUSIVE, "latency.end-to-end", P95, "at most 200ms")
                .measured(0.1061, 0.0271, Double.POSITIVE_INFINITY, "s", 43)
                .sentence("43 frames have no link and 59 are needed: needs at least 16 more frames, if all are in time."
                        + " Repeat the scenario or play a longer outage.");
    }

    private static Finding accuracy() {
        return finding("ACC-1", Verdict.PASS, "accuracy.top-1", "share", "at least 0.95")
                .measured(0.9833, 0.9686, 0.9912, "", 540)
                .sentence("531 of 540 signs are right, as measured on this fixed set.");
    }

    private static Finding accuracyMissed() {
        return finding("ACC-1", Verdict.FAIL, "accuracy.top-1", "share", "at least 0.99")
                .measured(0.9833, 0.9686, 0.9912, "", 540)
                .sentence("531 of 540 signs are right, 0.99 would be 535. See the frames in the attached table.");
    }

    private static Finding byLight() {
        Draft slice = finding("ACC-3", Verdict.PASS, "accuracy.top-1", "share", "at least 0.9");
        List<Finding> slices = List.of(
                slice.slice("light=low_sun")
                        .measured(0.9881, 0.9655, 0.9959, "", 253)
                        .sentence("250 of 253 are right."),
                slice.slice("light=tunnel")
                        .measured(0.9444, 0.8489, 0.9809, "", 54)
                        .sentence("51 of 54 are right."),
                slice.slice("light=dusk")
                        .measured(0.9871, 0.9628, 0.9956, "", 233)
                        .sentence("230 of 233 are right."));
        Finding whole =
                slice.slice("").measured(0.9444, 0.8489, 0.9809, "", 540).sentence("The worst light is tunnel.");
        return new Finding(
                whole.id(),
                "",
                whole.verdict(),
                whole.metric(),
                whole.statistic(),
                whole.bound(),
                whole.value(),
                whole.interval(),
                whole.unit(),
                whole.samples(),
                whole.sentence(),
                List.of(new Evidence("frames answered wrong", "66, 133")),
                slices);
    }

    private static Finding power() {
        return finding("PWR-1", Verdict.PASS, "power", "mean", "at most 3.5 W")
                .measured(2.431, 2.408, 2.455, "W", 400)
                .sentence("The mean of rail vin holds with a confidence of 95 %.");
    }

    private static Draft finding(String id, Verdict verdict, String metric, String statistic, String bound) {
        return new Draft(id, "", verdict, metric, statistic, bound, 0, new Interval(0, 0, 0.95), "", 0);
    }

    private record Draft(
            String id,
            String slice,
            Verdict verdict,
            String metric,
            String statistic,
            String bound,
            double value,
            Interval interval,
            String unit,
            int samples) {
        Draft slice(String name) {
            return new Draft(id, name, verdict, metric, statistic, bound, value, interval, unit, samples);
        }

        Draft measured(double figure, double low, double high, String symbol, int n) {
            return new Draft(
                    id, slice, verdict, metric, statistic, bound, figure, new Interval(low, high, 0.95), symbol, n);
        }

        Finding sentence(String sentence) {
            return new Finding(
                    id,
                    slice,
                    verdict,
                    metric,
                    statistic,
                    bound,
                    Optional.of(value),
                    Optional.of(interval),
                    unit,
                    samples,
                    sentence,
                    List.of(),
                    List.of());
        }
    }
}
