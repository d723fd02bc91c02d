package dev.roadrig.agent;

import dev.roadrig.scenarios.time.ThreadEnd;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;

/** Makes the threads of one role, and joins them: a pool says that it has ended while its threads still do. */
final class OwnThreads implements ThreadFactory {
    private final String name;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    /** Threads named {@code rr-BOARD-ROLE}. */
    OwnThreads(String board, String role) {
        this.name = "rr-" + board + "-" + role;
    }

    @Override
    public Thread newThread(Runnable run) {
        var thread = new Thread(run, name);
        thread.setDaemon(true);
        threads.removeIf(made -> made.getState() == Thread.State.TERMINATED);
        threads.add(thread);
        return thread;
    }

    /** Waits for those that were started, which have been told to end; never for the caller itself. */
    void join() {
        threads.forEach(ThreadEnd::await);
    }
}
