package dev.roadrig.reports.verdict;

import dev.roadrig.scenarios.fault.Evidence;
import java.util.List;
import java.util.Optional;

/**
 * What was found for one requirement, or for one slice of one.
 *
 * @param id the requirement's id, such as LAT-1; built-in ones have ids such as board.alive
 * @param slice such as light=tunnel, empty for the whole
 * @param verdict of this requirement or slice
 * @param metric as a spec writes it, empty for built-in requirements
 * @param statistic as a spec writes it, with the percentile's definition where one is shown
 * @param bound as written, such as "at most 150ms"
 * @param value the measured figure in the metric's unit
 * @param interval two-sided, for display; empty for what has none
 * @param unit symbol of the value's unit
 * @param samples how many samples count
 * @param sentence what, why and what next, in one or two sentences
 * @param evidence what to look at
 * @param slices findings by slice, when the requirement is judged for each
 */
public record Finding(
        String id,
        String slice,
        Verdict verdict,
        String metric,
        String statistic,
        String bound,
        Optional<Double> value,
        Optional<Interval> interval,
        String unit,
        int samples,
        String sentence,
        List<Evidence> evidence,
        List<Finding> slices) {

    public Finding {
        evidence = List.copyOf(evidence);
        slices = List.copyOf(slices);
    }

    /** An interval; an end is infinite where there is no bound. */
    public record Interval(double low, double high, double confidence) {}
}
