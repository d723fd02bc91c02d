package dev.roadrig.scenarios.bench;

import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.TimerSlack;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Ways to wait for absolute times 1 ms apart, side by side: each has a thread of its own and takes turns with the others,
 * so that what else the host does meets all of them. Lateness in microseconds, and what of a core the waiting took.
 */
public final class PacingComparison {
    private static final int ROUNDS = 20;
    private static final int WAITS = 500;
    private static final long PERIOD_NANOS = 1_000_000;

    private PacingComparison() {}

    /** A way to wait, tried a round at a time. */
    private interface Way {
        /** Waits for so many times from {@code start} on, each a period after the other, and notes how late each was. */
        void round(long start, long[] late) throws Exception;
    }

    /** Waits until a time of {@link System#nanoTime()}. */
    private interface Wait {
        void until(long nanos) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("`scheduleAtFixedRate`", PacingComparison::fixedRate);
        ways.put("`Thread.sleep`", each(false, PacingComparison::sleep));
        ways.put("park", each(false, PacingComparison::park));
        ways.put("park, slack 1 ns", each(true, PacingComparison::park));
        for (int micros : new int[] {30, 60, 100, 200}) {
            ways.put("park, slack 1 ns, spin " + micros + " us", each(true, until -> spin(until, micros * 1_000L)));
        }
        try (var ticker = new RealTicker("bench")) {
            ways.put("`RealTicker.at`", (start, late) -> at(ticker, start, late));
            ways.put("`RealTicker.awaitClosely`", each(true, until -> closely(ticker, until)));
            print(ways);
        }
    }

    private static void print(Map<String, Way> ways) throws Exception {
        Map<String, long[]> late = new LinkedHashMap<>();
        Map<String, Long> busy = new LinkedHashMap<>();
        for (int round = -2; round < ROUNDS; round++) {
            for (Map.Entry<String, Way> way : ways.entrySet()) {
                long[] all = late.computeIfAbsent(way.getKey(), name -> new long[ROUNDS * WAITS]);
                long[] of = new long[WAITS];
                long before = processNanos();
                way.getValue().round(System.nanoTime() + 2 * PERIOD_NANOS, of);
                if (round >= 0) {
                    System.arraycopy(of, 0, all, round * WAITS, WAITS);
                    busy.merge(way.getKey(), processNanos() - before, Long::sum);
                }
            }
        }
        System.out.println("| way | p50 | p99 | p99.9 | max | of a core |");
        System.out.println("|---|---|---|---|---|---|");
        late.forEach((name, all) -> {
            Arrays.sort(all);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f | %.0f | %.0f | %.1f %% |%n",
                    name,
                    micros(all, 0.5),
                    micros(all, 0.99),
                    micros(all, 0.999),
                    micros(all, 1),
                    100.0 * busy.get(name) / (ROUNDS * WAITS * PERIOD_NANOS));
        });
    }

    /** By nearest rank. */
    private static double micros(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e3;
    }

    private static long processNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static Way each(boolean leastSlack, Wait wait) {
        return (start, late) -> {
            var thread = new Thread(() -> {
                if (leastSlack) {
                    TimerSlack.least();
                }
                try {
                    for (int i = 0; i < late.length; i++) {
                        long due = start + i * PERIOD_NANOS;
                        wait.until(due);
                        late[i] = System.nanoTime() - due;
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            thread.start();
            thread.join();
        };
    }

    private static void sleep(long until) throws InterruptedException {
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }

    private static void park(long until) {
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void spin(long until, long nanos) {
        park(until - nanos);
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    private static void closely(RealTicker ticker, long until) throws InterruptedException {
        ticker.awaitClosely(() -> false, new Deadline(ticker.nanos() + until - System.nanoTime()));
    }

    private static void at(RealTicker ticker, long start, long[] late) throws InterruptedException {
        var done = new CountDownLatch(late.length);
        long begin = ticker.nanos() + start - System.nanoTime();
        for (int i = 0; i < late.length; i++) {
            int index = i;
            long due = begin + i * PERIOD_NANOS;
            ticker.at(due, () -> {
                late[index] = ticker.nanos() - due;
                done.countDown();
            });
        }
        done.await();
    }

    private static void fixedRate(long start, long[] late) throws InterruptedException {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        var done = new CountDownLatch(late.length);
        executor.scheduleAtFixedRate(
                () -> {
                    int i = (int) (late.length - done.getCount());
                    if (i < late.length) {
                        late[i] = System.nanoTime() - start - i * PERIOD_NANOS;
                        done.countDown();
                    }
                },
                start - System.nanoTime(),
                PERIOD_NANOS,
                TimeUnit.NANOSECONDS);
        done.await();
        executor.shutdownNow();
        executor.awaitTermination(1, TimeUnit.MINUTES);
    }
}
