package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.boards.tiny.EmulatedTiny;
import dev.roadrig.boards.tiny.TinyFault;
import dev.roadrig.boards.tiny.TinySpec;
import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.tiny.TinyMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TinyCommandTest {
    private static final Path MODEL = SharedFolder.root().resolve("scenarios/demo/models/signnet-tiny-int8.tflite");

    @TempDir
    private Path folder;

    @BeforeEach
    void inputs() throws IOException {
        Files.createDirectory(folder.resolve("data"));
        for (String name : new String[] {"a.bin", "b.bin"}) {
            byte[] noise = new byte[32 * 32 * 3];
            new Random(name.hashCode()).nextBytes(noise);
            Files.write(folder.resolve("data").resolve(name), noise);
        }
        Files.writeString(folder.resolve("labels.csv"), "a.bin,43,1\nb.bin,43,2\n");
    }

    private CommandLineRun run(TinySpec spec, String... more) throws Exception {
        try (var ticker = new RealTicker("test");
                var board = new EmulatedTiny("far", spec, 1, ticker)) {
            String[] first = {
                "tiny",
                "run",
                "--port",
                board.path(),
                "--data",
                folder.resolve("data").toString(),
                "--out",
                folder.resolve("out").toString(),
                "--window",
                "0.02"
            };
            String[] all = java.util.Arrays.copyOf(first, first.length + more.length);
            System.arraycopy(more, 0, all, first.length, more.length);
            return CommandLineRun.of(all);
        }
    }

    private static TinySpec signs() {
        return TinySpec.of(MODEL, "signs");
    }

    @Test
    void a_session_for_time_is_run_logged_and_concluded_and_its_log_can_be_read_again() throws Exception {
        CommandLineRun run = run(signs(), "--model", "signs");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "board roadrig-emulated, firmware Roadrig emulated firmware 1, model signs, prints microseconds")
                .containsPattern("2 of 2, b.bin: \\d+ inferences in 0\\.\\d+ s")
                .containsPattern("throughput +[\\d.]+ inf/s, median")
                .contains("shorter than the 10 s of MLPerf Tiny's rules: no official figure");
        CommandLineRun again =
                CommandLineRun.of("tiny", "read", folder.resolve("out").toString(), "--json");
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("\"medianPerSecond\": ").contains("\"model\": \"signs\"");
    }

    @Test
    void a_session_for_accuracy_takes_the_labels_files_in_their_order() throws Exception {
        CommandLineRun run = run(
                signs(),
                "--mode",
                "accuracy",
                "--labels",
                folder.resolve("labels.csv").toString());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("top-1 +\\d+\\.\\d %, \\d of 2")
                .contains("on the runner's 101 thresholds");
        CommandLineRun without =
                CommandLineRun.of("tiny", "read", folder.resolve("out").toString());
        assertThat(without.code()).isEqualTo(4);
        assertThat(without.out()).contains("give them with --labels");
    }

    @Test
    void in_energy_mode_the_log_waits_for_the_meters_files() throws Exception {
        CommandLineRun run = run(signs().in(TinyMode.ENERGY), "--mode", "energy");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("moves a pin").contains("Put the meter's trace1-energy.bin");
        CommandLineRun read =
                CommandLineRun.of("tiny", "read", folder.resolve("out").toString());
        assertThat(read.code()).isEqualTo(4);
        assertThat(read.out()).contains("there is no trace of a meter");
    }

    @Test
    void a_wrong_model_a_wrong_build_and_missing_labels_are_bad_input() throws Exception {
        CommandLineRun model = run(signs(), "--model", "ic01");
        assertThat(model.code()).isEqualTo(2);
        assertThat(model.err()).contains("holds the model 'signs', and --model says 'ic01'. Flash it");
        CommandLineRun build = run(signs().in(TinyMode.ENERGY));
        assertThat(build.code()).isEqualTo(2);
        assertThat(build.err()).contains("is built for energy: it prints no time stamps");
        CommandLineRun labels = run(signs(), "--mode", "accuracy");
        assertThat(labels.code()).isEqualTo(2);
        assertThat(labels.err()).contains("Accuracy needs the true classes. Give them with --labels.");
    }

    @Test
    void a_board_that_starts_anew_ends_the_session_with_exit_3_and_its_last_lines() throws Exception {
        CommandLineRun run = run(signs().with(TinyFault.at("infer", 2, TinyFault.Kind.RESET)));
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err())
                .contains("started anew instead of answering 'infer ")
                .contains("-- the console's last lines");
    }

    @Test
    void without_a_subcommand_it_says_which_there_are() {
        CommandLineRun run = CommandLineRun.of("tiny");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("Say what to do with a board: read, run, board.");
    }

    @Test
    void a_folder_without_a_session_is_bad_input() {
        CommandLineRun run = CommandLineRun.of("tiny", "read", folder.toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("log.txt cannot be read");
    }
}
