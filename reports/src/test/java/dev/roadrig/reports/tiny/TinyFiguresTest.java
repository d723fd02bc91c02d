package dev.roadrig.reports.tiny;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.tiny.TinyLabels;
import dev.roadrig.scenarios.tiny.TinyLog;
import dev.roadrig.scenarios.tiny.TinyTrace;
import dev.roadrig.scenarios.tiny.TinyWindow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What follows from a session where the answer can be worked out by hand. */
class TinyFiguresTest {
    private static final float MICROJOULES = 2;

    @TempDir
    private Path folder;

    private static TinyWindow window(long runs, long micros, double hostSeconds) {
        return new TinyWindow(
                1,
                "a",
                runs,
                1,
                micros < 0 ? OptionalLong.empty() : OptionalLong.of(micros),
                hostSeconds,
                List.of(1.0));
    }

    private static TinyFigures figures(TinyWindow... windows) {
        return TinyFigures.of(new TinyLog("1", "m", false, List.of(windows)), Optional.empty(), Optional.empty());
    }

    /** 100 samples of 2 uJ at 10 Hz. */
    private TinyTrace trace(String edges) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(405).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0xF1).putFloat(10);
        for (int i = 0; i < 100; i++) {
            bytes.putFloat(MICROJOULES);
        }
        Files.write(folder.resolve(TinyTrace.ENERGY), bytes.array());
        Files.writeString(folder.resolve(TinyTrace.EDGES), edges);
        return TinyTrace.read(folder);
    }

    private TinyFigures energy(String edges, TinyWindow... windows) throws IOException {
        return TinyFigures.of(
                new TinyLog("1", "m", false, List.of(windows)), Optional.of(trace(edges)), Optional.empty());
    }

    @Test
    void throughput_is_the_median_of_the_windows_by_the_boards_clock() {
        TinyFigures odd =
                figures(window(100, 10_000_000, 10), window(100, 20_000_000, 20), window(100, 12_500_000, 12.5));
        assertThat(odd.medianPerSecond()).hasValue(8);
        assertThat(odd.remarks()).containsExactly("the median of 3 windows, not of the 5 of MLPerf Tiny's rules");
        assertThat(figures(window(100, 10_000_000, 10), window(100, 20_000_000, 20))
                        .medianPerSecond())
                .hasValue(7.5);
    }

    @Test
    void windows_that_are_short_or_not_in_microseconds_are_remarked() {
        assertThat(figures(window(100, 10_000, 10)).remarks())
                .anyMatch(remark ->
                        remark.startsWith("window 1 took 0.010 s by the board's clock and 10.000 s by the host's"))
                .anyMatch(remark -> remark.startsWith("1 of 1 windows are shorter than the 10 s"));
        assertThat(figures(window(100, 10_000_000, 10.02)).remarks()).noneMatch(remark -> remark.contains("clock"));
    }

    @Test
    void energy_is_the_sum_of_the_samples_between_two_edges_and_known_to_the_sample_at_either() throws IOException {
        TinyFigures one = energy("[0.1, 2.0, 7.0]", window(10, -1, 5.01));
        assertThat(one.windows()).singleElement().satisfies(window -> {
            assertThat(window.microjoules()).hasValue(50 * MICROJOULES);
            assertThat(window.edgeMicrojoules()).isEqualTo(2 * MICROJOULES);
            assertThat(window.perSecond()).isEqualTo(2);
        });
        assertThat(one.medianMicrojoules()).hasValue(10);
        assertThat(energy("[2.0, 7.0]", window(10, -1, 5.01)).medianMicrojoules())
                .hasValue(10);
        assertThat(energy("[0, 0.5, 1, 1.5, 2.0, 7.0]", window(10, -1, 5.01)).medianMicrojoules())
                .hasValue(10);
    }

    @Test
    void edges_that_do_not_fit_the_log_give_no_energy_but_a_reason() throws IOException {
        for (String[] row : new String[][] {
            {"[]", "the trace has 0 edges, and 1 windows have 2"},
            {"[1]", "the trace has 1 edges, and 1 windows have 2"},
            {"[1, 2, 3]", "edges 2 and 3 are 1.000 s apart, and the log has 5.010 s for window 1"},
            {"[6, 11]", "the trace ends at 10.000 s, before the edge at 11.000 s"}
        }) {
            TinyFigures none = energy(row[0], window(10, -1, 5.01));
            assertThat(none.missing()).singleElement().asString().contains(row[1]);
            assertThat(none.medianMicrojoules()).isEmpty();
        }
        assertThat(figures(window(1, -1, 10)).missing())
                .singleElement()
                .asString()
                .contains("is in energy mode");
    }

    @Test
    void a_score_that_is_no_number_is_wrong_and_a_tie_is_the_lowest_class() throws IOException {
        Path labels = Files.writeString(folder.resolve("y.csv"), "a,2,0\nb,2,1\nc,2,1\n");
        TinyLog log = new TinyLog(
                "1", "m", true, List.of(scored("a", .5, .5), scored("b", .5, .5), scored("c", Double.NaN, .9)));
        TinyAccuracy accuracy = TinyFigures.of(log, Optional.empty(), Optional.of(TinyLabels.read(labels)))
                .accuracy()
                .orElseThrow();
        assertThat(accuracy.right()).isEqualTo(1);
        assertThat(accuracy.samples()).isEqualTo(3);
        assertThat(accuracy.notNumbers()).isEqualTo(1);
        TinyLog other = new TinyLog("1", "m", true, List.of(scored("x", 1, 0)));
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> TinyFigures.of(other, Optional.empty(), Optional.of(TinyLabels.read(labels))))
                .withMessageContaining("no row for 'x'");
    }

    private static TinyWindow scored(String input, double... scores) {
        return new TinyWindow(
                1,
                input,
                1,
                0,
                OptionalLong.of(1),
                0,
                java.util.Arrays.stream(scores).boxed().toList());
    }

    @Test
    void the_area_is_1_where_the_classes_part_half_where_they_do_not_and_coarser_on_thresholds() {
        List<List<Double>> parted = List.of(List.of(.9, .1), List.of(.8, .2), List.of(.1, .9));
        assertThat(RocArea.exact(parted, List.of(0, 0, 1))).isEqualTo(1);
        assertThat(RocArea.onThresholds(parted, List.of(0, 0, 1))).isEqualTo(1);
        List<List<Double>> close = List.of(List.of(.501, .499), List.of(.502, .498));
        assertThat(RocArea.exact(close, List.of(0, 1))).isZero();
        assertThat(RocArea.onThresholds(close, List.of(0, 1))).isEqualTo(.5);
        assertThat(RocArea.exact(close, List.of(0, 0))).isNaN();
    }
}
