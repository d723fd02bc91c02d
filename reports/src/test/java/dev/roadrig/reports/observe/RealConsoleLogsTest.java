package dev.roadrig.reports.observe;

import static dev.roadrig.reports.RecordBuilder.MS;
import static dev.roadrig.reports.RecordBuilder.due;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.roadrig.reports.RecordBuilder;
import dev.roadrig.reports.join.ReadingRow;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.record.v1.ConsoleBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Logs of real boards, as bytes that come 64 at a time. */
class RealConsoleLogsTest {
    private static RunTable observed(String log, String observer) throws IOException {
        byte[] bytes = Files.readAllBytes(SharedFolder.data(log));
        RecordBuilder record = ObservedConsole.record(
                        "only-one-in-flight", "observe:\n  console:\n" + observer.indent(4), 115_200, "")
                .sent(0);
        for (int at = 0; at < bytes.length; at += 64) {
            record.at(
                    due(0) + at * MS,
                    ConsoleBytes.newBuilder()
                            .setData(
                                    ByteString.copyFrom(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 64))))
                            .build());
        }
        return record.complete();
    }

    private static List<Double> values(RunTable run, String name) {
        return run.readings().stream()
                .filter(r -> r.name().equals(name))
                .map(ReadingRow::value)
                .toList();
    }

    @Test
    void an_imx6_says_how_hot_it_is_at_each_of_its_four_boots() throws IOException {
        RunTable run = observed(
                "boards/imx6q-wdog-altboot.log",
                "- {pattern: 'CPU:   Industrial.*at (?<cpu>-?\\d+)C', measure: {cpu: {as: temperature, unit: C}}}");
        assertThat(values(run, "cpu")).containsExactly(23.0, 44.0, 48.0, 52.0);
        assertThat(run.said().orElseThrow().patterns().get(0).cut()).isZero();
    }

    @Test
    void a_jetsons_own_sensors_are_read_off_its_lines_in_the_unit_that_is_kept() throws IOException {
        RunTable run = observed("transcripts/tegrastats/orin_nano_r36_timestamp_mw.txt", """
                - pattern: 'RAM (?<ram>\\d+)/\\d+MB .* CPU@(?<cpu>[\\d.]+)C .*VDD_IN (?<vin>\\d+)mW'
                  measure:
                    ram: {as: memory, unit: MB}
                    cpu: {as: temperature, unit: C}
                    vin: {as: power, unit: mW}
                """);
        assertThat(values(run, "ram").get(0)).isEqualTo(2274e6);
        assertThat(values(run, "cpu").get(0)).isEqualTo(40.0);
        assertThat(values(run, "vin")).containsExactly(5.542, 5.542, 5.542, 13.632, 13.751, 13.473, 13.671);
    }
}
