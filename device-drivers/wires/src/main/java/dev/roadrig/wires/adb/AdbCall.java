package dev.roadrig.wires.adb;

import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.thread.OwnedThread;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One piece of work with a library that waits without end: on a thread of its own, given up at its deadline. */
final class AdbCall<T> {
    private static final Duration POLITE = Duration.ofSeconds(1);
    private static final Duration ENDS = Duration.ofSeconds(5);

    private final Ticker ticker;
    private volatile @Nullable T value;
    private volatile @Nullable Exception failure;
    private volatile boolean done;

    private AdbCall(Ticker ticker) {
        this.ticker = ticker;
    }

    /**
     * Does it.
     *
     * @param give asks it to end, and is given a second; may wait itself
     * @param cut ends it
     * @return null when the deadline passed
     */
    static <T> @Nullable T run(
            String thread, Ticker ticker, Deadline deadline, Work<T> work, Runnable give, Runnable cut)
            throws IOException, InterruptedException {
        var call = new AdbCall<T>(ticker);
        OwnedThread working = OwnedThread.start(thread, ticker, () -> call.work(work));
        boolean inTime = false;
        try {
            inTime = ticker.await(() -> call.done, deadline);
        } finally {
            if (!inTime) {
                call.end(thread, working, give, cut);
            }
        }
        return inTime ? call.outcome() : null;
    }

    private void end(String thread, OwnedThread working, Runnable give, Runnable cut) {
        OwnedThread asking = OwnedThread.start(thread + "-end", ticker, give);
        if (!working.join(POLITE)) {
            cut.run();
        }
        boolean unusedWork = working.join(ENDS);
        boolean unusedGive = asking.join(ENDS);
    }

    private void work(Work<T> work) {
        try {
            value = work.with();
        } catch (Exception e) { // Kotlin throws what it does not declare
            failure = e;
        } finally {
            done = true;
            ticker.signal();
        }
    }

    /** What the library checks with Kotlin's own means comes as a runtime exception. */
    private T outcome() throws IOException {
        Exception failed = failure;
        if (failed instanceof IOException io) {
            throw io;
        }
        T come = value;
        if (come == null) {
            throw new IOException(failed == null ? "no outcome" : String.valueOf(failed.getMessage()), failed);
        }
        return come;
    }

    /** What is done. */
    interface Work<T> {
        T with() throws Exception;
    }
}
