package dev.roadrig.harness.replay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages that came due while the consumer was busy, in their order, as many as their topics' policies let wait. */
final class Waiting {
    private static final long MOST_BYTES = 16 << 20;

    private final ReplayPlan plan;
    private final Map<Long, ReplayMessage> messages = new LinkedHashMap<>();
    private final Map<Integer, Deque<Long>> places = new HashMap<>();
    private long nextPlace;
    private long bytes;
    private int holding;

    Waiting(ReplayPlan plan) {
        this.plan = plan;
    }

    /** Whether one more may be added; where not, the replay itself waits. */
    boolean hasRoom() {
        return holding == 0 && bytes < MOST_BYTES;
    }

    /** Adds a message; the one that it drives out, if any. */
    @Nullable
    ReplayMessage add(ReplayMessage message) {
        LatePolicy policy = policy(message);
        Deque<Long> waiting = places.computeIfAbsent(message.channel().number(), number -> new ArrayDeque<>());
        ReplayMessage dropped = waiting.size() < policy.mostWaiting() ? null : messages.remove(waiting.remove());
        bytes += message.memoryBytes() - (dropped == null ? 0 : dropped.memoryBytes());
        holding += policy.holds() ? 1 : 0;
        waiting.add(nextPlace);
        messages.put(nextPlace, message);
        nextPlace++;
        return dropped;
    }

    /** The one that has waited longest; null where none waits. */
    @Nullable
    ReplayMessage poll() {
        if (messages.isEmpty()) {
            return null;
        }
        Iterator<ReplayMessage> first = messages.values().iterator();
        ReplayMessage message = first.next();
        first.remove();
        var unused = places.getOrDefault(message.channel().number(), new ArrayDeque<>())
                .remove();
        bytes -= message.memoryBytes();
        holding -= policy(message).holds() ? 1 : 0;
        return message;
    }

    private LatePolicy policy(ReplayMessage message) {
        return plan.policy(message.channel().topic());
    }
}
