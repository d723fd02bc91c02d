package dev.roadrig.reports.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BoardClockTest {
    private static final int SEEDS = 1_000;
    private static final long SECOND = 1_000_000_000L;

    /** How long the way to the board and back takes, in nanoseconds. */
    enum Path {
        SYMMETRIC {
            @Override
            long[] delays(Random random) {
                return new long[] {jitter(random, 300_000), jitter(random, 300_000)};
            }
        },
        THREE_TO_ONE {
            @Override
            long[] delays(Random random) {
                return new long[] {3 * jitter(random, 300_000), jitter(random, 300_000)};
            }
        },
        HEAVY_TAIL {
            @Override
            long[] delays(Random random) {
                return new long[] {
                    (long) (200_000 / Math.sqrt(1 - random.nextDouble())),
                    (long) (200_000 / Math.sqrt(1 - random.nextDouble()))
                };
            }
        };

        abstract long[] delays(Random random);

        static long jitter(Random random, long base) {
            return base + (long) (base * 0.5 * -Math.log1p(-random.nextDouble()));
        }
    }

    /** A board's clock that is off and runs at a rate of its own. */
    private record Clock(long offset, double skew) {
        static Clock of(Random random) {
            return new Clock(
                    (long) ((random.nextDouble() * 2 - 1) * 10 * SECOND), (random.nextDouble() * 2 - 1) * 200e-6);
        }

        long at(long timeline) {
            return offset + Math.round(timeline * (1 + skew));
        }
    }

    private static List<ExchangeRow> exchanges(Clock clock, Path path, Random random, long from, long to) {
        List<ExchangeRow> rows = new ArrayList<>();
        for (long t1 = from; t1 < to; t1 += SECOND / 4) {
            long[] delays = path.delays(random);
            long there = t1 + delays[0];
            long back = there + 20_000;
            rows.add(new ExchangeRow(t1, clock.at(there), clock.at(back), back + delays[1], "boot"));
        }
        return rows;
    }

    @Test
    void an_exchange_is_the_one_of_the_ntp_example() {
        var e = new ExchangeRow(410_634_000, 415_284_000, 415_471_000, 430_596_000, "boot");
        assertThat(e.delayNanos()).isEqualTo(19_775_000);
        assertThat(e.offsetNanos()).isEqualTo(-5_237_500);
    }

    @ParameterizedTest
    @EnumSource(Path.class)
    void the_true_time_lies_within_the_stated_error(Path path) {
        int outside = 0;
        long widest = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            Clock clock = Clock.of(random);
            ClockEpoch epoch = BoardClock.of(exchanges(clock, path, random, 0, 20 * SECOND))
                    .epoch("boot", 10 * SECOND)
                    .orElseThrow();
            boolean held = true;
            for (long t = -5 * SECOND; t <= 25 * SECOND; t += SECOND / 2) {
                held &= Math.abs(epoch.toTimeline(clock.at(t)) - t) <= epoch.errorNanos(t);
            }
            outside += held ? 0 : 1;
            widest = Math.max(widest, epoch.residualNanos());
        }
        assertThat(outside).as("%s, seeds 0 to %d", path, SEEDS - 1).isLessThanOrEqualTo(SEEDS / 100);
        assertThat(widest)
                .as("an error that is always right because it is huge is worth nothing")
                .isLessThan(4_000_000);
    }

    @Test
    void a_step_is_detected_and_not_averaged() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            Clock before = Clock.of(random);
            Clock after = new Clock(before.offset() + (seed % 2 == 0 ? SECOND : -SECOND), before.skew());
            List<ExchangeRow> rows = exchanges(before, Path.SYMMETRIC, random, 0, 10 * SECOND);
            rows.addAll(exchanges(after, Path.SYMMETRIC, random, 10 * SECOND, 20 * SECOND));
            BoardClock clock = BoardClock.of(rows);
            assertThat(clock.steps()).as("seed %d", seed).isEqualTo(1);
            for (long t : new long[] {5 * SECOND, 15 * SECOND}) {
                ClockEpoch epoch = clock.epoch("boot", t).orElseThrow();
                long stamp = (t < 10 * SECOND ? before : after).at(t);
                assertThat(epoch.toTimeline(stamp)).as("seed %d", seed).isCloseTo(t, within(epoch.errorNanos(t)));
            }
            assertThat(clock.epoch("boot", 10 * SECOND - SECOND / 8))
                    .as("between the two, nothing is known")
                    .isEmpty();
        }
    }

    @Test
    void a_counter_that_wraps_at_32_bits_of_microseconds_is_a_step() {
        long wrap = (1L << 32) * 1_000;
        var clock = new Clock(wrap - 10 * SECOND, 0);
        List<ExchangeRow> rows = exchanges(clock, Path.SYMMETRIC, new Random(1), 0, 20 * SECOND).stream()
                .map(e -> new ExchangeRow(e.t1(), e.t2() % wrap, e.t3() % wrap, e.t4(), "boot"))
                .toList();
        BoardClock fitted = BoardClock.of(rows);
        assertThat(fitted.steps()).isEqualTo(1);
        ClockEpoch epoch = fitted.epoch("boot", 15 * SECOND).orElseThrow();
        assertThat(epoch.toTimeline(clock.at(15 * SECOND) % wrap))
                .isCloseTo(15 * SECOND, within(epoch.errorNanos(15 * SECOND)));
    }

    @Test
    void boots_are_never_mixed() {
        var random = new Random(3);
        List<ExchangeRow> rows = exchanges(new Clock(0, 0), Path.SYMMETRIC, random, 0, 5 * SECOND);
        exchanges(new Clock(-7 * SECOND, 0), Path.SYMMETRIC, random, 7 * SECOND, 12 * SECOND)
                .forEach(e -> rows.add(new ExchangeRow(e.t1(), e.t2(), e.t3(), e.t4(), "second")));
        BoardClock clock = BoardClock.of(rows);
        assertThat(clock.steps()).isZero();
        assertThat(clock.epochs()).extracting(ClockEpoch::bootId).containsExactly("boot", "second");
        assertThat(clock.epoch("boot", SECOND).map(e -> e.toTimeline(SECOND)).orElseThrow())
                .isCloseTo(SECOND, within(SECOND / 1_000));
        assertThat(clock.epoch("", SECOND))
                .as("which boot a stamp without one is of cannot be told")
                .isEmpty();
        assertThat(clock.epoch("third", SECOND)).isEmpty();
    }

    @Test
    void impossible_exchanges_are_counted_and_not_used() {
        List<ExchangeRow> rows = exchanges(new Clock(0, 0), Path.SYMMETRIC, new Random(3), 0, 5 * SECOND);
        rows.add(new ExchangeRow(SECOND, 0, 10 * SECOND, 2 * SECOND, "boot"));
        rows.add(new ExchangeRow(SECOND, SECOND, SECOND, SECOND - 1, "boot"));
        BoardClock clock = BoardClock.of(rows);
        assertThat(clock.refused()).isEqualTo(2);
        assertThat(clock.steps()).isZero();
        assertThat(clock.longest().map(ClockEpoch::exchanges)).isEqualTo(Optional.of(20));
    }

    @Test
    void one_exchange_knows_an_offset_and_ever_less_of_the_time_around_it() {
        BoardClock clock =
                BoardClock.of(List.of(new ExchangeRow(1_000_000, 51_000_000, 51_000_000, 3_000_000, "boot")));
        ClockEpoch epoch = clock.epoch("", 0).orElseThrow();
        assertThat(epoch.toTimeline(51_000_000)).isEqualTo(2_000_000);
        assertThat(epoch.errorNanos(2_000_000)).isEqualTo(1_000_001);
        assertThat(epoch.errorNanos(2_000_000 + SECOND)).isEqualTo(3_000_001);
        assertThat(BoardClock.of(List.of()).longest()).isEmpty();
    }
}
