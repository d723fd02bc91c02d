package dev.roadrig.scenarios.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BellTest {
    private final RealTicker ticker = new RealTicker("bell-test");
    private final Bell bell = ticker.bell();
    private final AtomicBoolean told = new AtomicBoolean();
    private final AtomicInteger looks = new AtomicInteger();

    @AfterEach
    void close() {
        ticker.close();
    }

    private boolean look() {
        looks.incrementAndGet();
        return told.get();
    }

    private final class Waiter {
        final CompletableFuture<Boolean> answer = new CompletableFuture<>();
        final Thread thread = new Thread(this::run, "rr-bell-test-waiter");

        Waiter() {
            thread.start();
            Awaitility.await()
                    .until(() -> thread.getState() == Thread.State.WAITING
                            || thread.getState() == Thread.State.TIMED_WAITING);
        }

        private void run() {
            try {
                answer.complete(bell.awaitClosely(BellTest.this::look, Deadline.NEVER));
            } catch (InterruptedException e) {
                answer.completeExceptionally(e);
            }
        }
    }

    @Test
    void a_ring_ends_the_wait_of_a_thread_that_parks_for_ever() throws Exception {
        var waiter = new Waiter();
        told.set(true);
        bell.ring();
        assertThat(waiter.answer.get()).isTrue();
    }

    @Test
    void what_wakes_others_does_not_wake_it() throws Exception {
        var waiter = new Waiter();
        int before = looks.get();
        for (int i = 0; i < 1_000; i++) {
            ticker.signal();
        }
        assertThat(looks).hasValue(before);
        told.set(true);
        bell.ring();
        assertThat(waiter.answer.get()).isTrue();
    }

    @Test
    void every_ring_of_many_is_heard() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            told.set(false);
            var ringer = new Thread(() -> {
                told.set(true);
                bell.ring();
            });
            ringer.start();
            assertThat(bell.awaitClosely(told::get, Deadline.NEVER)).isTrue();
            ringer.join();
        }
    }

    @Test
    void it_ends_at_its_deadline_and_not_before() throws Exception {
        for (long away : new long[] {Long.MIN_VALUE, -5, 0, 1_000, 59_000, 61_000, 3_000_000}) {
            var deadline = new Deadline(away == Long.MIN_VALUE ? away : ticker.nanos() + away);
            assertThat(bell.awaitClosely(() -> false, deadline)).isFalse();
            assertThat(deadline.passed(ticker)).isTrue();
            var parked = new Deadline(away == Long.MIN_VALUE ? away : ticker.nanos() + away);
            assertThat(bell.await(() -> false, parked)).isFalse();
            assertThat(parked.passed(ticker)).isTrue();
        }
    }

    @Test
    void an_interrupt_ends_the_wait() {
        var waiter = new Waiter();
        waiter.thread.interrupt();
        assertThat(waiter.answer)
                .failsWithin(java.time.Duration.ofSeconds(20))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void in_virtual_time_it_waits_as_the_ticker_does() throws Exception {
        var virtual = new VirtualTicker(Instant.EPOCH);
        Bell later = virtual.bell();
        virtual.at(500, () -> told.set(true));
        assertThat(later.awaitClosely(told::get, Deadline.NEVER)).isTrue();
        assertThat(virtual.nanos()).isEqualTo(500);
        assertThat(later.await(() -> false, new Deadline(700))).isFalse();
        assertThat(virtual.nanos()).isEqualTo(700);
    }
}
