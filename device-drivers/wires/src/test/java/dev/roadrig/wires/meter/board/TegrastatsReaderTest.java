package dev.roadrig.wires.meter.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.record.v1.Reading;
import dev.roadrig.scenarios.time.VirtualTicker;
import dev.roadrig.wires.meter.Listened;
import dev.roadrig.wires.meter.MeterFeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TegrastatsReaderTest {
    private static final long MS = 1_000_000;
    private static final String LINE = "RAM 1/2MB (lfb 1x4MB) CPU [4%@2035] VDD_IN 1840/1900 VDD_CPU 300/300";

    private final Listened heard = new Listened();
    private final MeterFeed feed = heard.feed("tegrastats", Duration.ofMillis(500), new VirtualTicker(Instant.EPOCH));

    @Test
    void lines_that_do_not_come_in_their_time_are_lost_and_a_gap() {
        var reader = new TegrastatsReader();
        for (long millis : new long[] {0, 500, 1_010, 2_500, 3_000}) {
            reader.line(millis * MS, LINE, feed);
        }
        assertThat(feed.account().getLost()).isEqualTo(2);
        assertThat(heard.watts("VDD_IN")).containsExactly(1.84, 1.84, 1.84, Double.NaN, 1.84, 1.84);
    }

    /** Of five real boards; the first line of one is a date. */
    @ParameterizedTest
    @CsvSource({
        "agx_orin_jp7_gr3d_array.txt, VDD_GPU_SOC, 5.139, ''",
        "agx_xavier_rail_names_like_units.txt, GPU, 0.465, ''",
        "nano_pom_5v.txt, POM_5V_IN, 1.388, POM_5V_IN",
        "orin_nano_r36_timestamp_mw.txt, VDD_IN, 5.542, VDD_IN",
        "tx2_l4t32_first_line_is_date.txt, VDD_IN, 1.840, VDD_IN"
    })
    void rails_of_real_boards_are_watts_and_only_a_known_one_feeds_the_others(
            String file, String rail, double watts, String total) throws Exception {
        Path log = SharedFolder.data("transcripts/tegrastats/" + file);
        var reader = new TegrastatsReader();
        long nanos = 0;
        for (String line : Files.readAllLines(log)) {
            reader.line(nanos += 500 * MS, line, feed);
        }
        assertThat(heard.watts(rail).get(0)).isEqualTo(watts);
        List<String> totals = heard.sweeps.get(0).getReadingsList().stream()
                .filter(Reading::getBoardTotal)
                .map(Reading::getName)
                .toList();
        assertThat(String.join(",", totals)).isEqualTo(total);
    }
}
