package dev.roadrig.wires.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting for the end of a thread that one owns. */
@Timeout(60)
class OwnedThreadTest {
    private final RealTicker ticker = new RealTicker("test");

    @AfterEach
    void stop() {
        ticker.close();
    }

    @Test
    void its_end_is_told_and_needs_not_be_looked_for() {
        var looked = new CountDownLatch(1);
        var told = new ToldTicker(looked);
        var thread = OwnedThread.start("rr-test-work", told, () -> await(looked));
        assertThat(thread.join(Duration.ofDays(1))).isTrue();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(left -> left.getName().equals("rr-test-work"));
    }

    @Test
    void work_that_fails_has_ended_too() {
        var thread = OwnedThread.start("rr-test-work", ticker, () -> {
            Thread.currentThread().setUncaughtExceptionHandler((failed, e) -> {});
            throw new IllegalStateException("planned");
        });
        assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void one_that_goes_on_is_left_at_the_deadline() {
        var enough = new CountDownLatch(1);
        var thread = OwnedThread.start("rr-test-work", ticker, () -> await(enough));
        assertThat(thread.join(Duration.ofMillis(20))).isFalse();
        enough.countDown();
        assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Looks at a condition once, and then only when it is told that something changed. */
    private static final class ToldTicker implements Ticker {
        private final CountDownLatch looked;
        private long signals;

        private ToldTicker(CountDownLatch looked) {
            this.looked = looked;
        }

        @Override
        public synchronized boolean await(BooleanSupplier condition, Deadline deadline) throws InterruptedException {
            while (!condition.getAsBoolean()) {
                long seen = signals;
                looked.countDown();
                while (signals == seen) {
                    wait();
                }
            }
            return true;
        }

        @Override
        public synchronized void signal() {
            signals++;
            notifyAll();
        }

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Instant utcAnchor() {
            return Instant.EPOCH;
        }

        @Override
        public Scheduled at(long atNanos, Runnable task) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
