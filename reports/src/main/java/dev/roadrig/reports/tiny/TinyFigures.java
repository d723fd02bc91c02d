package dev.roadrig.reports.tiny;

import dev.roadrig.scenarios.tiny.TinyLabels;
import dev.roadrig.scenarios.tiny.TinyLog;
import dev.roadrig.scenarios.tiny.TinyTrace;
import dev.roadrig.scenarios.tiny.TinyWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What follows from a session.
 *
 * @param windows those that measured; empty in a session for accuracy
 * @param accuracy where labels were given to a session for accuracy
 * @param missing figures that do not follow, and why
 * @param remarks what a reader must know before believing the figures
 */
public record TinyFigures(
        List<WindowFigures> windows, Optional<TinyAccuracy> accuracy, List<String> missing, List<String> remarks) {
    /** MLPerf Tiny's rules: the median of this many windows. */
    public static final int WINDOWS = 5;

    private static final double DISBELIEVED = 0.1;
    private static final double NOTICED_SECONDS = 0.1;

    public TinyFigures {
        windows = List.copyOf(windows);
        missing = List.copyOf(missing);
        remarks = List.copyOf(remarks);
    }

    /** @throws dev.roadrig.scenarios.fault.BadInput when labels do not fit the session */
    public static TinyFigures of(TinyLog log, Optional<TinyTrace> trace, Optional<TinyLabels> labels) {
        List<String> missing = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        if (log.multi()) {
            if (labels.isEmpty()) {
                missing.add("accuracy: a session does not hold its labels; give them with --labels");
            }
            if (log.windows().stream()
                    .flatMap(window -> window.results().stream())
                    .anyMatch(score -> score < 0 || score > 1)) {
                remarks.add(
                        "scores are not between 0 and 1, where the runner's thresholds are: take the AUC without them");
            }
            return new TinyFigures(List.of(), labels.map(given -> TinyAccuracy.of(log, given)), missing, remarks);
        }
        List<WindowFigures> windows = List.of();
        try {
            windows = trace.isPresent() ? TinyEnergy.of(log.windows(), trace.get()) : byLaps(log.windows(), remarks);
        } catch (NotConcluded e) {
            missing.add((trace.isPresent() ? "energy and throughput: " : "throughput: ") + e.getMessage());
        }
        if (!windows.isEmpty()) {
            remark(windows, remarks);
        }
        return new TinyFigures(windows, Optional.empty(), missing, remarks);
    }

    private static List<WindowFigures> byLaps(List<TinyWindow> windows, List<String> remarks) throws NotConcluded {
        List<WindowFigures> figures = new ArrayList<>();
        for (TinyWindow window : windows) {
            if (window.elapsedMicros().isEmpty()) {
                throw new NotConcluded(
                        "the board printed no time stamps (its firmware is in energy mode), and there is no trace of a meter");
            }
            double seconds = window.elapsedMicros().getAsLong() / 1e6;
            if (!(seconds > 0)) {
                throw new NotConcluded("window " + (figures.size() + 1) + " took no time by the board's clock");
            }
            double off = Math.abs(seconds - window.hostSeconds());
            if (off > NOTICED_SECONDS && off > DISBELIEVED * seconds) {
                remarks.add(String.format(
                        Locale.ROOT,
                        "window %d took %.3f s by the board's clock and %.3f s by the host's: check that the board counts"
                                + " microseconds",
                        figures.size() + 1,
                        seconds,
                        window.hostSeconds()));
            }
            figures.add(new WindowFigures(window.runs(), seconds, OptionalDouble.empty(), 0));
        }
        return figures;
    }

    private static void remark(List<WindowFigures> windows, List<String> remarks) {
        long shorter = windows.stream()
                .filter(window -> window.seconds() < WindowFigures.LEAST_SECONDS)
                .count();
        if (shorter > 0) {
            remarks.add(shorter + " of " + windows.size()
                    + " windows are shorter than the 10 s of MLPerf Tiny's rules: no official figure");
        }
        if (windows.size() != WINDOWS) {
            remarks.add(
                    "the median of " + windows.size() + " windows, not of the " + WINDOWS + " of MLPerf Tiny's rules");
        }
    }

    /** The median throughput, inferences a second. */
    public OptionalDouble medianPerSecond() {
        return median(WindowFigures::perSecond);
    }

    /** The median energy of an inference, uJ. */
    public OptionalDouble medianMicrojoules() {
        return windows.stream().allMatch(window -> window.microjoules().isPresent())
                ? median(window -> window.microjoulesPerInference().orElse(Double.NaN))
                : OptionalDouble.empty();
    }

    /** The middle one, or the mean of the two in the middle. */
    private OptionalDouble median(ToDoubleFunction<WindowFigures> figure) {
        if (windows.isEmpty()) {
            return OptionalDouble.empty();
        }
        double[] sorted = windows.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
