package dev.roadrig.boards.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingTest {
    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final Pending pending = new Pending(ticker);
    private final List<Long> ran = new ArrayList<>();

    private void every(long nanos) {
        pending.at(nanos, () -> {
            ran.add(nanos);
            every(nanos + 10);
        });
    }

    private void until(long nanos) {
        boolean unused = ticker.await(() -> false, new Deadline(nanos));
    }

    @Test
    void of_a_task_that_goes_on_and_on_only_what_is_to_come_is_kept() {
        every(10);
        until(10_005);
        assertThat(ran).hasSize(1_000);
        assertThat(pending.count()).isEqualTo(1);
    }

    @Test
    void nothing_runs_once_it_is_closed_and_nothing_new_is_taken() {
        every(10);
        until(15);
        pending.close();
        pending.close();
        every(20);
        until(100);
        assertThat(ran).containsExactly(10L);
        assertThat(pending.count()).isZero();
    }
}
