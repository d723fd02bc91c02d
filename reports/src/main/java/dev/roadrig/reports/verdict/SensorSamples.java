package dev.roadrig.reports.verdict;

import dev.roadrig.reports.energy.PowerCurve;
import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.join.FrameRow.Answer;
import dev.roadrig.reports.join.FrameRow.Stage;
import dev.roadrig.reports.join.FrameRow.State;
import dev.roadrig.reports.join.RunTable.ReadingRow;
import dev.roadrig.scenarios.record.v1.Reading.Quantity;
import dev.roadrig.scenarios.record.v1.Where;
import dev.roadrig.scenarios.spec.Requirement;
import dev.roadrig.scenarios.spec.Statistic.Kind;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Samples that sensors give. Where the sensor cannot carry the figure asked, there are none and the reason is said. */
final class SensorSamples {
    /** Samples that an inference must hold for its energy to be one. */
    private static final double LEAST_SAMPLES = 20;

    private SensorSamples() {}

    /** Readings of one sensor; of all sensors of the quantity for an extreme that names none. */
    static Samples readings(Quantity quantity, Requirement r, Scope scope) {
        var samples = new Samples();
        boolean extreme = r.statistic().kind() == Kind.MAX || r.statistic().kind() == Kind.MIN;
        List<ReadingRow> rows = sensor(quantity, r, scope, extreme, samples);
        for (ReadingRow row : rows) {
            if (!scope.holds(row.nanos())) {
                continue;
            }
            // A repeat adds nothing to a mean, and changes no extreme.
            if (row.repeated() && !extreme) {
                samples.leaveOut("the sensor's previous value read again");
            } else {
                samples.add(Sample.exact(row.value()));
            }
        }
        return samples;
    }

    /** Energy of each inference on the board, gross, where the sensor's true rate carries it. */
    static Samples energyPerInference(Requirement r, Scope scope) {
        var samples = new Samples();
        List<ReadingRow> rows = sensor(Quantity.POWER, r, scope, false, samples).stream()
                .filter(row -> !row.repeated())
                .toList();
        List<FrameRow> frames = scope.frames(samples).stream()
                .filter(f -> f.state() == State.ANSWERED)
                .filter(f -> f.answer()
                        .map(a -> a.where() != Where.CLOUD && hasStages(a))
                        .orElse(false))
                .toList();
        if (samples.refusal().isPresent()) {
            return samples;
        }
        if (frames.isEmpty()) {
            samples.refuse("No answer was made on the board with the stamps that say when it was working.");
            return samples;
        }
        var curve = new PowerCurve(
                rows.stream().mapToLong(ReadingRow::nanos).toArray(),
                rows.stream().mapToDouble(ReadingRow::value).toArray());
        long[] spans = frames.stream()
                .mapToLong(f -> work(f.answer().orElseThrow()))
                .sorted()
                .toArray();
        double usual = spans[(spans.length + 1) / 2 - 1] / 1e9;
        double rate = curve.samplesPerSecond();
        if (rate * usual < LEAST_SAMPLES) {
            samples.refuse(
                    "The power sensor gives " + Figures.digits(rate) + " new samples a second, and an inference of "
                            + Figures.digits(usual * 1e3) + " ms needs " + Figures.digits(LEAST_SAMPLES / usual)
                            + " (20 an inference). Use a faster meter, or bound the mean power.");
            return samples;
        }
        for (FrameRow f : frames) {
            Answer a = f.answer().orElseThrow();
            long from = f.sentNanos().orElseThrow() + stage(a, Stage.TO_BOARD) + stage(a, Stage.WAIT);
            if (curve.covers(from, from + work(a))) {
                samples.add(Sample.exact(curve.joules(from, from + work(a))));
            } else {
                samples.leaveOut("inferences outside the power readings");
            }
        }
        return samples;
    }

    private static boolean hasStages(Answer a) {
        return a.stages()
                .keySet()
                .containsAll(List.of(Stage.TO_BOARD, Stage.PREPROCESS, Stage.INFERENCE, Stage.POSTPROCESS));
    }

    private static long work(Answer a) {
        return stage(a, Stage.PREPROCESS) + stage(a, Stage.INFERENCE) + stage(a, Stage.POSTPROCESS);
    }

    private static long stage(Answer a, Stage stage) {
        return a.stages().getOrDefault(stage, 0L);
    }

    private static List<ReadingRow> sensor(
            Quantity quantity, Requirement r, Scope scope, boolean anyNumber, Samples samples) {
        List<ReadingRow> all = scope.run().readings().stream()
                .filter(row -> row.quantity() == quantity)
                .toList();
        var names = new TreeSet<>(all.stream().map(ReadingRow::name).toList());
        String what = quantity.name().toLowerCase(java.util.Locale.ROOT);
        Optional<String> wanted = r.of();
        if (names.isEmpty()) {
            samples.refuse("The record holds no reading of " + what + ": no meter was there, or it said nothing. Run"
                    + " `roadrig rack check` for the board's meter.");
        } else if (wanted.isPresent() && !names.contains(wanted.get())) {
            samples.refuse("No meter reports " + what + " of " + wanted.get() + "; there is " + String.join(", ", names)
                    + ".");
        } else if (wanted.isEmpty() && names.size() > 1 && !anyNumber) {
            samples.refuse("Several meters report " + what + " (" + String.join(", ", names)
                    + ") and they may hold each other: say of which.");
        }
        return samples.refusal().isPresent()
                ? List.of()
                : all.stream()
                        .filter(row -> wanted.isEmpty() || row.name().equals(wanted.get()))
                        .toList();
    }
}
