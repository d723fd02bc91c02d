package dev.roadrig.wires.ssh;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.wires.thread.OwnedThread;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One blocking call into the SSH library on a thread of its own: a link that swallows bytes blocks writers for ever, and
 * none of the library's time-outs bounds that.
 */
final class SshCall<T> {
    private static final Duration ENDING = Duration.ofSeconds(2);

    private final Work<T> work;
    private volatile @Nullable T value;
    private volatile @Nullable Exception failure;
    private volatile boolean done;

    private SshCall(Work<T> work) {
        this.work = work;
    }

    /** What blocks. */
    interface Work<T> {
        T call() throws Exception;
    }

    /**
     * Runs the work and waits for it.
     *
     * @param abort ends the work from outside when the deadline has passed
     */
    static <T> T run(SshLink link, String what, Deadline deadline, Work<T> work, Runnable abort)
            throws RunFault, InterruptedException {
        var call = new SshCall<T>(work);
        var thread = OwnedThread.start(link.target().threads() + "-ssh-call", link.ticker(), () -> call.run(link));
        boolean done = false;
        try {
            // The library goes on waiting for an answer over a connection that it has itself found dead.
            boolean unused = link.ticker().await(() -> call.done || !link.isUp(), deadline);
            done = call.done;
        } finally {
            if (!done) {
                abort.run();
                thread.interrupt();
                thread.join(ENDING);
            }
        }
        Exception failure = call.failure;
        T value = call.value;
        if (!done && !link.isUp()) {
            throw link.lostFault(what);
        }
        if (!done) {
            throw new UnknownFault(
                    "ssh.no-answer",
                    "%s at %s did not finish '%s' by the deadline. Check the board's load and its network."
                            .formatted(link.target().board(), link.target().address(), what));
        }
        if (failure instanceof RunFault fault) {
            throw fault;
        }
        if (failure != null && wireEnded(failure)) {
            // The library closes a lost connection's channels first, and says of the connection itself a moment later.
            boolean unused = link.ticker()
                    .await(() -> !link.isUp(), deadline.or(link.ticker().in(SshLink.SETTLES)));
        }
        if (failure != null || value == null) {
            throw link.fault(what, failure == null ? new IllegalStateException("no value") : failure);
        }
        return value;
    }

    private static boolean wireEnded(Throwable failure) {
        return failure instanceof IOException || (failure.getCause() != null && wireEnded(failure.getCause()));
    }

    private void run(SshLink link) {
        try {
            value = work.call();
        } catch (Exception e) {
            failure = e;
        } finally {
            done = true;
            link.ticker().signal();
        }
    }
}
