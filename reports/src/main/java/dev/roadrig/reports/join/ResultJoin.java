package dev.roadrig.reports.join;

import dev.roadrig.reports.clock.BoardClock;
import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.reports.observe.ConsoleAnswer;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.record.v1.BoardStamps;
import dev.roadrig.scenarios.record.v1.FrameSent;
import dev.roadrig.scenarios.record.v1.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which result belongs to which frame, by a named rule. The first result of a frame is its answer; further ones are
 * counted and never used. A result that was received before its frame was sent is of a previous run: it belongs to none.
 */
final class ResultJoin {
    private final JoinRule rule;
    private final Map<Integer, FrameSent> sent;
    private final Map<Integer, At<Result>> answers = new HashMap<>();
    private int unmatched;
    private int doublyMatched;
    private final IdentityHashMap<Result, ConsoleAnswer> said = new IdentityHashMap<>();
    private final Map<Integer, BoardStamps> emulated = new HashMap<>();
    private final Set<Integer> unread = new HashSet<>();

    private ResultJoin(JoinRule rule, Map<Integer, FrameSent> sent) {
        this.rule = rule;
        this.sent = sent;
    }

    /**
     * @param sent frames as they were sent, by frame
     * @throws BadInput for a rule that cannot be applied
     */
    static ResultJoin by(String rule, Map<Integer, FrameSent> sent, BoardClock clock) {
        return new ResultJoin(JoinRule.of(rule, sent.values(), clock), sent);
    }

    /** Joins the next result; warm-ups must not be given. */
    void add(At<Result> result) {
        Optional<Integer> frame =
                rule.frameOf(result, said(result.message())).filter(f -> sentBefore(f, RunTables.received(result)));
        if (frame.isEmpty()) {
            unmatched++;
        } else if (answers.putIfAbsent(frame.get(), result) != null) {
            doublyMatched++;
        }
    }

    /**
     * Joins what the board's own lines said, in the order in which it was received.
     *
     * @param torn when lines came that were meant as answers and could not be read, in their order
     * @param others answers over another wire, of which only an emulation's own flaws are kept
     */
    void addSaid(List<ConsoleAnswer> answers, List<Long> torn, List<At<Result>> others) {
        others.forEach(
                r -> emulated.putIfAbsent(r.message().getFrame(), r.message().getStamps()));
        answers.forEach(a -> said.put(a.result(), a));
        List<Long> left = new ArrayList<>();
        Iterator<Long> lines = torn.iterator();
        Long next = lines.hasNext() ? lines.next() : null;
        for (ConsoleAnswer answer : answers) {
            for (;
                    next != null && next <= answer.result().getReceivedNs();
                    next = lines.hasNext() ? lines.next() : null) {
                settleTorn(next, left);
            }
            add(new At<>(answer.result().getReceivedNs(), answer.result()));
        }
        for (; next != null; next = lines.hasNext() ? lines.next() : null) {
            settleTorn(next, left);
        }
        left.forEach(this::unreadable);
    }

    private void settleTorn(long nanos, List<Long> left) {
        Set<Integer> frames = rule.settledBy(nanos);
        unread.addAll(frames);
        if (frames.isEmpty()) {
            left.add(nanos);
        }
    }

    /** A torn line may have been that of the frame sent last before it that has none. */
    private void unreadable(long came) {
        sent.values().stream()
                .filter(s ->
                        s.getSentNs() <= came && !answers.containsKey(s.getFrame()) && !unread.contains(s.getFrame()))
                .max(Comparator.comparingLong(FrameSent::getSentNs))
                .ifPresent(s -> unread.add(s.getFrame()));
    }

    Set<Integer> unread() {
        return Set.copyOf(unread);
    }

    /** The line that a result is of; empty where it came over another wire. */
    Optional<ConsoleAnswer> said(Result result) {
        return Optional.ofNullable(said.get(result));
    }

    /** The stamps that say what an emulation did to a frame: those of its result, or of that over another wire. */
    BoardStamps emulation(int frame, Result result) {
        return emulated.getOrDefault(frame, result.getStamps());
    }

    Optional<At<Result>> answer(int frame) {
        return Optional.ofNullable(answers.get(frame));
    }

    int unmatched() {
        return unmatched;
    }

    int doublyMatched() {
        return doublyMatched;
    }

    private boolean sentBefore(int frame, long receivedNanos) {
        FrameSent s = sent.get(frame);
        return s != null && s.getSentNs() <= receivedNanos;
    }
}
