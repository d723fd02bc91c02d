package dev.roadrig.scenarios.time;

/** The end of a thread that its owner waits for. */
public final class ThreadEnd {
    private ThreadEnd() {}

    /**
     * Waits until a thread has ended, whoever interrupts; the interrupt is kept for the caller. A thread that was never
     * started, and the caller's own, are not waited for.
     */
    public static void await(Thread thread) {
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
