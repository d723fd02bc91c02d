package dev.roadrig.reports.verdict;

import dev.roadrig.reports.accuracy.Score;
import dev.roadrig.reports.join.FrameRow.ObjectRow;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.verdict.Scope.Slice;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.record.v1.Reading.Quantity;
import dev.roadrig.scenarios.spec.Metric;
import dev.roadrig.scenarios.spec.Requirement;
import dev.roadrig.scenarios.spec.Statistic.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Judges one requirement: gathers what counts, applies the statistic's rule, and says the result in a sentence. */
final class RequirementJudge {
    /** With more than this share of the frames unusable, the rest may not be what the board is like. */
    private static final double MOST_UNUSABLE = 0.1;

    private final Requirement r;
    private final List<RunTable> all;
    private final List<RunTable> sound;

    /**
     * @param all repetitions
     * @param sound those in which the rig held
     */
    RequirementJudge(Requirement requirement, List<RunTable> all, List<RunTable> sound) {
        this.r = requirement;
        this.all = all;
        this.sound = sound;
    }

    Finding finding() {
        if (r.forEach().isEmpty()) {
            return whole(Optional.empty());
        }
        String attribute = r.forEach().get();
        var values = new TreeSet<String>();
        judged().forEach(run -> run.frames()
                .forEach(f -> Optional.ofNullable(f.attributes().get(attribute)).ifPresent(values::add)));
        if (values.isEmpty()) {
            return finding(
                    "",
                    new Samples(),
                    Outcome.inconclusive(
                            r.statistic().word(),
                            "No frame of the drive has the attribute " + attribute
                                    + ", so there are no slices to judge."),
                    List.of());
        }
        List<Finding> slices = values.stream()
                .map(v -> whole(Optional.of(new Slice(attribute, v))))
                .toList();
        Finding worst = slices.stream()
                .max(Comparator.comparing(Finding::verdict).thenComparing(this::harm))
                .orElseThrow();
        return new Finding(
                r.id(),
                "",
                worst.verdict(),
                worst.metric(),
                worst.statistic(),
                worst.bound(),
                worst.value(),
                worst.interval(),
                worst.unit(),
                worst.samples(),
                "Worst of " + slices.size() + " slices is " + worst.slice() + ": " + worst.sentence(),
                worst.evidence(),
                slices);
    }

    private double harm(Finding f) {
        double value = f.value().orElse(0.0);
        return r.bound().side() == Requirement.Bound.Side.AT_MOST ? value : -value;
    }

    private List<RunTable> judged() {
        return sound.isEmpty() ? all : sound;
    }

    private Finding whole(Optional<Slice> slice) {
        var samples = new Samples();
        Optional<String> given = Optional.empty();
        Optional<String> tooShort = Optional.empty();
        for (RunTable run : judged()) {
            var scope = new Scope(run, r, slice);
            samples.addAll(samples(scope));
            given = given.isPresent() ? given : Given.unmet(r, scope);
            tooShort = tooShort.isPresent() ? tooShort : scope.tooShort();
        }
        Outcome outcome = outcome(samples, slice);
        if (given.isPresent()) {
            outcome = outcome.carriesNothing(given.get());
        } else if (tooShort.isPresent()) {
            outcome = outcome.carriesNothing(tooShort.get());
        } else if (sound.isEmpty()) {
            outcome = outcome.carriesNothing(
                    "No repetition ran with a rig that held (see rig.ok), so this is no verdict; as"
                            + " far as it went:");
        }
        return finding(slice.map(Slice::word).orElse(""), samples, outcome, List.of());
    }

    private Samples samples(Scope scope) {
        Optional<String> refusal = TierLimits.refusal(r.metric(), scope.run());
        if (refusal.isPresent()) {
            var none = new Samples();
            none.refuse(refusal.get());
            return none;
        }
        return switch (r.metric()) {
            case LATENCY_END_TO_END, LATENCY_PREPROCESS, LATENCY_INFERENCE, LATENCY_POSTPROCESS, LATENCY_TRANSPORT ->
                FrameSamples.latency(r.metric(), scope);
            case POWER -> SensorSamples.readings(Quantity.POWER, r, scope);
            case TEMPERATURE -> SensorSamples.readings(Quantity.TEMPERATURE, r, scope);
            case MEMORY_RSS -> SensorSamples.readings(Quantity.MEMORY, r, scope);
            case ENERGY_PER_INFERENCE -> EnergySamples.perInference(r, scope);
            case ACCURACY_TOP_1 -> FrameSamples.accuracy(scope);
            case RESULTS_LOST -> FrameSamples.lost(scope);
            case RECOVERY -> RecoverySamples.of(scope.run());
        };
    }

