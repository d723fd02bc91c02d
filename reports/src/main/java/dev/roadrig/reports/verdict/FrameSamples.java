package dev.roadrig.reports.verdict;

import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.join.FrameRow.Answer;
import dev.roadrig.reports.join.FrameRow.ObjectRow;
import dev.roadrig.reports.join.FrameRow.Stage;
import dev.roadrig.reports.join.FrameRow.State;
import dev.roadrig.reports.join.InTime;
import dev.roadrig.reports.join.LatencySplit;
import dev.roadrig.scenarios.spec.Metric;
import java.util.Optional;

/**
 * Samples that frames give. A frame that was never answered is a deadline missed for ever, so its latency has no end; a
 * frame that the end of the run caught in flight may have been answered at any time after that, and one that the rig
 * never sent at any time at all. One that fell due while an order had taken the board away was never answered.
 */
final class FrameSamples {
    static final String IN_FLIGHT = "the end of the run, with frames still in flight,";
    static final String NEVER_SENT = "the rig, which never sent some frames,";
    static final String LATENESS = "the replayer's own lateness";
    static final String LINK = "the link's own error";
    static final String UNREAD = "the reading of the console's lines, some of which fit no pattern,";
    static final String CONSOLE = "how long the console's wire and its reader have a line";
    static final String CONSOLE_UNKNOWN = "how long the console's wire holds a line back, which nobody states,";
    static final String EMULATION = "the emulation's own lateness";

    private FrameSamples() {}

    static Samples latency(Metric metric, Scope scope) {
        var samples = new Samples();
        for (FrameRow f : scope.frames(samples)) {
            if (f.state() != State.ANSWERED) {
                unanswered(metric, f, scope, samples);
                continue;
            }
            Answer answer = f.answer().orElseThrow();
            Optional<Long> nanos = part(metric, f, answer);
            if (!answer.unusable().isEmpty()) {
                // The reason without its figure, so that equal reasons add up.
                samples.unusable(answer.unusable().replaceAll("( of|:| took).*", ""));
            } else if (nanos.isEmpty()) {
                samples.leaveOut("answers for which the board gives no stamps of this stage");
            } else {
                samples.add(measured(metric, answer, nanos.get()));
            }
        }
        return samples;
    }

    private static void unanswered(Metric metric, FrameRow f, Scope scope, Samples samples) {
        long endNanos = scope.run().lastNanos();
        if (metric != Metric.LATENCY_END_TO_END) {
            samples.leaveOut("frames without an answer, which have no stages");
        } else if (f.state() == State.PENDING && f.dueNanos() > endNanos) {
            samples.leaveOut("not yet due when the run ended");
        } else if (f.state() == State.PENDING) {
            double waited = (endNanos - f.dueNanos()) / 1e9;
            samples.add(new Sample(Double.POSITIVE_INFINITY, waited, Double.POSITIVE_INFINITY, IN_FLIGHT));
        } else if (f.state() == State.UNREAD) {
            samples.add(new Sample(Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY, UNREAD));
        } else if (f.state() == State.LOST && scope.isNeverSent(f)) {
            samples.add(new Sample(Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY, NEVER_SENT));
        } else if (inTime(f).isPresent()) {
            double least = inTime(f).get().leastNanos() / 1e9;
            samples.add(new Sample(Double.POSITIVE_INFINITY, least, Double.POSITIVE_INFINITY, LINK));
        } else {
            samples.add(Sample.exact(Double.POSITIVE_INFINITY));
        }
    }

    private static Optional<Long> part(Metric metric, FrameRow f, Answer a) {
        long endToEnd = a.receivedNanos() - f.dueNanos();
        return switch (metric) {
            case LATENCY_END_TO_END -> Optional.of(endToEnd);
            case LATENCY_PREPROCESS -> Optional.ofNullable(a.stages().get(Stage.PREPROCESS));
            case LATENCY_INFERENCE -> Optional.ofNullable(a.stages().get(Stage.INFERENCE));
            case LATENCY_POSTPROCESS -> Optional.ofNullable(a.stages().get(Stage.POSTPROCESS));
            case LATENCY_TRANSPORT -> LatencySplit.harnessShare(f);
            default -> throw new IllegalArgumentException(metric + " is no latency");
        };
    }

