package dev.roadrig.wires.tiny;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.boards.tiny.TinySpec;
import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.DriveFrame.Box;
import dev.roadrig.scenarios.model.CropResizer;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.tiny.TinyLog;
import dev.roadrig.scenarios.tiny.TinyLogWriter;
import dev.roadrig.scenarios.tiny.TinyWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole sessions on an emulated board, and what is in their logs. */
class TinyRunnerTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int SIGNS = 6;

    private final RealTicker ticker = new RealTicker("test");

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        ticker.close();
    }

    private TinyLog session(TinySpec spec, boolean accuracy, List<Path> inputs) throws Exception {
        try (var bench = Bench.of(spec, ticker)) {
            TinyBoard board = TinyBoard.on(bench.console(), TinyWire.DIRECT, ticker, "near", ticker.in(LONG));
            var plan = new TinyPlan(accuracy, inputs, Duration.ofMillis(50), LONG);
            try (TinyLogWriter log = TinyLogWriter.begin(folder.resolve("session"), accuracy, ticker)) {
                new TinyRunner(board, plan, ticker, line -> {}).run(log);
            }
        }
        return TinyLog.read(folder.resolve("session").resolve(TinyLogWriter.FILE));
    }

    @Test
    void signs_of_the_drive_go_over_the_wire_and_the_network_knows_them() throws Exception {
        List<Path> inputs = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        signs(inputs, labels);
        TinyLog log = session(TinySpec.of(Bench.SIGNS, "signs"), true, inputs);
        assertThat(log.multi()).isTrue();
        assertThat(log.model()).isEqualTo("signs");
        assertThat(log.windows())
                .extracting(TinyWindow::input)
                .containsExactlyElementsOf(inputs.stream()
                        .map(file -> String.valueOf(file.getFileName()))
                        .toList());
        int right = 0;
        for (int i = 0; i < SIGNS; i++) {
            List<Double> scores = log.windows().get(i).results();
            double most = scores.stream().mapToDouble(score -> score).max().orElseThrow();
            right += scores.indexOf(most) == labels.get(i) ? 1 : 0;
        }
        assertThat(right).as("of %d signs", SIGNS).isGreaterThanOrEqualTo(SIGNS - 1);
    }

    /** The first large signs of the demo drive, one a track, as raw RGB of 32 by 32. */
    private void signs(List<Path> inputs, List<Integer> labels) throws IOException {
        Path drive = SharedFolder.root().resolve("scenarios/demo/drive");
        List<String> tracks = new ArrayList<>();
        for (String row : Files.readAllLines(drive.resolve("labels.csv"))) {
            String[] cells = row.split(",");
            if (cells[0].equals("frame") || tracks.contains(cells[2]) || inputs.size() == SIGNS) {
                continue;
            }
            var box = new Box(
                    Float.parseFloat(cells[5]),
                    Float.parseFloat(cells[6]),
                    Float.parseFloat(cells[7]),
                    Float.parseFloat(cells[8]));
            if (box.x2() - box.x1() < 24 || Double.parseDouble(cells[10]) < 0.9) {
                continue;
            }
            tracks.add(cells[2]);
            Path picture = drive.resolve(String.format("frames/%04d.jpg", Integer.parseInt(cells[0])));
            byte[] rgb = CropResizer.crop(ImageIO.read(picture.toFile()), box, 32, 32);
            inputs.add(Files.write(folder.resolve("sign-" + inputs.size() + ".bin"), rgb));
            labels.add(Integer.parseInt(cells[3]));
        }
        assertThat(inputs).hasSize(SIGNS);
    }

    @Test
    void a_session_for_time_has_one_window_an_input_that_lasts_as_long_as_asked() throws Exception {
        byte[] noise = new byte[Bench.SIGN_BYTES];
        new Random(1).nextBytes(noise);
        List<Path> inputs =
                List.of(Files.write(folder.resolve("a.bin"), noise), Files.write(folder.resolve("b.bin"), noise));
        TinyLog log = session(Bench.signs(), false, inputs);
        assertThat(log.multi()).isFalse();
        assertThat(log.windows()).hasSize(2).allSatisfy(window -> {
            assertThat(window.warmups()).isEqualTo(1);
            assertThat(window.runs()).isGreaterThan(10);
            assertThat(window.elapsedMicros().orElseThrow()).isPositive();
        });
    }
}
