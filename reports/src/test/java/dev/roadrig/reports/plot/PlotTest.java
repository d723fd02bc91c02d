package dev.roadrig.reports.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.reports.SampleJudgement;
import dev.roadrig.reports.SampleRun;
import dev.roadrig.reports.join.ReadingRow;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.scenarios.record.v1.Reading.Quantity;
import dev.roadrig.scenarios.spec.Spec;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Pictures differ by a machine's fonts, so what is checked is where their colours lie. */
class PlotTest {
    private final Spec spec = SampleJudgement.demo().spec();

    @Test
    void the_outage_is_shaded_through_all_panels_and_nowhere_else() throws IOException {
        BufferedImage picture = picture(TimelinePlot.png(SampleRun.table(1), spec));
        assertThat(picture.getWidth()).isEqualTo(1200);
        int from = first(picture, Palette.OUTAGE);
        int to = last(picture, Palette.OUTAGE);
        double left = 78;
        double right = 1193;
        assertThat((from - left) / (right - left)).isBetween(0.475, 0.495);
        assertThat((to - left) / (right - left)).isBetween(0.69, 0.71);
        assertThat(count(picture, Palette.OUTAGE, from, to)).isGreaterThan(50_000);
    }

    @Test
    void in_the_tunnel_the_edge_answers_and_outside_it_the_cloud() throws IOException {
        BufferedImage picture = picture(TimelinePlot.png(SampleRun.table(1), spec));
        int from = first(picture, Palette.OUTAGE);
        int to = last(picture, Palette.OUTAGE);
        assertThat(inLatency(picture, Palette.EDGE, from + 24, to)).isGreaterThan(300);
        assertThat(inLatency(picture, Palette.CLOUD, from + 8, to - 8)).isZero();
        assertThat(inLatency(picture, Palette.CLOUD, 100, from - 100)).isGreaterThan(500);
        assertThat(inLatency(picture, Palette.EDGE, 100, from - 120)).isZero();
    }

    @Test
    void the_histogram_shows_both_places_and_the_bounds() throws IOException {
        BufferedImage picture = picture(LatencyHistogram.png(SampleRun.table(1), spec));
        assertThat(count(picture, Palette.CLOUD, 80, 1190)).isGreaterThan(5_000);
        assertThat(count(picture, Palette.EDGE, 80, 1190)).isGreaterThan(2_000);
        assertThat(last(picture, Palette.BOUND) - first(picture, Palette.BOUND)).isGreaterThan(200);
    }

    @Test
    void a_line_is_broken_where_a_board_had_no_readings_and_not_where_one_came_late() {
        List<ReadingRow> readings = LongStream.of(0, 20, 40, 200, 220, 2_000, 2_020)
                .mapToObj(millis -> new ReadingRow(millis * 1_000_000, "vdd", Quantity.POWER, 2.1, false))
                .toList();
        assertThat(SensorPanels.withGaps(readings, 200_000_000))
                .extracting(ReadingRow::value)
                .containsExactly(2.1, 2.1, 2.1, 2.1, 2.1, Double.NaN, 2.1, 2.1);
    }

    @Test
    void a_run_without_frames_readings_or_a_link_still_has_pictures() throws IOException {
        RunTable run = SampleRun.table(1);
        var empty = new RunTable(
                run.start(),
                Optional.empty(),
                List.of(),
                0,
                0,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                run.phases().subList(0, 2),
                List.of(),
                List.of(),
                run.console(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        assertThat(picture(TimelinePlot.png(empty, spec)).getWidth()).isEqualTo(1200);
        assertThat(picture(LatencyHistogram.png(empty, spec)).getHeight()).isEqualTo(500);
    }

    private static BufferedImage picture(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static int first(BufferedImage picture, Color colour) {
        return column(picture, colour, 0, 1);
    }

    private static int last(BufferedImage picture, Color colour) {
        return column(picture, colour, picture.getWidth() - 1, -1);
    }

    private static int column(BufferedImage picture, Color colour, int from, int step) {
        for (int x = from; x >= 0 && x < picture.getWidth(); x += step) {
            if (count(picture, colour, x, x + 1) > 10) {
                return x;
            }
        }
        throw new AssertionError("nowhere in the picture: " + colour);
    }

    private static int count(BufferedImage picture, Color colour, int fromX, int toX) {
        return count(picture, colour, fromX, toX, 130, picture.getHeight());
    }

    /** In the panel of end-to-end latency, below its legend. */
    private static int inLatency(BufferedImage picture, Color colour, int fromX, int toX) {
        return count(picture, colour, fromX, toX, 142, 400);
    }

    private static int count(BufferedImage picture, Color colour, int fromX, int toX, int fromY, int toY) {
        int count = 0;
        for (int y = fromY; y < toY; y++) {
            for (int x = fromX; x < toX; x++) {
                count += (picture.getRGB(x, y) & 0xffffff) == (colour.getRGB() & 0xffffff) ? 1 : 0;
            }
        }
        return count;
    }
}
