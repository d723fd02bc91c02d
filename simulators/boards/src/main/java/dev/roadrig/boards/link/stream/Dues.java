package dev.roadrig.boards.link.stream;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What the relay's thread has to do at which time. Times are nanoseconds on the ticker's timeline. */
final class Dues {
    private final PriorityQueue<Due> queue = new PriorityQueue<>(
            Comparator.comparingLong((Due due) -> due.atNanos).thenComparingLong(due -> due.order));
    private long order;

    /** Something to do, which may be called off. */
    static final class Due {
        private final long atNanos;
        private final long order;
        private @Nullable LongConsumer task;

        private Due(long atNanos, long order, LongConsumer task) {
            this.atNanos = atNanos;
            this.order = order;
            this.task = task;
        }

        long atNanos() {
            return atNanos;
        }

        void cancel() {
            task = null;
        }
    }

    /** Calls the task with the time it is then; never before {@code atNanos}. */
    Due at(long atNanos, LongConsumer task) {
        var due = new Due(atNanos, order++, task);
        queue.add(due);
        return due;
    }

    /** When something is due next; {@link Long#MAX_VALUE} when nothing is. */
    long nextNanos() {
        for (Due next = queue.peek(); next != null; next = queue.peek()) {
            if (next.task != null) {
                return next.atNanos;
            }
            queue.remove();
        }
        return Long.MAX_VALUE;
    }

    /** Does what is due. */
    void run(long nowNanos) {
        while (nextNanos() <= nowNanos) {
            LongConsumer task = queue.remove().task;
            if (task != null) {
                task.accept(nowNanos);
            }
        }
    }
}
