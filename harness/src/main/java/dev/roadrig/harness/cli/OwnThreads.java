package dev.roadrig.harness.cli;

import dev.roadrig.scenarios.fault.RunFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Work on threads of its own, which are told to end, and have the time to close what they hold, when the process ends. */
final class OwnThreads {
    /** A card that is given back may take 20 s, an ignition twice 10 s, and then a board's process 5 s. */
    private static final long CLOSE_MILLIS = 60_000;

    private OwnThreads() {}

    /**
     * Does one work and waits for its end.
     *
     * @param name of its thread
     * @throws RunFault as the work
     * @throws InterruptedException when the work was told to end
     */
    static <T> T one(String name, Callable<T> work) throws RunFault, InterruptedException {
        try {
            return run(Map.of(name, work)).get(0).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RunFault fault) {
                throw fault;
            }
            if (e.getCause() instanceof InterruptedException ended) {
                throw ended;
            }
            if (e.getCause() instanceof RuntimeException broken) {
                throw broken;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /**
     * Does all work at once and waits for its end, or failure. An interrupt of the calling thread is one of all work.
     *
     * @param work by the name of its thread
     * @return finished, in the order of the work
     */
    static <T> List<FutureTask<T>> run(Map<String, Callable<T>> work) throws InterruptedException {
        List<FutureTask<T>> tasks = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        work.forEach((name, callable) -> {
            var task = new FutureTask<>(callable);
            tasks.add(task);
            threads.add(new Thread(task, "rr-" + name));
        });
        var closing = new Thread(() -> endAll(threads), "rr-shutdown");
        Runtime.getRuntime().addShutdownHook(closing);
        threads.forEach(Thread::start);
        try {
            for (FutureTask<T> task : tasks) {
                awaitEnd(task);
            }
        } catch (InterruptedException e) {
            endAll(threads);
            throw e;
        } finally {
            forget(closing);
        }
        return tasks;
    }

    private static void awaitEnd(FutureTask<?> task) throws InterruptedException {
        try {
            Object unused = task.get();
        } catch (ExecutionException e) {
            // Told by whoever takes the result.
        }
    }

    /** Ctrl-C: every run is told to end, and has the time to close its record and its board. */
    private static void endAll(List<Thread> threads) {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(CLOSE_MILLIS);
                if (thread.isAlive()) {
                    System.err.println("Not closed after " + CLOSE_MILLIS / 1000 + " s: " + thread.getName()
                            + ". What it holds may be left running, switched or half-written. Look at its board.");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void forget(Thread hook) {
        try {
            boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook runs.
        }
    }
}
