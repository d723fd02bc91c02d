package dev.roadrig.harness.replay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What policies mean, told the other way round: messages are pushed at their times into a line before a consumer, one
 * after the other. A second opinion on the player, which lets the consumer pull.
 */
final class PushedConsumer {
    private final ReplayPlan plan;
    private final ToLongFunction<ReplayMessage> busyNanos;
    private final Deque<ReplayMessage> line = new ArrayDeque<>();
    final List<ReplayMessage> sent = new ArrayList<>();
    final List<Long> at = new ArrayList<>();
    final List<ReplayMessage> dropped = new ArrayList<>();
    private long freeNanos = Long.MIN_VALUE;

    PushedConsumer(ReplayPlan plan, ToLongFunction<ReplayMessage> busyNanos) {
        this.plan = plan;
        this.busyNanos = busyNanos;
    }

    /** All of them, in their order. */
    void push(List<ReplayMessage> messages) {
        for (ReplayMessage message : messages) {
            // A message that holds the replay lets nothing in behind it until it is taken.
            while (line.stream().anyMatch(m -> policy(m).holds())) {
                takeFirst();
            }
            while (!line.isEmpty() && freeNanos <= message.offsetNanos()) {
                takeFirst();
            }
            if (line.isEmpty() && freeNanos <= message.offsetNanos()) {
                take(message, message.offsetNanos());
            } else {
                wait(message);
            }
        }
        while (!line.isEmpty()) {
            takeFirst();
        }
    }

    private void wait(ReplayMessage message) {
        List<ReplayMessage> same =
                line.stream().filter(m -> m.channel().equals(message.channel())).toList();
        if (same.size() >= policy(message).mostWaiting()) {
            line.remove(same.get(0));
            dropped.add(same.get(0));
        }
        line.add(message);
    }

    private void takeFirst() {
        take(line.remove(), freeNanos);
    }

    private void take(ReplayMessage message, long nanos) {
        sent.add(message);
        at.add(nanos);
        freeNanos = nanos + busyNanos.applyAsLong(message);
    }

    private LatePolicy policy(ReplayMessage message) {
        return plan.policy(message.channel().topic());
    }
}
