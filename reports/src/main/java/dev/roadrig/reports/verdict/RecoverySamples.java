package dev.roadrig.reports.verdict;

import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.join.FrameRow.State;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.reports.observe.ConsoleSaid;
import dev.roadrig.scenarios.record.v1.LinkAsked;
import dev.roadrig.scenarios.record.v1.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * One sample an outage: from its end to the first answer that was received by the placement's first choice, in deadline.
 * An outage from which the run did not recover before the next one, or before its end, took longer than that.
 */
final class RecoverySamples {
    private RecoverySamples() {}

    static Samples of(RunTable run) {
        var samples = new Samples();
        if (run.said().filter(ConsoleSaid::answers).isPresent()) {
            samples.refuse(
                    "The board's own lines are its answers, and none says where it was made: on the board, or in the"
                            + " cloud. So nothing tells when the first choice was back.");
            return samples;
        }
        Where firstChoice = run.start().getPlacement().startsWith("cloud") ? Where.CLOUD : Where.EDGE;
        for (Span up : upAfterOutages(run)) {
            OptionalLong recovered = run.frames().stream()
                    .filter(f -> f.state() == State.ANSWERED)
                    .flatMap(f -> f.answer().stream())
                    .filter(a -> a.where() == firstChoice)
                    .mapToLong(FrameRow.Answer::receivedNanos)
                    .filter(t -> t >= up.fromNanos() && t < up.toNanos())
                    .min();
            if (recovered.isPresent()) {
                samples.add(Sample.exact((recovered.getAsLong() - up.fromNanos()) / 1e9));
            } else {
                double waited = Math.max(0, Math.min(up.toNanos(), run.lastNanos()) - up.fromNanos()) / 1e9;
                samples.add(new Sample(
                        Double.POSITIVE_INFINITY,
                        waited,
                        Double.POSITIVE_INFINITY,
                        "the drive, which leaves no longer time after an outage,"));
            }
        }
        if (samples.size() == 0) {
            samples.refuse("No outage ended in the conditions of this run, so there is nothing to recover from.");
        }
        return samples;
    }

    private static List<Span> upAfterOutages(RunTable run) {
        List<Span> spans = new ArrayList<>();
        boolean out = false;
        for (At<LinkAsked> a : run.asked()) {
            boolean outage =
                    a.message().getUpBitsPerSecond() == 0 || a.message().getDownBitsPerSecond() == 0;
            if (out && !outage) {
                spans.add(new Span(a.nanos(), Long.MAX_VALUE));
            } else if (!out && outage && !spans.isEmpty()) {
                Span last = spans.get(spans.size() - 1);
                spans.set(spans.size() - 1, new Span(last.fromNanos(), a.nanos()));
            }
            out = outage;
        }
        return spans;
    }

    private record Span(long fromNanos, long toNanos) {}
}
