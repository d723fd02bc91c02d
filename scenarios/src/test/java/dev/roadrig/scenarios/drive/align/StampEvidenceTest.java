package dev.roadrig.scenarios.drive.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A monotonic clock is brought to UTC by lines that name a moment. */
class StampEvidenceTest {
    private static final double ZERO_UTC = 1_533_225_675.899;

    private final StampEvidence evidence = new StampEvidence();

    private void line(double monotonic, String text) {
        evidence.add(Math.round(monotonic * 1e9), text);
    }

    /** The zero of the clock, seconds off the true one. */
    private static double error(Alignment alignment) {
        ClockMap map = alignment.clock().orElseThrow();
        return map.offset(map.localNanos()) / 1e9 - ZERO_UTC;
    }

    private static String second(double utc) {
        return Instant.ofEpochSecond((long) utc).toString().replace("Z", " UTC");
    }

    @Test
    void one_line_of_the_kernels_clock_is_good_to_a_second() {
        line(1.914, "rtc-pcf8563 0-0051: setting system clock to " + second(ZERO_UTC + 1.914) + " (1533225677)");
        Alignment alignment = evidence.align();
        assertThat(error(alignment)).isEqualTo(0, within(0.5));
        assertThat(alignment.residualNanos()).isEqualTo(Math.round(1e9 / Math.sqrt(12)));
        assertThat(alignment.method()).isEqualTo("UTC named in 1 line, as the board's own clock had it");
    }

    @Test
    void many_lines_that_name_seconds_are_good_to_a_fraction_of_one() {
        var random = new Random(1);
        for (int i = 0; i < 60; i++) {
            double at = 100 + 4 * i + random.nextDouble();
            line(at, "sync at " + second(ZERO_UTC + at));
        }
        Alignment alignment = evidence.align();
        assertThat(alignment.residualNanos()).isLessThan(30_000_000);
        assertThat(error(alignment)).isEqualTo(0, within(3 * alignment.residualNanos() / 1e9));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void lines_that_were_written_late_do_not_pull_the_clock(int seed) {
        var random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            double at = 800 + i;
            double late = -0.004 * Math.log(random.nextDouble());
            line(at + late, String.format(Locale.ROOT, "audit: type=1400 audit(%.3f:%d): x", ZERO_UTC + at - 5e-4, i));
        }
        Alignment alignment = evidence.align();
        assertThat(alignment.residualNanos()).isLessThan(8_000_000);
        assertThat(error(alignment)).as("seed %d", seed).isEqualTo(0, within(3 * alignment.residualNanos() / 1e9));
    }

    @Test
    void a_clock_that_was_set_meanwhile_counts_where_it_was_longest() {
        line(2, "time is 1970-01-01T00:00:02Z");
        for (int i = 0; i < 5; i++) {
            line(100 + i, "time is " + Instant.ofEpochMilli(Math.round((ZERO_UTC + 100 + i) * 1e3)));
        }
        Alignment alignment = evidence.align();
        assertThat(error(alignment)).isEqualTo(0, within(0.002));
        assertThat(alignment.method()).contains("UTC named in 5 lines", "that clock was set 1 times");
    }

    @Test
    void a_clock_that_runs_fast_is_seen_over_an_hour_and_not_over_a_minute() {
        for (int i = 0; i < 360; i++) {
            double utc = 10.0 * i;
            line(utc * (1 + 80e-6), "at " + Instant.ofEpochMilli((long) Math.floor((ZERO_UTC + utc) * 1e3 + 0.01)));
        }
        Alignment alignment = evidence.align();
        assertThat(alignment.clock().orElseThrow().skew() * 1e6).isEqualTo(-80, within(1.0));
        assertThat(alignment.skewNote())
                .hasValueSatisfying(note -> assertThat(note).contains("skew +80.0 ppm"));
        assertThat(alignment.clock().orElseThrow().utc(Math.round(3_000e9 * (1 + 80e-6))) / 1e9)
                .isEqualTo(ZERO_UTC + 3_000, within(0.002));
        var minute = new StampEvidence();
        minute.add(0, "at 2018-08-02T16:01:15.899Z");
        assertThat(minute.align().skewNote()).contains("too short to see a skew");
    }

    @Test
    void lines_without_a_moment_and_dates_without_a_zone_say_nothing() {
        line(1, "usb 1-2: new high-speed USB device");
        line(2, "built 2018-08-02 16:01:15");
        line(3, "at 2018-13-45T16:01:15Z");
        assertThat(evidence.align().isAligned()).isFalse();
        assertThat(evidence.align().method()).isEqualTo("no line names a moment in UTC");
    }
}
