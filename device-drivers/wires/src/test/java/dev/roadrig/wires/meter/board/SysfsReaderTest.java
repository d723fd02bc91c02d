package dev.roadrig.wires.meter.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.record.v1.Telemetry;
import dev.roadrig.scenarios.time.VirtualTicker;
import dev.roadrig.wires.meter.Listened;
import dev.roadrig.wires.meter.MeterFeed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the way from a board does to the lines of its loop. */
class SysfsReaderTest {
    private static final long MS = 1_000_000;

    private final Listened heard = new Listened();
    private final MeterFeed feed = heard.feed("hwmon", Duration.ofMillis(20), new VirtualTicker(Instant.EPOCH));
    private final SysfsReader reader = new SysfsReader(
            List.of(new SysfsRail("cpu", List.of("/a"), 1e6, 0), new SysfsRail("gpu", List.of("/v", "/i"), 1e6, 0)));

    private void line(long millis, String text) {
        reader.line(millis * MS, text, feed);
    }

    @Test
    void a_line_that_was_held_up_has_the_time_of_its_writing() {
        line(1_000, "0 500.00 1000000 5000 200");
        line(1_020, "1 500.02 1000000 5000 200");
        line(1_540, "2 500.04 1000000 5000 200");
        line(1_060, "3 500.06 1000000 5000 200");
        assertThat(heard.sweeps.stream().map(Telemetry::getTakenNs).toList())
                .containsExactly(1_000 * MS, 1_020 * MS, 1_040 * MS, 1_060 * MS);
        assertThat(feed.account().getNotesList())
                .containsExactly("lines came late and are stamped by the board's own uptime");
        assertThat(heard.watts("gpu").get(0)).isEqualTo(1.0);
    }

    @Test
    void a_line_that_is_missing_is_a_gap_and_one_that_comes_again_or_torn_is_no_sample() {
        line(1_000, "0 - 1000000 5000 200");
        line(1_060, "3 - 1000000 5000 200");
        line(1_061, "3 - 9000000 5000 200");
        line(1_062, "4 - 1000");
        line(1_063, "sh: out of memory");
        line(1_080, "4 - 1000000 x 200");
        assertThat(feed.account().getLost()).isEqualTo(3);
        assertThat(feed.account().getRefused()).isEqualTo(3);
        assertThat(heard.watts("cpu")).containsExactly(1.0, Double.NaN, 1.0, 1.0);
        assertThat(heard.watts("gpu")).containsExactly(1.0, Double.NaN, 1.0, Double.NaN);
        Telemetry gap = heard.sweeps.get(1);
        assertThat(gap.getTakenNs() - gap.getMeanNs()).isEqualTo(1_000 * MS);
        assertThat(gap.getTakenNs()).isEqualTo(1_060 * MS);
    }
}
