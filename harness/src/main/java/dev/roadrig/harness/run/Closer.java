package dev.roadrig.harness.run;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/** Owns what was opened, closes it in reverse order, all of it, and keeps the first error. */
final class Closer implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ConcurrentLinkedDeque<>();

    /** Something that opens what a closer owns. */
    @FunctionalInterface
    interface Opening<T> {
        T open() throws RunFault, InterruptedException;
    }

    /** Takes over something that was opened. */
    <T extends AutoCloseable> T own(T resource) {
        open.push(resource);
        return resource;
    }

    /** Opens several things; where that fails half-way all of them are closed, and why it failed stays the first word. */
    <T> T opening(Opening<T> work) throws RunFault, InterruptedException {
        try {
            return work.open();
        } catch (RunFault | InterruptedException | RuntimeException | Error e) {
            shut().ifPresent(e::addSuppressed);
            throw e;
        }
    }

    /**
     * Closes everything, also where this thread is interrupted, and stays so: what is given back would else not be.
     *
     * @return the first thing that went wrong, with the others suppressed in it: a fault as it was thrown, anything else as
     *     the rig's fault {@code rig.close}
     */
    Optional<RunFault> shut() {
        @Nullable Exception first = null;
        boolean interrupted = false;
        while (!open.isEmpty()) {
            interrupted |= Thread.interrupted();
            try {
                open.pop().close();
            } catch (Exception e) {
                interrupted |= e instanceof InterruptedException;
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return Optional.ofNullable(first).map(Closer::fault);
    }

    private static RunFault fault(Exception first) {
        if (first instanceof RunFault fault) {
            return fault;
        }
        var fault = new RigFault(
                "rig.close",
                "Something that the rig had opened did not close: " + first
                        + ". See whether a port, a process or a file of it is left on this host.");
        fault.initCause(first);
        return fault;
    }

    /**
     * As {@link #shut}; behind a try-with-resources, why its work failed stays the first word.
     *
     * @throws RunFault what {@link #shut} gives
     */
    @Override
    public void close() throws RunFault {
        Optional<RunFault> fault = shut();
        if (fault.isPresent()) {
            throw fault.get();
        }
    }
}
