package dev.roadrig.harness.cli;

import java.util.concurrent.CountDownLatch;

/** Serves until this thread is interrupted, or the process is told to end. */
final class UntilEnded {
    private UntilEnded() {}

    /**
     * @param begun says that it is served, once whoever reads that can end it
     * @param end closes what is served, and says what it did; runs once
     */
    static void serve(Runnable begun, Runnable end) {
        var ended = new CountDownLatch(1);
        var hook = new Thread(end, "rr-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        begun.run();
        try {
            ended.await();
        } catch (InterruptedException e) {
            if (forget(hook)) {
                end.run();
            }
        }
    }

    /** False where the process is ending already, and the hook runs. */
    private static boolean forget(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
