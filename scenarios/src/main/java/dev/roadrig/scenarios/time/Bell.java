package dev.roadrig.scenarios.time;

import java.util.function.BooleanSupplier;

/** Wakes the one thread that waits by it, and no other. */
public interface Bell {
    /**
     * As {@link Ticker#awaitClosely}, ended by {@link #ring} and by nothing else before its deadline. For one thread at a
     * time. What the condition reads must be visible to this thread once it is rung: volatile, or written under a lock.
     */
    boolean awaitClosely(BooleanSupplier condition, Deadline deadline) throws InterruptedException;

    /** As above, and as late after the deadline as a thread of this host that parks; it takes no processor until then. */
    boolean await(BooleanSupplier condition, Deadline deadline) throws InterruptedException;

    /** Tells that the condition may have changed. May be called from any thread. */
    void ring();
}
