package dev.roadrig.scenarios.drive.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A monotonic clock is brought to UTC by lines that name a moment. */
class StampEvidenceTest {
    private static final double ZERO_UTC = 1_533_225_675.899;

    private static final Optional<UtcSpan> NOBODY = Optional.empty();

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
        Alignment alignment = evidence.align(NOBODY);
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
        Alignment alignment = evidence.align(NOBODY);
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
        Alignment alignment = evidence.align(NOBODY);
        assertThat(alignment.residualNanos()).isLessThan(8_000_000);
        assertThat(error(alignment)).as("seed %d", seed).isEqualTo(0, within(3 * alignment.residualNanos() / 1e9));
    }

    @Test
    void a_clock_that_was_set_meanwhile_counts_where_it_was_longest() {
        line(2, "time is 1970-01-01T00:00:02Z");
        for (int i = 0; i < 5; i++) {
            line(100 + i, "time is " + Instant.ofEpochMilli(Math.round((ZERO_UTC + 100 + i) * 1e3)));
        }
        Alignment alignment = evidence.align(NOBODY);
        assertThat(error(alignment)).isEqualTo(0, within(0.002));
        assertThat(alignment.method()).contains("UTC named in 5 lines", "1 line with other moments not used");
    }

    @Test
    void a_clock_that_runs_fast_is_seen_over_an_hour_and_not_over_a_minute() {
        for (int i = 0; i < 360; i++) {
            double utc = 10.0 * i;
            line(utc * (1 + 80e-6), "at " + Instant.ofEpochMilli((long) Math.floor((ZERO_UTC + utc) * 1e3 + 0.01)));
        }
        Alignment alignment = evidence.align(NOBODY);
        assertThat(alignment.clock().orElseThrow().skew() * 1e6).isEqualTo(-80, within(1.0));
        assertThat(alignment.skewNote())
                .hasValueSatisfying(note -> assertThat(note).contains("skew +80.0 ppm"));
        assertThat(alignment.clock().orElseThrow().utc(Math.round(3_000e9 * (1 + 80e-6))) / 1e9)
                .isEqualTo(ZERO_UTC + 3_000, within(0.002));
        var minute = new StampEvidence();
        minute.add(0, "rtc0: setting system clock to 2018-08-02T16:01:15.899Z");
        assertThat(minute.align(NOBODY).skewNote()).contains("too short to see a skew");
    }

    @Test
    void lines_without_a_moment_and_dates_without_a_zone_say_nothing() {
        line(1, "usb 1-2: new high-speed USB device");
        line(2, "built 2018-08-02 16:01:15");
        line(3, "at 2018-13-45T16:01:15Z");
        assertThat(evidence.align(NOBODY).isAligned()).isFalse();
        assertThat(evidence.align(NOBODY).method()).isEqualTo("no line names a moment in UTC");
    }

    @Test
    void a_clock_that_was_never_set_says_nothing_also_where_it_is_the_kernels_own() {
        line(0, "Booting Linux");
        line(12.5, "rtc0: setting system clock to 1970-01-01T00:00:10 UTC (10)");
        assertThat(evidence.align(NOBODY).isAligned()).isFalse();
        assertThat(evidence.align(NOBODY).method()).contains("was never set");
    }

    @Test
    void a_moment_beyond_all_bounds_is_none() {
        line(1, "audit: type=1400 audit(9999999999.123:4): x");
        assertThat(evidence.align(NOBODY).method()).isEqualTo("no line names a moment in UTC");
    }

    /** The satellites' time while the clock showed so many seconds. */
    private static Optional<UtcSpan> drive(double from, double to) {
        return Optional.of(new UtcSpan(Math.round((ZERO_UTC + from) * 1e9), Math.round((ZERO_UTC + to) * 1e9)));
    }

    @Test
    void a_stray_date_is_no_clock_with_the_satellites_time_beside_it_or_without() {
        line(5, "certificate valid until 2028-08-02T00:00:00Z");
        line(30, "ready");
        assertThat(evidence.align(drive(0, 40)).isAligned()).isFalse();
        assertThat(evidence.align(drive(0, 40)).method())
                .isEqualTo("the moments that its lines name put it 3652 days or more from the satellites' time");
        assertThat(evidence.align(NOBODY).isAligned()).isFalse();
        assertThat(evidence.align(NOBODY).method()).contains("need not be the line's time");
    }

    @Test
    void a_stray_date_between_right_ones_pulls_nothing() {
        line(1, "setting system clock to " + second(ZERO_UTC + 1));
        line(5, "valid until 2028-08-02T00:00:00Z");
        line(6, "valid until 2028-08-02T00:00:00Z");
        line(9, "now " + second(ZERO_UTC + 9));
        Alignment alignment = evidence.align(drive(0, 40));
        assertThat(error(alignment)).isEqualTo(0, within(0.5));
        assertThat(alignment.method()).contains("UTC named in 2 lines", "2 lines with other moments not used");
    }

    @Test
    void of_two_settings_of_the_clock_the_one_counts_that_the_satellites_bear_out() {
        for (int i = 0; i < 9; i++) {
            line(i, "now " + second(12_345_678 + i));
        }
        line(20, "now " + second(ZERO_UTC + 20));
        assertThat(error(evidence.align(drive(10, 50)))).isEqualTo(0, within(0.5));
        assertThat(error(evidence.align(NOBODY))).isLessThan(-1e9);
    }

    @Test
    void a_log_that_ends_before_the_drive_begins_is_still_of_it_and_one_of_the_day_before_is_not() {
        line(1, "setting system clock to " + second(ZERO_UTC + 1));
        assertThat(evidence.align(drive(1_000, 1_040)).isAligned()).isTrue();
        assertThat(evidence.align(drive(86_400, 86_440)).method()).contains("24.0 h or more");
    }
}
