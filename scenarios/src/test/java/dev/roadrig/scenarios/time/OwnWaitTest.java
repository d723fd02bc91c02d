package dev.roadrig.scenarios.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Numbers are nanoseconds, made small. */
class OwnWaitTest {
    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final AtomicLong queued = new AtomicLong(500);
    private final OwnWait wait = new OwnWait(ticker, queued::get);

    private void at(long nanos) {
        boolean unused = ticker.await(() -> false, new Deadline(nanos));
    }

    @Test
    void what_is_found_without_sleeping_may_have_waited_since_the_look_before() {
        at(100);
        wait.looks();
        at(170);
        wait.looks();
        at(180);
        assertThat(wait.nanos()).isEqualTo(80);
    }

    @Test
    void what_ends_a_sleep_has_waited_for_as_long_as_the_thread_had_no_processor() {
        at(100);
        wait.looks();
        wait.sleeps();
        at(1_000);
        queued.set(530);
        wait.woken();
        assertThat(wait.nanos()).isEqualTo(30);
        at(1_004);
        assertThat(wait.nanos()).isEqualTo(34);
    }

    @Test
    void the_kernels_word_never_goes_back_and_closing_it_ends_nothing() {
        try (RunQueue queue = RunQueue.ofThisThread()) {
            long before = queue.nanos();
            assertThat(before).isNotNegative();
            assertThat(queue.nanos()).isGreaterThanOrEqualTo(before);
        }
    }
}
