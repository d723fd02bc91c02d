package dev.roadrig.boards.os;

import org.jspecify.annotations.Nullable;

/**
 * A process of a board: a pid, a command line, and a thread that is interrupted when it is killed. Several may share one
 * thread, as a shell and the command that it waits for.
 */
public final class BoardProcess {
    public static final int HANGUP = 1;
    public static final int INTERRUPT = 2;
    public static final int KILL = 9;
    public static final int TERMINATE = 15;

    private final int pid;
    private final int parent;
    private final String command;
    private final long startedNanos;
    private final Thread thread;
    private @Nullable Runnable onKill;
    private int signal;
    private boolean ended;
    private int status;

    BoardProcess(int pid, int parent, String command, long startedNanos, Thread thread) {
        this.pid = pid;
        this.parent = parent;
        this.command = command;
        this.startedNanos = startedNanos;
        this.thread = thread;
    }

    public int pid() {
        return pid;
    }

    public int parent() {
        return parent;
    }

    public String command() {
        return command;
    }

    public long startedNanos() {
        return startedNanos;
    }

    Thread thread() {
        return thread;
    }

    /** What else ends it, beside the interrupt of its thread. */
    public synchronized void onKill(Runnable action) {
        onKill = action;
    }

    /** Sends a signal; the first one counts. */
    public void kill(int number) {
        Runnable action;
        synchronized (this) {
            if (ended || signal != 0) {
                return;
            }
            signal = number;
            action = onKill;
            thread.interrupt();
        }
        if (action != null) {
            action.run();
        }
    }

    /** The signal that it got, 0 for none. */
    public synchronized int signal() {
        return signal;
    }

    public synchronized boolean ended() {
        return ended;
    }

    /** Its exit status once it has ended. */
    public synchronized int status() {
        return status;
    }

    /** Marks its end; an interrupt meant for it goes no further. */
    synchronized void end(int exitStatus) {
        ended = true;
        status = exitStatus;
        if (signal != 0 && Thread.currentThread() == thread) {
            boolean unused = Thread.interrupted();
        }
    }
}
