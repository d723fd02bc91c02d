package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolCommandTest {
    private static final String BENCHMARK = """
            INFO: Graph: [a.tflite]
            INFO: count=7 first=510 curr=500 min=480 max=530 avg=%s std=9
            INFO: Inference timings in us: Init: 1200, First inference: 900, Warmup (avg): 520.5, Inference (avg): %<s
            """;
    private static final String TRTEXEC = """
            &&&& RUNNING TensorRT.trtexec [TensorRT v101601] # trtexec%s
            [I] Latency: min = 3 ms, max = 5 ms, mean = 4 ms, median = 4 ms, percentile(99%%) = 4.5 ms
            &&&& PASSED TensorRT.trtexec [TensorRT v101601] # trtexec%<s
            """;

    @TempDir
    private Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void a_text_is_known_by_its_content_and_what_was_measured_comes_first() throws Exception {
        CommandLineRun seen = CommandLineRun.of("tool", "read", file("a.txt", BENCHMARK.formatted("505.25")));
        assertThat(seen.err()).isEmpty();
        assertThat(seen.code()).isZero();
        assertThat(seen.out())
                .startsWith(
                        "tool      TensorFlow Lite benchmark_model, version not stated\nmeasured  wall time of one Invoke,")
                .containsPattern("\n  mean +505\\.25 +us\n")
                .containsPattern("\n  count +7\n")
                .containsPattern("\n  model +a\\.tflite\n");
    }

    @Test
    void the_json_of_a_text_has_its_figures_and_the_raw_text() throws Exception {
        String raw = BENCHMARK.formatted("505.25");
        CommandLineRun seen = CommandLineRun.of("tool", "read", file("a.txt", raw), "--json");
        Path json = folder.resolve("a.json");
        Files.writeString(json, seen.out());
        var read = YamlFile.read(json).top();
        assertThat(read.scalar("tool").text()).isEqualTo("benchmark_model");
        assertThat(read.scalar("raw").text()).isEqualTo(raw);
        assertThat(seen.out()).contains("\"value\": 505.25").doesNotContain("\"version\"");
    }

    @Test
    void a_text_that_is_cut_unknown_or_not_there_is_bad_input_with_the_files_name() throws Exception {
        String cut = file("cut.txt", "INFO: STARTING!\nRunning benchmark for at least 50 iterations\ncount=50 first=4");
        CommandLineRun seen = CommandLineRun.of("tool", "read", cut);
        assertThat(seen.code()).isEqualTo(2);
        assertThat(seen.out()).isEmpty();
        assertThat(seen.err()).startsWith(cut + ": The text of TensorFlow Lite benchmark_model has no whole line");
        assertThat(CommandLineRun.of("tool", "read", file("x.txt", "hello\n")).err())
                .contains("No tool is known by this text. Its last line is 'hello'.");
        assertThat(CommandLineRun.of("tool", "read", folder.resolve("none").toString())
                        .code())
                .isEqualTo(2);
        assertThat(CommandLineRun.of("tool", "read", cut, "--as", "trtexek").err())
                .startsWith("There is no tool 'trtexek'; did you mean 'trtexec'? Allowed: benchmark_model, ");
    }

    @Test
    void a_run_that_its_tool_calls_failed_exits_1() throws Exception {
        CommandLineRun seen = CommandLineRun.of(
                "tool", "read", file("f.txt", "&&&& FAILED TensorRT.trtexec [TensorRT v100300] # trtexec --x\n"));
        assertThat(seen.code()).isOne();
        assertThat(seen.out()).contains("failed    the tool says so\n");
    }

    @Test
    void two_runs_of_one_meaning_stand_side_by_side() throws Exception {
        CommandLineRun seen = CommandLineRun.of(
                "tool",
                "compare",
                file("a.txt", BENCHMARK.formatted("500")),
                file("b.txt", BENCHMARK.formatted("750").replace("a.tflite", "b.tflite")));
        assertThat(seen.code()).isZero();
        assertThat(seen.out())
                .containsPattern("mean +500 +750 +us +1\\.500\n")
                .contains("differs   model: A a.tflite, B b.tflite\n")
                .contains("\nnot known the tool's version (of A and B)\n");
    }

    @Test
    void the_command_that_a_run_kept_beside_its_text_says_what_was_measured() throws Exception {
        Path kept = Files.createDirectory(folder.resolve("run"));
        Files.writeString(kept.resolve("output.txt"), BENCHMARK.formatted("500"));
        Files.writeString(kept.resolve("command.txt"), "sh -c 'benchmark_model --input_layer_shape=4,8,8,3' 2>&1\n");
        CommandLineRun seen = CommandLineRun.of(
                "tool", "read", kept.resolve("output.txt").toString());
        assertThat(seen.out()).contains(" [batch 4] [in force: input shapes 4,8,8,3; ");
        CommandLineRun other = CommandLineRun.of(
                "tool",
                "compare",
                kept.resolve("output.txt").toString(),
                file("a.txt", BENCHMARK.formatted("500")));
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).startsWith("Not compared: their figures do not mean the same.");
    }

    @Test
    void two_runs_of_unlike_meaning_are_refused_with_both_labels() throws Exception {
        String with = file("with.txt", TRTEXEC.formatted(""));
        CommandLineRun seen = CommandLineRun.of(
                "tool", "compare", with, file("without.txt", TRTEXEC.formatted(" --noDataTransfers")));
        assertThat(seen.code()).isEqualTo(2);
        assertThat(seen.out()).isEmpty();
        assertThat(seen.err())
                .startsWith("Not compared: their figures do not mean the same.\n  A: TensorRT trtexec 10.16.1: ")
                .contains("[data transfers on; definitions of TensorRT up to 10] [in force: streams 1; ")
                .contains("\n  B: TensorRT trtexec 10.16.1: ")
                .contains("[data transfers off; definitions of TensorRT up to 10] [in force: streams 1; ");
        String alone = file("alone.txt", "GPU Compute Time: min = 3 ms, max = 5 ms, mean = 4 ms\n");
        assertThat(CommandLineRun.of("tool", "compare", alone, alone).err())
                .startsWith("Not compared: the texts do not say what their figures mean.");
    }

    @Test
    void a_tool_without_a_verb_and_one_that_is_not_run_are_told() {
        assertThat(CommandLineRun.of("tool").err()).startsWith("Say what to do with a tool: read, run or compare.");
        CommandLineRun seen = CommandLineRun.of("tool", "run", "nmea", "--on", "b", "--rack", "r.yaml");
        assertThat(seen.code()).isEqualTo(2);
        assertThat(seen.err()).startsWith("The text of NMEA 0183 sentences is read with 'roadrig tool read'");
    }
}
