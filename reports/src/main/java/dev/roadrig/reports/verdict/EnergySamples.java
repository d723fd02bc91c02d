package dev.roadrig.reports.verdict;

import dev.roadrig.reports.energy.EnergySource;
import dev.roadrig.reports.energy.EnergyUncertainty;
import dev.roadrig.reports.energy.MeanPower;
import dev.roadrig.reports.energy.PowerCurve;
import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.join.FrameRow.Answer;
import dev.roadrig.reports.join.FrameRow.Stage;
import dev.roadrig.reports.join.FrameRow.State;
import dev.roadrig.reports.join.MeterTable;
import dev.roadrig.reports.join.ReadingRow;
import dev.roadrig.reports.join.RunTable.ClockFit;
import dev.roadrig.scenarios.record.v1.Reading.Quantity;
import dev.roadrig.scenarios.record.v1.Where;
import dev.roadrig.scenarios.spec.Requirement;
import java.util.List;
import java.util.Optional;

/** Energy of each inference on the board, gross, where the sensor's true rate carries it. */
final class EnergySamples {
    /** Samples that an inference must hold for its energy to be one. */
    private static final double LEAST_SAMPLES = 20;

    /** Standard uncertainties that the interval of an energy reaches to each side. */
    private static final double COVERAGE = 2;

    private final Scope scope;
    private final List<ReadingRow> rows;
    private final Optional<MeterTable> meter;
    private final EnergySource source;
    private final double stepWatts;

    private EnergySamples(Scope scope, List<ReadingRow> rows) {
        this.scope = scope;
        this.rows = rows;
        meter = MeterLimits.meter(rows, scope);
        long[] nanos = rows.stream().mapToLong(ReadingRow::nanos).toArray();
        double[] watts = rows.stream().mapToDouble(ReadingRow::value).toArray();
        boolean means = !rows.isEmpty() && rows.get(0).meanNanos() > 0;
        source = means
                ? new MeanPower(
                        nanos, rows.stream().mapToLong(ReadingRow::meanNanos).toArray(), watts)
                : new PowerCurve(nanos, watts);
        var seen = rows.stream().mapToDouble(ReadingRow::value).summaryStatistics();
        stepWatts = rows.isEmpty() ? 0 : seen.getMax() - seen.getMin();
    }

    static Samples perInference(Requirement r, Scope scope) {
        var samples = new Samples();
        List<ReadingRow> rows = SensorSamples.sensor(Quantity.POWER, r, scope, false, samples).stream()
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
        new EnergySamples(scope, rows).add(frames, samples);
        return samples;
    }

    private void add(List<FrameRow> frames, Samples samples) {
        long[] spans = frames.stream()
                .mapToLong(f -> work(f.answer().orElseThrow()))
                .sorted()
                .toArray();
        double usual = spans[(spans.length + 1) / 2 - 1] / 1e9;
        double rate = source.samplesPerSecond();
        if (rate * usual < LEAST_SAMPLES) {
            samples.refuse(
                    "The power sensor gives " + Figures.digits(rate) + " new samples a second, and an inference of "
                            + Figures.digits(usual * 1e3) + " ms needs " + Figures.digits(LEAST_SAMPLES / usual)
                            + " (20 an inference). Use a faster meter, or bound the mean power.");
            return;
        }
        for (FrameRow f : frames) {
            Answer a = f.answer().orElseThrow();
            long from = f.sentNanos().orElseThrow() + stage(a, Stage.TO_BOARD) + stage(a, Stage.WAIT);
            long to = from + work(a);
            if (meter.map(m -> m.gapIn(rows.get(0).name(), from, to)).orElse(false)) {
                samples.unusable("inferences across a gap of the meter");
            } else if (source.covers(from, to)) {
                samples.add(sample(source.joules(from, to), (to - from) / 1e9));
            } else {
                samples.leaveOut("inferences outside the power readings");
            }
        }
    }

    private Sample sample(double joules, double seconds) {
        if (meter.isEmpty()) {
            return Sample.exact(joules);
        }
        var about = meter.get().about();
        double clock = scope.run().clock().map(ClockFit::residualNanos).orElse(0L) / 1e9;
        var uncertainty = new EnergyUncertainty(
                Math.max(0, about.getGainError()), Math.max(0, about.getOffsetWatts()), clock, lost());
        double half = COVERAGE * uncertainty.joules(joules, seconds, stepWatts);
        return new Sample(
                joules, joules - half, joules + half, "the meter " + meter.get().name());
    }

    /** Lost share by the spread of the power over its mean. */
    private double lost() {
        double mean = rows.stream().mapToDouble(ReadingRow::value).average().orElse(0);
        double share = meter.flatMap(m -> MeterLimits.account(m, scope))
                .map(MeterTable.Account::lostShare)
                .orElse(0.0);
        return mean > 0 ? share * stepWatts / mean : 0;
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
}
