package dev.roadrig.scenarios.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RealTickerTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void tasks_of_many_threads_each_run_once_and_never_early(long seed) throws Exception {
        record Ran(long atNanos, long ranNanos) {}
        List<Ran> ran = Collections.synchronizedList(new ArrayList<>());
        var left = new AtomicInteger(4 * 300);
        try (var ticker = new RealTicker("test")) {
            List<Thread> threads = new ArrayList<>();
            long base = ticker.in(Duration.ofMillis(50)).atNanos();
            for (int t = 0; t < 4; t++) {
                var random = new Random(seed * 10 + t);
                threads.add(new Thread(() -> random.longs(300, 0, 40_000_000).forEach(offset -> {
                    long at = base + offset;
                    ticker.at(at, () -> {
                        ran.add(new Ran(at, ticker.nanos()));
                        left.decrementAndGet();
                    });
                })));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(ticker.await(() -> left.get() == 0, ticker.in(SOON))).isTrue();
        }
        assertThat(ran).hasSize(4 * 300).allSatisfy(r -> assertThat(r.ranNanos).isGreaterThanOrEqualTo(r.atNanos));
    }

    @Test
    void an_earlier_task_goes_before_the_one_that_is_waited_for_already() throws Exception {
        List<String> ran = Collections.synchronizedList(new ArrayList<>());
        List<Integer> inTime = new ArrayList<>();
        try (var ticker = new RealTicker("test")) {
            long begin = ticker.nanos() + 20_000_000;
            for (int i = 0; i < 200; i++) {
                long at = begin + i * 200_000L;
                String name = i + " ";
                ticker.at(at, () -> ran.add(name + "later"));
                ticker.at(at - 100_000, () -> ran.add(name + "earlier"));
                if (ticker.nanos() < at - 100_000) {
                    inTime.add(i);
                }
            }
            assertThat(ticker.await(() -> ran.size() == 400, ticker.in(SOON))).isTrue();
        }
        assertThat(inTime)
                .allSatisfy(i -> assertThat(ran.indexOf(i + " earlier")).isLessThan(ran.indexOf(i + " later")));
    }

    @Test
    void a_task_that_is_cancelled_in_time_never_runs() throws Exception {
        var ran = new AtomicInteger();
        int cancelled = 0;
        try (var ticker = new RealTicker("test")) {
            for (int i = 0; i < 500; i++) {
                Ticker.Scheduled task = ticker.at(ticker.nanos() + i * 100L, ran::incrementAndGet);
                cancelled += task.cancel() ? 1 : 0;
            }
            var last = new AtomicBoolean();
            ticker.at(ticker.nanos() + 1_000_000, () -> last.set(true));
            assertThat(ticker.await(last::get, ticker.in(SOON))).isTrue();
        }
        assertThat(ran.get() + cancelled).isEqualTo(500);
    }

    @Test
    void closing_does_not_wait_for_a_task_that_is_far_away_or_close() {
        for (long away : new long[] {Long.MAX_VALUE, 50_000, 1_000_000_000_000L}) {
            var ran = new AtomicBoolean();
            var ticker = new RealTicker("test");
            ticker.at(away == Long.MAX_VALUE ? away : ticker.nanos() + away, () -> ran.set(true));
            ticker.close();
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(t -> t.getName().equals("rr-test-ticker"));
        }
    }

    @Test
    void a_close_wait_ends_at_its_deadline_and_not_before() throws Exception {
        try (var ticker = new RealTicker("test")) {
            for (long away : new long[] {-5, 0, 1_000, 59_000, 61_000, 3_000_000}) {
                var deadline = new Deadline(ticker.nanos() + away);
                assertThat(ticker.awaitClosely(() -> false, deadline)).isFalse();
                assertThat(deadline.passed(ticker)).isTrue();
            }
        }
    }

    @Test
    void a_close_wait_ends_when_its_condition_holds() throws Exception {
        try (var ticker = new RealTicker("test")) {
            var told = new AtomicBoolean();
            ticker.at(ticker.nanos() + 1_000_000, () -> told.set(true));
            assertThat(ticker.awaitClosely(told::get, Deadline.NEVER)).isTrue();
        }
    }

    @Test
    void a_deadline_before_all_time_has_passed() throws Exception {
        try (var ticker = new RealTicker("test")) {
            assertThat(ticker.await(() -> false, new Deadline(Long.MIN_VALUE))).isFalse();
            assertThat(ticker.awaitClosely(() -> false, new Deadline(Long.MIN_VALUE)))
                    .isFalse();
        }
    }

    @Test
    void the_tickers_thread_has_the_least_timer_slack_and_leaves_others_theirs() throws Exception {
        OptionalLong own = TimerSlack.nanos();
        assumeTrue(own.isPresent(), "this host's kernel does not say a thread's timer slack");
        var seen = new AtomicInteger(-1);
        var told = new CountDownLatch(1);
        try (var ticker = new RealTicker("test")) {
            ticker.at(0, () -> {
                seen.set((int) TimerSlack.nanos().orElse(-2));
                told.countDown();
            });
            told.await();
        }
        // A thread under real-time scheduling has none at all.
        assertThat(seen.get()).isBetween(0, 1);
        assertThat(TimerSlack.nanos()).isEqualTo(own);
    }

    @Test
    void a_signal_between_the_conditions_answer_and_the_wait_is_not_missed() throws Exception {
        var happened = new AtomicBoolean();
        long anHour = Duration.ofHours(1).toNanos();
        try (var ticker = new RealTicker("test", anHour)) {
            boolean seen = ticker.await(
                    () -> {
                        boolean before = happened.getAndSet(true);
                        ticker.signal();
                        return before;
                    },
                    ticker.in(Duration.ofHours(1)));
            assertThat(seen).as("without it the class's timeout ends this test").isTrue();
        }
    }
}
