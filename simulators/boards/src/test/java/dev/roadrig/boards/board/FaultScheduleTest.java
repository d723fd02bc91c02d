package dev.roadrig.boards.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.time.VirtualTicker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    private static BoardOptions options(String... faults) {
        List<String> arguments = new ArrayList<>(List.of("--profile", "dashcam", "--name", "scheduled"));
        for (String fault : faults) {
            arguments.addAll(List.of("--fault", fault));
        }
        return BoardOptions.parse(arguments);
    }

    @Test
    void a_fault_by_the_agents_work_comes_at_its_inference_and_not_before() throws Exception {
        var came = new CountDownLatch(1);
        try (var schedule = new FaultSchedule(options("panic-at=3-inferences"), fault -> {
            done.add(fault);
            came.countDown();
        })) {
            schedule.inferred();
            schedule.inferred();
            assertThat(done).isEmpty();
            schedule.inferred();
            assertThat(came.await(60, TimeUnit.SECONDS)).isTrue();
            schedule.inferred();
        }
        assertThat(done).containsExactly("panic");
    }

    @Test
    void closing_ends_a_fault_that_is_under_way_and_brings_no_other_about() throws Exception {
        var underWay = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        var ticker = new VirtualTicker(Instant.EPOCH);
        var schedule = new FaultSchedule(options("ssh-down-at=1s", "panic-at=2s"), fault -> {
            underWay.countDown();
            try {
                never.await();
                done.add(fault + " ran to its end");
            } catch (InterruptedException e) {
                done.add(fault + " was interrupted");
            }
        });
        schedule.start(ticker);
        ticker.await(() -> false, ticker.in(Duration.ofMillis(1_500)));
        assertThat(underWay.await(60, TimeUnit.SECONDS)).isTrue();
        schedule.close();
        assertThat(done).containsExactly("ssh-down was interrupted");
        ticker.await(() -> false, ticker.in(Duration.ofSeconds(5)));
        assertThat(done).hasSize(1);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("rr-scheduled-fault");
    }
}
