package dev.roadrig.wires.meter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.record.v1.Telemetry;
import dev.roadrig.scenarios.time.VirtualTicker;
import dev.roadrig.wires.meter.Listened;
import dev.roadrig.wires.meter.MeterFeed;
import java.time.Duration;
import java.time.Instant;
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

    private void second(int from, int samples) {
        reader.line(
                from * MS,
                "TimeStamp: " + "><".charAt(from / 1000 % 2) + "%03ds 000ms, buff 03%%".formatted(from / 1000));
        for (int i = 1; i <= samples; i++) {
            reader.line((from + i) * MS, "6409-07");
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
        reader.line(11 * MS, "event 0 ris");
        reader.line(11 * MS, "64");
        reader.line(11 * MS, "09-07x");
        assertThat(feed.account().getTaken()).isEqualTo(10);
        assertThat(feed.account().getRefused()).isEqualTo(2);
    }
}
