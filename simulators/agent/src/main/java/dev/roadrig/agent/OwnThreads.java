package dev.roadrig.agent;

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
        threads.forEach(OwnThreads::uninterruptibly);
    }

    static void uninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
