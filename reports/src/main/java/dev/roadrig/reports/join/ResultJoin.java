package dev.roadrig.reports.join;

import dev.roadrig.reports.clock.BoardClock;
import dev.roadrig.reports.clock.ClockEpoch;
import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.reports.observe.ConsoleAnswer;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.observe.Meaning;
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
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which result belongs to which frame, by a named rule. The first result of a frame is its answer; further ones are
 * counted and never used. A result that was received before its frame was sent is of a previous run: it belongs to none.
 */
abstract class ResultJoin {
    /** Frames as they were sent, by frame. */
    final Map<Integer, FrameSent> sent;

    private final Map<Integer, At<Result>> answers = new HashMap<>();
    private int unmatched;
    private int doublyMatched;
    private final IdentityHashMap<Result, ConsoleAnswer> said = new IdentityHashMap<>();
    private final Map<Integer, BoardStamps> emulated = new HashMap<>();
    private final Set<Integer> unread = new HashSet<>();

    private ResultJoin(Map<Integer, FrameSent> sent) {
        this.sent = sent;
    }

    /** @throws BadInput for a rule that cannot be applied */
    static ResultJoin by(String rule, Map<Integer, FrameSent> sent, BoardClock clock) {
        return switch (rule) {
            case "frame-id" -> new ByFrameId(sent);
            case "timestamp" -> new ByTimestamp(sent, clock);
            case "only-one-in-flight" -> new OnlyOneInFlight(sent);
            default ->
                throw new BadInput("The record asks for the join rule \"" + rule
                        + "\", and only frame-id, timestamp and only-one-in-flight can be applied yet.");
        };
    }

    /** The frame that a result belongs to; results come in the order in which they were received. */
    abstract Optional<Integer> frameOf(At<Result> result);

    /** Joins the next result; warm-ups must not be given. */
    final void add(At<Result> result) {
        Optional<Integer> frame = frameOf(result).filter(f -> sentBefore(f, RunTables.received(result)));
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
    final void addSaid(List<ConsoleAnswer> answers, List<Long> torn, List<At<Result>> others) {
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
        Set<Integer> frames = settledBy(nanos);
        unread.addAll(frames);
        if (frames.isEmpty()) {
            left.add(nanos);
        }
    }

    /** The frames of which a torn line may have been the answer, where the rule can say so as the line comes. */
    Set<Integer> settledBy(long tornNanos) {
        return Set.of();
    }

    /** A torn line may have been that of the frame sent last before it that has none. */
    private void unreadable(long came) {
        sent.values().stream()
                .filter(s ->
                        s.getSentNs() <= came && !answers.containsKey(s.getFrame()) && !unread.contains(s.getFrame()))
                .max(Comparator.comparingLong(FrameSent::getSentNs))
                .ifPresent(s -> unread.add(s.getFrame()));
    }

    final Set<Integer> unread() {
        return Set.copyOf(unread);
    }

    /** The line that a result is of; empty where it came over another wire. */
    final Optional<ConsoleAnswer> said(Result result) {
        return Optional.ofNullable(said.get(result));
    }

    /** The stamps that say what an emulation did to a frame: those of its result, or of that over another wire. */
    final BoardStamps emulation(int frame, Result result) {
        return emulated.getOrDefault(frame, result.getStamps());
    }

    final Optional<At<Result>> answer(int frame) {
        return Optional.ofNullable(answers.get(frame));
    }

    final int unmatched() {
        return unmatched;
    }

    final int doublyMatched() {
        return doublyMatched;
    }

    private boolean sentBefore(int frame, long receivedNanos) {
        FrameSent s = sent.get(frame);
        return s != null && s.getSentNs() <= receivedNanos;
    }

    /** The board names the frame. Where it also names the request, both must be of one frame. */
    private static final class ByFrameId extends ResultJoin {
        private final Map<Long, Integer> frameOfRequest = new HashMap<>();

        ByFrameId(Map<Integer, FrameSent> sent) {
            super(sent);
            sent.values().forEach(s -> frameOfRequest.put(s.getRequest(), s.getFrame()));
        }

        @Override
        Optional<Integer> frameOf(At<Result> result) {
            int frame = result.message().getFrame();
            long request = result.message().getRequest();
            Integer requested = frameOfRequest.get(request);
            boolean contradicts = request != 0 && (requested == null || requested != frame);
            return contradicts ? Optional.empty() : Optional.of(frame);
        }
    }

    /**
     * The board stamps when it had a frame: it is the frame sent last before that, within the clock's error. Two frames
     * within the error are ambiguous, and the result belongs to neither. A line of its console says how long ago that was,
     * and its error is how long the wire may have had the line.
     */
    private static final class ByTimestamp extends ResultJoin {
        private final BoardClock clock;
        private final List<FrameSent> inOrder;

        ByTimestamp(Map<Integer, FrameSent> sent, BoardClock clock) {
            super(sent);
            this.clock = clock;
            inOrder = sent.values().stream()
                    .sorted(Comparator.comparingLong(FrameSent::getSentNs))
                    .toList();
        }

        @Override
        Optional<Integer> frameOf(At<Result> result) {
            Optional<ConsoleAnswer> line = said(result.message());
            if (line.isPresent()) {
                Long took = line.get().stages().get(Meaning.TOOK);
                OptionalLong held = line.get().heldNanos();
                if (took == null || held.isEmpty()) {
                    return Optional.empty();
                }
                long had = RunTables.received(result) - took;
                return between(had - held.getAsLong(), had);
            }
            long stamp = result.message().getStamps().getReceivedNs();
            Optional<ClockEpoch> epoch =
                    clock.epoch(result.message().getStamps().getBootId(), RunTables.received(result));
            if (stamp == 0 || epoch.isEmpty()) {
                return Optional.empty();
            }
            long had = epoch.get().toTimeline(stamp);
            long error = epoch.get().errorNanos(had);
            return between(had - error, had + error);
        }

        private Optional<Integer> between(long least, long most) {
            Optional<Integer> early = lastSentBy(least);
            Optional<Integer> late = lastSentBy(most);
            return early.equals(late) || early.isEmpty() ? late : Optional.empty();
        }

        private Optional<Integer> lastSentBy(long nanos) {
            int low = 0;
            int high = inOrder.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (inOrder.get(middle).getSentNs() <= nanos) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low == 0
                    ? Optional.empty()
                    : Optional.of(inOrder.get(low - 1).getFrame());
        }
    }

    /**
     * Nobody names anything: a result belongs to the frame in flight if there is one only. With several in flight the
     * result belongs to none, and neither do they get an answer.
     */
    private static final class OnlyOneInFlight extends ResultJoin {
        private final Set<Integer> settled = new HashSet<>();

        OnlyOneInFlight(Map<Integer, FrameSent> sent) {
            super(sent);
        }

        @Override
        Optional<Integer> frameOf(At<Result> result) {
            Set<Integer> inFlight = settle(RunTables.received(result));
            return inFlight.size() == 1 ? Optional.of(inFlight.iterator().next()) : Optional.empty();
        }

        @Override
        Set<Integer> settledBy(long tornNanos) {
            return settle(tornNanos);
        }

        private Set<Integer> settle(long nanos) {
            Set<Integer> inFlight = new TreeSet<>();
            for (FrameSent s : sent.values()) {
                if (s.getSentNs() <= nanos && !settled.contains(s.getFrame())) {
                    inFlight.add(s.getFrame());
                }
            }
            settled.addAll(inFlight);
            return inFlight;
        }
    }
}
