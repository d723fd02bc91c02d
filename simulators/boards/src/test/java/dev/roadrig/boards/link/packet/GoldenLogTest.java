package dev.roadrig.boards.link.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.link.MmLinkLog;
import dev.roadrig.scenarios.link.PacketTrace;
import dev.roadrig.scenarios.link.QueuePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The trace link against logs that mm-link itself wrote, row for row. */
class GoldenLogTest {
    private static final Path SHARED =
            Path.of(System.getProperty("roadrig.shared", "../shared")).resolve("data");

    @TempDir
    private Path folder;

    private static Path golden(String name) {
        Path file = SHARED.resolve(name);
        assumeTrue(Files.exists(file), "there is no " + file + "; -Droadrig.shared names the folder of recordings");
        return file;
    }

    private static LogCheck.Result check(Path log, Path trace, String queue) {
        try (MmLinkLog rows = MmLinkLog.open(log)) {
            return LogCheck.of(rows, PacketTrace.read(trace), QueuePlan.parse(queue), TraceLink.MM_LINK_PACKET_BYTES);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "constant-droptail-packets30.log | link-golden/constant.trace | droptail:packets=30 | 10781 | 5613",
                "constant-droptail-bytes60000.log | link-golden/constant.trace | droptail:bytes=60000 | 12868 | 4107",
                "constant-drophead-packets50.log | link-golden/constant.trace | drophead:packets=50 | 11522 | 5065",
                "constant-infinite.log | link-golden/constant.trace | infinite | 14602 | 0",
                "mm-link-12m-droptail100-iperf.log | link-golden/12m.trace | droptail:packets=100 | 10111 | 6889",
                "mm-link-ATT-LTE-driving-2016.up-droptail100.log | network/mahimahi/ATT-LTE-driving-2016.up"
                        + " | droptail:packets=100 | 5185 | 2262",
            })
    void every_row_is_mm_links(String log, String trace, String queue, long departures, long drops) {
        LogCheck.Result result = check(golden("link-golden/" + log), golden(trace), queue);
        assertThat(result.difference()).isEmpty();
        assertThat(result.departures()).isEqualTo(departures);
        assertThat(result.dropped()).isEqualTo(drops);
    }

    /** Rows that are left out, added or changed are found, wherever they are: the check can fail. */
    @Test
    void a_log_that_was_tampered_with_differs_at_that_row() throws IOException {
        List<String> rows = Files.readAllLines(golden("link-golden/constant-droptail-packets30.log"));
        Path trace = golden("link-golden/constant.trace");
        for (String kind : List.of("#", "+", "-", "d")) {
            int at = 9_000;
            while (!rows.get(at).split(" ")[1].equals(kind)) {
                at++;
            }
            List<String> without = new ArrayList<>(rows);
            without.remove(at);
            assertThat(differsAt(without, trace)).as(kind + " left out").isBetween(at + 1, at + 3_000);
            List<String> twice = new ArrayList<>(rows);
            twice.add(at, rows.get(at));
            assertThat(differsAt(twice, trace)).as(kind + " twice").isBetween(at + 1, at + 3_000);
        }
    }

    private int differsAt(List<String> rows, Path trace) throws IOException {
        Path log = Files.write(folder.resolve("log"), rows);
        String difference =
                check(log, trace, "droptail:packets=30").difference().orElse("line 0 ");
        return Integer.parseInt(difference.split(" ")[1]);
    }

    @Test
    void what_is_no_log_is_refused_with_line_and_reason() throws IOException {
        Path trace = Files.writeString(folder.resolve("t"), "1\n");
        refused("1 # 1504\n", trace, "log:1: the log of mm-link has no head");
        refused("# base timestamp: 5\n6 # 1504\n6 * 1\n", trace, "log:3: '6 * 1' is no row of mm-link's log");
        refused("# base timestamp: 5\n6 - 1504\n", trace, "is a row without its last number");
        refused("# base timestamp: 5\n6 + 1504 3\n", trace, "is a row with a number too many");
        refused("# base timestamp: 5\n5 + 1505\n", trace, "--packet-bytes");
        refused("# base timestamp: 5\n5 + 15\n4 + 15\n", trace, "log:3: an arrival at 4 ms after a row of 5 ms");
    }

    private void refused(String text, Path trace, String words) throws IOException {
        Path log = Files.writeString(folder.resolve("log"), text);
        assertThatThrownBy(() -> check(log, trace, "infinite"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(words);
    }
}
