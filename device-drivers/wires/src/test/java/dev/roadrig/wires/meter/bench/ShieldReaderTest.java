package dev.roadrig.wires.meter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.fault.Culprit;
import dev.roadrig.scenarios.record.v1.Telemetry;
import dev.roadrig.scenarios.time.VirtualTicker;
import dev.roadrig.wires.meter.Listened;
import dev.roadrig.wires.meter.MeterFeed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShieldReaderTest {
    private static final long MS = 1_000_000;

    private final Listened heard = new Listened();
    private final MeterFeed feed = heard.feed("lpm01a", Duration.ofMillis(1), new VirtualTicker(Instant.EPOCH));
    private final ShieldReader reader = new ShieldReader(feed, "vdd", 1000);

    @ParameterizedTest
    @CsvSource({"6409-07, 0.0006409", "33930-08, 0.0003393", "0001+00, 1.0"})
    void a_value_is_its_digits_by_a_power_of_ten(String word, double value) {
        assertThat(ShieldReader.value(word).orElseThrow()).isEqualTo(value);
    }

    private void line(long nanos, String text) {
        reader.lines(nanos, List.of(text));
    }

    private void second(int from, int samples) {
        line(from * MS, "TimeStamp: " + "><".charAt(from / 1000 % 2) + "%03ds 000ms, buff 03%%".formatted(from / 1000));
        for (int i = 1; i <= samples; i++) {
            line((from + i) * MS, "6409-07");
        }
    }

    @Test
    void joules_of_a_sample_are_its_mean_power_and_stamps_between_are_none() {
        second(0, 1000);
        second(1000, 1000);
        assertThat(feed.account().getTaken()).isEqualTo(2000);
        assertThat(feed.account().getLost() + feed.account().getRefused()).isZero();
        assertThat(heard.watts("vdd")).hasSize(2000).containsOnly(6409e-7 * 1000);
        Telemetry last = heard.sweeps.get(1999);
        assertThat(last.getTakenNs()).isEqualTo(2000 * MS);
        assertThat(last.getMeanNs()).isEqualTo(MS);
    }

    @Test
    void what_is_missing_between_two_stamps_is_lost_and_a_gap() {
        second(0, 1000);
        second(1000, 936);
        second(2000, 1000);
        assertThat(feed.account().getLost()).isEqualTo(64);
        assertThat(heard.watts("vdd").stream().filter(w -> w.isNaN()).count()).isEqualTo(64);
        assertThat(heard.watts("vdd")).hasSize(3000);
    }

    @Test
    void events_are_no_samples_and_torn_lines_are_refused() {
        second(0, 10);
        line(11 * MS, "event 0 ris");
        line(11 * MS, "64");
        line(11 * MS, "09-07x");
        assertThat(feed.account().getTaken()).isEqualTo(10);
        assertThat(feed.account().getRefused()).isEqualTo(2);
    }

    @Test
    void a_shield_that_was_started_again_is_the_rigs_fault_by_its_second_stamp() {
        second(5000, 1000);
        second(6000, 700);
        stamp(7000, 0);
        assertThat(heard.faults).isEmpty();
        stamp(8000, 1);
        assertThat(heard.faults).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo("meter.restarted");
            assertThat(fault.culprit()).isEqualTo(Culprit.RIG);
            assertThat(fault).hasMessageContaining("its time stamps began anew after 6 s, so it was started again.");
        });
    }

    @Test
    void a_stamp_with_a_wrong_digit_is_refused_and_the_next_one_goes_on() {
        second(0, 1000);
        for (int wrong : new int[] {9_000_001, 0}) {
            stamp(1000, wrong);
        }
        for (int i = 1; i <= 1936; i++) {
            line((1000 + i) * MS, "6409-07");
        }
        stamp(3000, 3);
        assertThat(heard.faults).isEmpty();
        assertThat(feed.account().getRefused()).isEqualTo(2);
        assertThat(feed.account().getLost()).isEqualTo(64);
    }

    /** Each has a second's samples before it but the first. */
    @ParameterizedTest
    @CsvSource({
        "100 103 102 103, 0, 1",
        "100 13 102 14 104, 0, 2", // two that go on from each other, but are not two in a row
        "100 101 106 107 108, 4000, 1", // as many lost at once as are a wrong digit, which the next one confirms
        "100 101 99001 99002 99003, 0, 1"
    })
    void a_stamp_that_differs_by_seconds_from_the_samples_before_it_needs_the_next_ones_word(
            String stamps, long lost, long refused) {
        long millis = 0;
        for (String seconds : stamps.split(" ", -1)) {
            stamp(millis, Integer.parseInt(seconds));
            for (int i = 0; i < 1000; i++) {
                line(++millis * MS, "6409-07");
            }
        }
        assertThat(heard.faults).isEmpty();
        assertThat(feed.account().getLost()).isEqualTo(lost);
        assertThat(feed.account().getRefused()).isEqualTo(refused);
    }

    private void stamp(long millis, int seconds) {
        line(millis * MS, "TimeStamp: %03ds 000ms, buff 03%%".formatted(seconds));
    }

    @Test
    void a_shield_whose_lines_come_late_and_in_portions_loses_none_and_has_each_at_its_time_from_the_first_on() {
        for (int portion = 1; portion <= 4; portion++) {
            List<String> lines = new ArrayList<>(Collections.nCopies(500, "6409-07"));
            lines.add(0, portion % 2 == 1 ? "TimeStamp: 00" + portion / 2 + "s 000ms, buff 99%" : "");
            reader.lines(portion * 500L * MS, lines);
        }
        assertThat(feed.account().getLost() + feed.account().getRefused()).isZero();
        assertThat(heard.watts("vdd")).hasSize(2000).containsOnly(6409e-7 * 1000);
        for (int i = 0; i < 2000; i++) {
            assertThat(heard.sweeps.get(i).getTakenNs()).isEqualTo((i + 1) * MS);
        }
    }
}
