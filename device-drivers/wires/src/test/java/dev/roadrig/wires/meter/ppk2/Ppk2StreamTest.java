package dev.roadrig.wires.meter.ppk2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roadrig.boards.meter.Ppk2Words;
import dev.roadrig.scenarios.record.v1.MeterAccount;
import dev.roadrig.scenarios.record.v1.Telemetry;
import dev.roadrig.scenarios.time.VirtualTicker;
import dev.roadrig.wires.meter.MeterFeed;
import dev.roadrig.wires.meter.MeterSetting;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two seconds of samples, with what a wire can do to them; arrivals late by up to 2 ms, and a clock 100 ppm off. */
class Ppk2StreamTest {
    private static final int SAMPLES = 200_000;
    private static final int AT = 70_017;
    private static final double AMPERES = 0.02;
    private static final double VOLTS = 5;

    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final List<Telemetry> sweeps = new ArrayList<>();
    private final MeterFeed feed =
            new MeterFeed(MeterSetting.of("ppk2", "b", "here", Duration.ofMillis(1)), ticker, fault -> {});

    /** Which samples and bytes do not come. */
    private void play(int dropped, int slipped, double skew) {
        feed.begin(sweeps::add);
        var stream = new Ppk2Stream(Ppk2Modifiers.of(""), new Ppk2Setting("vin", true, VOLTS, false), feed);
        var random = new Random(5);
        for (int from = 0; from < SAMPLES; from += 100) {
            var bytes = new ByteArrayOutputStream();
            for (int n = from; n < from + 100; n++) {
                if (n < AT || n >= AT + dropped) {
                    byte[] word = Ppk2Words.word(AMPERES, n % 64);
                    int skip = n == AT ? slipped : 0;
                    bytes.write(word, skip, 4 - skip);
                }
            }
            long taken = Math.round((from + 100) * 10_000 * (1 + skew));
            stream.take(1_000_000_000 + taken + random.nextInt(2_000_000), bytes.toByteArray());
        }
    }

    private long gaps() {
        return sweeps.stream()
                .filter(s -> Double.isNaN(s.getReadings(0).getValue()))
                .count();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-4, -1e-4})
    void a_whole_stream_is_its_mean_power_and_nothing_is_lost_whatever_its_clock(double skew) {
        play(0, 0, skew);
        assertThat(feed.account())
                .isEqualTo(MeterAccount.newBuilder()
                        .setMeter("ppk2")
                        .setTaken(SAMPLES)
                        .build());
        assertThat(sweeps).hasSize(SAMPLES / 100).allSatisfy(sweep -> {
            assertThat(sweep.getReadings(0).getValue()).isEqualTo(AMPERES * VOLTS, within(1e-5));
            assertThat(sweep.getMeanNs()).isEqualTo(1_000_000);
        });
        // From the first to the last they are stamped within what arrivals leave open, which is 2 ms at first.
        for (int i = 0; i < sweeps.size(); i++) {
            double taken = 1e9 + (i + 1) * 1e6 * (1 + skew);
            assertThat((double) sweeps.get(i).getTakenNs()).isEqualTo(taken, within(i < 200 ? 2e6 : 4e5));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 63})
    void samples_that_the_counter_misses_are_a_gap(int dropped) {
        play(dropped, 0, 1e-4);
        assertThat(feed.account().getLost()).isEqualTo(dropped);
        assertThat(feed.account().getNotesList()).containsExactly("samples missing by the counter");
        assertThat(gaps()).isBetween(1L, 2L);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128, 640})
    void a_loss_that_no_counter_sees_is_found_by_wall_time(int dropped) {
        play(dropped, 0, 1e-4);
        assertThat(feed.account().getLost()).isEqualTo(dropped);
        assertThat(feed.account().getNotes(0))
                .isEqualTo(dropped + " samples missing by wall time that the counter did not miss");
        assertThat(gaps()).isEqualTo(1);
        Telemetry gap = sweeps.stream()
                .filter(s -> Double.isNaN(s.getReadings(0).getValue()))
                .findFirst()
                .orElseThrow();
        long lost = 1_000_000_000 + AT * 10_000L;
        assertThat(lost).isBetween(gap.getTakenNs() - gap.getMeanNs(), gap.getTakenNs());
    }

    @Test
    void a_loss_of_65_is_one_by_the_counter_and_64_by_wall_time() {
        play(65, 0, 0);
        assertThat(feed.account().getLost()).isEqualTo(65);
        assertThat(feed.account().getNotesList()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void bytes_that_slip_cost_one_sample_and_no_value_is_made_of_the_rest(int slipped) {
        play(0, slipped, 0);
        assertThat(feed.account().getLost()).isEqualTo(1);
        assertThat(feed.account().getRefused()).isEqualTo(1);
        assertThat(gaps()).isBetween(1L, 2L);
        assertThat(sweeps.stream().mapToDouble(s -> s.getReadings(0).getValue()).filter(w -> !Double.isNaN(w)))
                .allSatisfy(watts -> assertThat(watts).isEqualTo(AMPERES * VOLTS, within(1e-5)));
    }

    @Test
    void noise_is_refused_and_never_a_sample() {
        feed.begin(sweeps::add);
        var stream = new Ppk2Stream(Ppk2Modifiers.of(""), new Ppk2Setting("vin", true, VOLTS, false), feed);
        var noise = new byte[40_000];
        new Random(11).nextBytes(noise);
        stream.take(1, noise);
        assertThat(feed.account().getTaken()).isZero();
        assertThat(feed.account().getRefused()).isGreaterThan(9_000);
    }
}
