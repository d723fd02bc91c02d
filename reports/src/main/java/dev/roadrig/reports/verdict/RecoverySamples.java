package dev.roadrig.reports.verdict;

import dev.roadrig.reports.join.FrameRow.Answer;
import dev.roadrig.reports.join.FrameRow.State;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.reports.observe.ConsoleSaid;
import dev.roadrig.scenarios.record.v1.LinkAsked;
import dev.roadrig.scenarios.record.v1.Where;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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
            Optional<Answer> recovered = run.frames().stream()
                    .filter(f -> f.state() == State.ANSWERED)
                    .flatMap(f -> f.answer().stream())
                    .filter(a -> a.where() == firstChoice)
                    .filter(a -> up.holds(a.receivedNanos()))
                    .min(Comparator.comparingLong(Answer::receivedNanos));
            if (recovered.isPresent()) {
                samples.add(sample(run, up, recovered.get()));
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

    /** A frame before it that the link's own lateness kept from the first choice may have been the first. */
    private static Sample sample(RunTable run, Span up, Answer first) {
        long took = first.receivedNanos() - up.fromNanos();
        long low = run.frames().stream()
                .filter(f -> f.answer().flatMap(Answer::inTime).isPresent())
                .mapToLong(f -> f.dueNanos()
                        + f.answer().flatMap(Answer::inTime).orElseThrow().leastNanos())
                .filter(up::holds)
                .map(at -> at - up.fromNanos())
                .reduce(Math.max(0, took - first.errorNanos()), Math::min);
        double high = (took + first.errorNanos()) / 1e9;
        return first.errorNanos() == 0 && low == took
                ? Sample.exact(took / 1e9)
                : new Sample(took / 1e9, low / 1e9, high, FrameSamples.LINK);
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

    private record Span(long fromNanos, long toNanos) {
        boolean holds(long nanos) {
            return nanos >= fromNanos && nanos < toNanos;
        }
    }
}
