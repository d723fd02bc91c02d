package dev.roadrig.reports.join;

import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.record.v1.CloudTry.Outcome;
import dev.roadrig.scenarios.record.v1.Frame;
import dev.roadrig.scenarios.record.v1.FrameSent;
import dev.roadrig.scenarios.record.v1.LinkAsked;
import dev.roadrig.scenarios.record.v1.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The frames that would have had an answer of the cloud, had the link let everything go in time: those whose answer came
 * so little after its deadline that the link's own lateness is as long, and those that were not sent to the cloud because
 * of them.
 */
final class CloudMisses {
    /** How long after its deadline the board's agent still waits for an answer, to tell of it. */
    static final long GRACE_NANOS = 2_000_000_000L;

    /** After so many in a row the board takes the link for down. */
    private static final int MISSES_TO_DOWN = 2;

    private final Map<Integer, InTime> byFrame = new HashMap<>();
    private final Map<Integer, At<BoardEvent>> lateAnswers = new HashMap<>();
    private final List<Tried> tried = new ArrayList<>();
    private final List<At<LinkAsked>> asked;
    private final LinkErrors link;
    private final long deadlineNanos;

    /** A frame that has a result, with when it was sent. */
    private record Tried(FrameSent sent, At<Result> result) {
        Outcome outcome() {
            return result.message().getCloud().getOutcome();
        }

        int frame() {
            return sent.getFrame();
        }

        /** When the board had it, on the timeline: about, and no later than in truth by more than a trip of a frame. */
        long askedNanos() {
            return sent.getSentNs();
        }

        /** When the board had it, on its own clock; 0 where it does not say. */
        long hadNanos() {
            return result.message().getStamps().getReceivedNs();
        }

        long sinceDue() {
            return RunTables.received(result) - sent.getDueNs();
        }
    }

    /** @param deadlineNanos within which the board waits for the cloud; 0 where it does not ask it */
    CloudMisses(
            Map<Integer, FrameSent> sent,
            ResultJoin joined,
            List<At<BoardEvent>> events,
            List<At<LinkAsked>> asked,
            LinkErrors link,
            long deadlineNanos) {
        this.asked = asked;
        this.link = link;
        this.deadlineNanos = deadlineNanos;
        events.stream()
                .filter(e -> e.message().getKind() == BoardEvent.Kind.LATE_ANSWER)
                .forEach(e -> lateAnswers.putIfAbsent(e.message().getFrame(), e));
        sent.values().stream()
                .sorted(Comparator.comparingLong(FrameSent::getSentNs))
                .forEach(s -> joined.answer(s.getFrame()).ifPresent(result -> tried.add(new Tried(s, result))));
        if (deadlineNanos > 0) {
            look();
        }
    }

    private void look() {
        boolean byLink = false;
        int own = 0;
        for (int i = 0; i < tried.size(); i++) {
            Tried one = tried.get(i);
            switch (one.outcome()) {
                case DEADLINE_MISSED -> {
                    if (missed(one)) {
                        byLink = true;
                        own = 0;
                    } else if (++own >= MISSES_TO_DOWN) {
                        // The cloud's own misses alone would have had the link taken for down.
                        byLink = false;
                    }
                }
                case ANSWERED -> {
                    byLink = false;
                    own = 0;
                }
                case SKIPPED_LINK_DOWN -> {
                    // In an outage that was asked for the link would have been taken for down all the same.
                    byLink &= !outage(one.askedNanos());
                    if (byLink) {
                        skipped(one);
                    }
                }
                case SKIPPED_BUSY -> {
                    if (busyByLink(i)) {
                        skipped(one);
                    }
                }
                default -> {}
            }
        }
    }

    private boolean outage(long nanos) {
        return asked.stream()
                .filter(a -> a.nanos() <= nanos)
                .reduce((before, last) -> last)
                .filter(a ->
                        a.message().getUpBitsPerSecond() == 0 || a.message().getDownBitsPerSecond() == 0)
                .isPresent();
    }

    private boolean missed(Tried one) {
        At<BoardEvent> late = lateAnswers.get(one.frame());
        long by = late == null ? GRACE_NANOS : lateBy(one, late);
        long until = one.askedNanos() + deadlineNanos + by;
        long error = link.between(one.askedNanos(), until);
        if (error < by) {
            return false;
        }
        long least = late == null ? 0 : Math.max(0, until - error - one.sent().getDueNs());
        byFrame.put(one.frame(), new InTime(Math.min(least, one.sinceDue()), one.sinceDue()));
        return true;
    }

    /** By how much an answer came after its deadline; on the board's clock alone where it stamps both. */
    private long lateBy(Tried one, At<BoardEvent> late) {
        boolean stamped = one.hadNanos() != 0 && late.message().getBoardNs() != 0;
        long took = stamped ? late.message().getBoardNs() - one.hadNanos() : late.nanos() - one.askedNanos();
        return Math.max(1, took - deadlineNanos);
    }

    /** Whether one of the questions that were open when this frame came would have been answered before. */
    private boolean busyByLink(int skipped) {
        Tried one = tried.get(skipped);
        for (int i = skipped - 1; i >= 0; i--) {
            Tried before = tried.get(i);
            if (one.askedNanos() - before.askedNanos() > deadlineNanos + GRACE_NANOS) {
                return false;
            }
            Optional<Long> end = answeredNanos(before).filter(at -> at > one.askedNanos());
            if (end.isPresent() && link.between(before.askedNanos(), end.get()) >= end.get() - one.askedNanos()) {
                return true;
            }
        }
        return false;
    }

    /** When the cloud's answer came to the board, on the timeline as above; empty where none did. */
    private Optional<Long> answeredNanos(Tried one) {
        if (one.outcome() == Outcome.ANSWERED) {
            long took = one.result().message().getCloud().getAnsweredNs() - one.hadNanos();
            return Optional.of(
                    one.hadNanos() == 0 || took < 0 ? one.sent().getDueNs() + one.sinceDue() : one.askedNanos() + took);
        }
        return Optional.ofNullable(lateAnswers.get(one.frame()))
                .map(late -> one.askedNanos() + deadlineNanos + lateBy(one, late));
    }

    /** It went past the cloud: it may have been answered at once, or have waited for the deadline in vain. */
    private void skipped(Tried one) {
        byFrame.put(one.frame(), new InTime(0, one.sinceDue() + deadlineNanos));
    }

    Optional<InTime> inTime(Frame frame) {
        return Optional.ofNullable(byFrame.get(frame.getFrame()));
    }
}
