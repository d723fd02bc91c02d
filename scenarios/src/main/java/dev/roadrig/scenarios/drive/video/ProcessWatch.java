package dev.roadrig.scenarios.drive.video;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Ends a process that makes nothing for too long, from a thread of its own; closing ends it in any case, and it is gone then. */
final class ProcessWatch implements Closeable {
    private final Process process;
    private final Duration patience;
    private final AtomicLong made = new AtomicLong();
    private final Thread thread;
    private volatile boolean stalled;

    /**
     * Begins to watch.
     *
     * @param patience how long nothing may be made; it is noticed before twice that
     */
    ProcessWatch(Process process, Duration patience) {
        this.process = process;
        this.patience = patience;
        thread = new Thread(this::watch, "rr-ffmpeg-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            long before = 0;
            while (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                long now = made.get();
                if (now == before) {
                    stalled = true;
                    end();
                }
                before = now;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** With what it began itself, as a script does that is called ffmpeg: that would keep the pipes open. */
    private void end() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Says that something was made. */
    void tick() {
        made.incrementAndGet();
    }

    /** Whether it was ended for having made nothing. */
    boolean isStalled() {
        return stalled;
    }

    @Override
    public void close() {
        end();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