    /** Stages of the board begin and end on one clock; only what the rig has a part in has the rig's error. */
    private static Sample measured(Metric metric, Answer a, long nanos) {
        boolean onBoard = metric != Metric.LATENCY_END_TO_END && metric != Metric.LATENCY_TRANSPORT;
        if (metric == Metric.LATENCY_END_TO_END && a.inTime().isPresent()) {
            long low = Math.min(nanos - a.errorNanos(), a.inTime().get().leastNanos());
            long high = Math.max(nanos + a.errorNanos(), a.inTime().get().mostNanos());
            return new Sample(nanos / 1e9, low / 1e9, high / 1e9, LINK);
        }
        if (onBoard || (a.errorNanos() == 0 && a.heldNanos() == 0)) {
            return Sample.exact(nanos / 1e9);
        }
        boolean bounded = a.heldNanos() != Long.MAX_VALUE;
        // The answer was there before its line had come, by as long as the wire had the line; nothing makes it later.
        long low = bounded ? nanos - a.errorNanos() - a.heldNanos() : Math.min(0, nanos - a.errorNanos());
        return new Sample(nanos / 1e9, low / 1e9, (nanos + a.errorNanos()) / 1e9, doubt(a, bounded));
    }

    private static String doubt(Answer a, boolean bounded) {
        if (a.heldNanos() > a.errorNanos()) {
            return bounded ? CONSOLE : CONSOLE_UNKNOWN;
        }
        long lateness = a.stages().getOrDefault(Stage.FEED, 0L);
        if (2 * lateness >= a.errorNanos()) {
            return LATENESS;
        }
        return 2 * a.emulationErrorNanos() >= a.errorNanos() ? EMULATION : LINK;
    }

    private static Optional<InTime> inTime(FrameRow f) {
        return f.answer().flatMap(Answer::inTime);
    }

    /** 1 for a frame without an answer, 0 for one with. */
    static Samples lost(Scope scope) {
        var samples = new Samples();
        for (FrameRow f : scope.frames(samples)) {
            switch (f.state()) {
                case ANSWERED -> samples.add(Sample.exact(0));
                case REFUSED -> samples.add(inTime(f).isPresent() ? new Sample(1, 0, 1, LINK) : Sample.exact(1));
                case LOST -> samples.add(scope.isNeverSent(f) ? new Sample(0, 0, 1, NEVER_SENT) : Sample.exact(1));
                case PENDING -> samples.add(new Sample(0, 0, 1, IN_FLIGHT));
                case UNREAD -> samples.add(new Sample(1, 0, 1, UNREAD));
            }
        }
        return samples;
    }

    /** 1 for a labelled object that was answered rightly, 0 for one that was not or not at all. */
    static Samples accuracy(Scope scope) {
        var samples = new Samples();
        for (FrameRow f : scope.frames(samples)) {
            boolean late = f.state() == State.REFUSED && inTime(f).isPresent();
            boolean open = late
                    || f.state() == State.PENDING
                    || f.state() == State.UNREAD
                    || (f.state() == State.LOST && scope.isNeverSent(f));
            String doubt =
                    switch (f.state()) {
                        case REFUSED -> LINK;
                        case PENDING -> IN_FLIGHT;
                        case UNREAD -> UNREAD;
                        default -> NEVER_SENT;
                    };
            for (ObjectRow o : f.objects()) {
                samples.add(open ? new Sample(0, 0, 1, doubt) : Sample.exact(o.right() ? 1 : 0));
            }
        }
        return samples;
    }
}
