package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.boards.adb.EmulatedAndroid;
import dev.roadrig.scenarios.time.RealTicker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tool on an Android board, which has no /tmp: a script in the tool's place. */
class ToolRunOverAdbTest {
    @TempDir
    private Path folder;

    private CommandLineRun run(String script, String... more) throws Exception {
        Path board = Files.createDirectories(folder.resolve("board/data/local/tmp"));
        Path tool = Files.writeString(board.resolve("benchmark_model"), "#!/bin/sh\n" + script + "\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        try (var ticker = new RealTicker("droid");
                var android = new EmulatedAndroid(
                        "droid", ticker, folder.resolve("board"), Optional.empty(), Duration.ZERO, Duration.ZERO)) {
            Path rack = Files.writeString(
                    folder.resolve("rack.yaml"),
                    "rack: desk\nboards: {phone-1: {shell: {adb: {host: 127.0.0.1, port: " + android.port() + "}}}}\n");
            String out = folder.resolve("out").toString();
            CommandLineRun ran = CommandLineRun.of(Stream.concat(
                            Stream.of(
                                    "tool",
                                    "run",
                                    "benchmark_model",
                                    "--on",
                                    "phone-1",
                                    "--rack",
                                    rack.toString(),
                                    "--out",
                                    out,
                                    "--program",
                                    "/data/local/tmp/benchmark_model"),
                            Stream.of(more))
                    .toArray(String[]::new));
            assertThat(board).as("what is left there").isDirectoryNotContaining("glob:**rr-*");
            return ran;
        }
    }

    @Test
    void its_text_is_read_and_nothing_of_it_is_left_on_the_board() throws Exception {
        CommandLineRun ran = run("echo 'count=2 first=9 curr=8 min=8 max=9 avg=8.5 std=0'\n"
                + "echo 'Inference timings in us: Init: 5, First inference: 9, Warmup (avg): 9, Inference (avg): 8.5'");
        assertThat(ran.out()).containsPattern("mean +8\\.5 +us").contains("kept ");
        assertThat(ran.code()).isZero();
    }

    @Test
    void one_that_does_not_end_is_ended_there() throws Exception {
        CommandLineRun ran = run("sleep 1000", "--within", "1");
        assertThat(ran.err()).contains("benchmark_model had not ended after 1 s on the board, and was ended there.");
        assertThat(ran.code()).isEqualTo(3);
    }
}