    private String noun() {
        return switch (r.metric()) {
            case POWER, TEMPERATURE, MEMORY_RSS -> "readings";
            case ENERGY_PER_INFERENCE -> "inferences";
            case ACCURACY_TOP_1 -> "labelled objects";
            case RECOVERY -> "outages";
            default -> "frames";
        };
    }

    private Outcome outcome(Samples samples, Optional<Slice> slice) {
        if (samples.refusal().isPresent()) {
            return Outcome.inconclusive(r.statistic().word(), samples.refusal().get());
        }
        if (samples.size() == 0) {
            String left = samples.leftOut();
            return Outcome.inconclusive(
                    r.statistic().word(),
                    "There are no " + noun() + " to judge" + (left.isEmpty() ? "" : " (left out: " + left + ")")
                            + ". A metric that was not measured is no pass.");
        }
        Outcome outcome = Rules.judge(r, samples, noun());
        if (samples.size() < r.minSamples()) {
            return outcome.carriesNothing("Needs at least " + (r.minSamples() - samples.size()) + " more " + noun()
                    + " for the " + r.minSamples() + " asked.");
        }
        int seen = samples.size() + samples.unusable();
        if (samples.unusable() > MOST_UNUSABLE * seen) {
            return outcome.carriesNothing("The instruments were not good enough: " + samples.unusable() + " of " + seen
                    + " frames are unusable (" + samples.leftOut() + ").");
        }
        return outcome.withNote(note(samples, slice));
    }

    private String note(Samples samples, Optional<Slice> slice) {
        if (r.metric() == Metric.ACCURACY_TOP_1) {
            List<ObjectRow> objects = judged().stream()
                    .flatMap(run -> new Scope(run, r, slice).frames(new Samples()).stream())
                    .flatMap(f -> f.objects().stream())
                    .toList();
            return Score.of(objects).warning();
        }
        double effective = effective(samples);
        return r.statistic().kind() == Kind.PERCENTILE && effective < samples.size() / 2.0
                ? "Neighbouring " + noun() + " resemble each other: the " + samples.size() + " are worth about "
                        + Figures.digits(effective) + " independent ones, which the confidence does not allow for."
                : "";
    }

    private static double effective(Samples samples) {
        double[] finite =
                Arrays.stream(samples.values()).filter(Double::isFinite).toArray();
        return finite.length < 3 ? samples.size() : MeanEstimate.effective(finite);
    }

    private Finding finding(String slice, Samples samples, Outcome outcome, List<Finding> slices) {
        return new Finding(
                r.id(),
                slice,
                outcome.verdict(),
                r.metric().word(),
                outcome.statistic(),
                Figures.bound(r.bound()),
                outcome.value(),
                outcome.interval(),
                r.metric().unit().symbol(),
                samples.size(),
                outcome.sentence(),
                evidence(samples),
                slices);
    }

    /** How the figure came about, so that it can be checked by hand. */
    private List<Evidence> evidence(Samples samples) {
        List<Evidence> evidence = new ArrayList<>();
        if (samples.size() > 0) {
            String left = samples.leftOut();
            evidence.add(new Evidence(
                    "how it was judged",
                    "n = " + samples.size() + ", n_eff = " + Figures.digits(effective(samples))
                            + " by lag-1 autocorrelation\npercentiles are the nearest rank\nleft out: "
                            + (left.isEmpty() ? "nothing" : left) + "\nrepetitions that count: " + judged().size()
                            + " of "
                            + all.size() + "\nseed "
                            + Long.toUnsignedString(all.get(0).start().getSeed())));
        }
        if (all.size() > 1) {
            evidence.add(new Evidence("each repetition by itself", eachRepetition()));
        }
        return evidence;
    }

    private String eachRepetition() {
        List<String> lines = new ArrayList<>();
        for (RunTable run : all) {
            Samples samples = samples(new Scope(run, r, Optional.empty()));
            Optional<Double> value = samples.size() == 0
                    ? Optional.empty()
                    : Rules.judge(r, samples, noun()).value();
            lines.add("repetition " + run.start().getRepetition() + ": "
                    + value.map(v -> Figures.show(v, r.metric().unit())).orElse("nothing measured")
                    + (sound.contains(run) ? "" : " (does not count: the rig did not hold)"));
        }
        return String.join("\n", lines);
    }
}
