package dev.roadrig.wires.tool.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.BoardFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.scenarios.time.VirtualTicker;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Command lines, and what comes back, in a real shell with scripts in the tools' place. */
class ToolOnBoardTest {
    private static final String TIMINGS =
            "Inference timings in us: Init: 1, First inference: 2, Warmup (avg): 3," + " Inference (avg): 4";

    private final Ticker ticker = new VirtualTicker(Instant.EPOCH);

    @TempDir
    private Path folder;

    private ToolOnBoard run(HostShell shell, Tool tool, String... arguments) throws Exception {
        return ToolOnBoard.run(
                shell, Invocation.of(tool, Optional.empty(), List.of(arguments)), ticker, Duration.ofMinutes(1));
    }

    private HostShell shell() {
        return new HostShell(folder);
    }

    @Test
    void what_a_tool_takes_by_default_is_written_out_and_a_users_option_takes_its_place() {
        assertThat(Invocation.of(Tool.BENCHMARK_MODEL, Optional.empty(), List.of("--graph=a b.tflite", "--num_runs=7"))
                        .line())
                .isEqualTo("sh -c 'benchmark_model --min_secs=1 --warmup_runs=1 --warmup_min_secs=0.5"
                        + " '\\''--graph=a b.tflite'\\'' --num_runs=7' 2>&1");
        assertThat(Invocation.of(Tool.ONNXRUNTIME_PERF_TEST, Optional.of("/opt/ort test"), List.of("-r", "5", "m.onnx"))
                        .line())
                .isEqualTo("sh -c ''\\''/opt/ort test'\\'' -m times -I -r 5 m.onnx' 2>&1");
    }

    @Test
    void a_tool_whose_text_is_only_read_is_not_run() {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> Invocation.of(Tool.SNPE_BENCH, Optional.empty(), List.of()))
                .withMessageStartingWith(
                        "The text of SNPE snpe_bench.py statistics is read with 'roadrig tool read', and not"
                                + " made by 'tool run'. What can be run: benchmark_model, ");
    }

    @Test
    void words_arrive_as_they_were_written_and_both_streams_are_kept_in_order() throws Exception {
        HostShell shell = shell().with(
                        "benchmark_model",
                        "for w in \"$@\"; do echo \"<$w>\"; done; echo late >&2; echo '" + TIMINGS + "'");
        ToolOnBoard ran = run(shell, Tool.BENCHMARK_MODEL, "--graph=it's a $HOME `id`.tflite", "*");
        assertThat(ran.raw()).contains("<--graph=it's a $HOME `id`.tflite>\n<*>\nlate\nInference");
        assertThat(ran.read("here").figure("mean").orElseThrow().value()).isEqualTo(4);
    }

    @Test
    void two_programs_one_after_the_other_leave_no_folder_and_only_the_seconds_text() throws Exception {
        HostShell shell = shell().with(
                        "snpe-net-run",
                        "for w in \"$@\"; do [ \"$last\" = --output_dir ] && d=$w; last=$w; done; echo said;"
                                + " echo log of \"$1\" > \"$d/SNPEDiag_0.log\"")
                .with(
                        "snpe-diagview",
                        "echo \"$1 $(cat \"$2\") $2\"; echo 'Average SNPE Statistics:'; echo 'Total Inference Time: 12 us'");
        ToolOnBoard ran = run(shell, Tool.SNPE_DIAGVIEW, "--container", "m.dlc");
        assertThat(ran.exitCode()).as(ran.raw()).isZero();
        assertThat(ran.raw()).startsWith("--input_log log of --container ").doesNotContain("said");
        String log = ran.raw().lines().findFirst().orElseThrow().replaceFirst(".* ", "");
        assertThat(Path.of(log).getParent()).doesNotExist();
        ToolResult result = ran.read("here");
        assertThat(result.figure("total_inference").orElseThrow().value()).isEqualTo(12);
    }

    @Test
    void a_first_program_that_fails_ends_it_with_its_own_text_and_code() throws Exception {
        HostShell shell = shell().with("qnn-net-run", "echo no such backend >&2; exit 9")
                .with("qnn-profile-viewer", "echo never");
        ToolOnBoard ran = run(shell, Tool.QNN_PROFILE_VIEWER, "--model", "m.so");
        assertThat(ran.exitCode()).isEqualTo(9);
        assertThat(ran.raw()).isEqualTo("no such backend\n");
        assertThatExceptionOfType(BoardFault.class)
                .isThrownBy(() -> ran.read("kept.txt"))
                .withMessage(
                        "qnn-net-run ended with exit code 9 and printed no figures. Its whole text is in kept.txt.")
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("tool.failed"))
                .satisfies(fault -> assertThat(fault.evidence().get(0).text()).isEqualTo("no such backend"));
    }

    @Test
    void a_program_that_is_not_there_is_told_by_name() throws Exception {
        ToolOnBoard ran = run(shell(), Tool.TRTEXEC, "--onnx=m.onnx");
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> ran.read("kept.txt"))
                .withMessage("There is no program trtexec on the board. Copy it there, or name it with --program"
                        + " (exit code 127). The shell's text is in kept.txt.");
    }

    @Test
    void a_second_program_that_is_not_there_is_told_by_its_own_name() throws Exception {
        ToolOnBoard ran = run(shell().with("snpe-net-run", "exit 0"), Tool.SNPE_DIAGVIEW);
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> ran.read("kept.txt"))
                .withMessageStartingWith("There is no program snpe-diagview on the board's path, to read what"
                        + " snpe-net-run wrote. Copy it there (exit code 127).");
        ToolOnBoard first = run(shell(), Tool.QNN_PROFILE_VIEWER);
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> first.read("kept.txt"))
                .withMessageStartingWith("There is no program qnn-net-run on the board. ");
    }

    @Test
    void words_that_a_tool_does_not_take_or_that_would_end_the_line_are_bad_input() {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> Invocation.of(Tool.VCGENCMD, Optional.empty(), List.of("measure_clock")))
                .withMessage("'tool run vcgencmd' takes no arguments, and was given 'measure_clock'. Leave out what is"
                        + " after --.");
        for (String word : List.of("a\nreboot", "a\tb", "\0", "\u007f")) {
            assertThatExceptionOfType(BadInput.class)
                    .isThrownBy(() -> Invocation.of(Tool.TRTEXEC, Optional.empty(), List.of("--onnx=m", word)))
                    .withMessageStartingWith("An argument of TensorRT trtexec holds a newline or another control");
            assertThatExceptionOfType(BadInput.class)
                    .isThrownBy(() -> Invocation.of(Tool.TRTEXEC, Optional.of(word), List.of()))
                    .withMessageStartingWith("--program holds a newline");
        }
    }

    @Test
    void a_line_that_a_console_does_not_take_is_bad_input_and_not_sent() {
        Shell console = new Shell() {
            @Override
            public Result run(String commandLine, Deadline deadline) {
                throw new AssertionError(commandLine);
            }

            @Override
            public int longestLine() {
                return 900;
            }
        };
        Invocation long900 = Invocation.of(Tool.TRTEXEC, Optional.empty(), List.of("--onnx=" + "m".repeat(900)));
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> ToolOnBoard.run(console, long900, ticker, Duration.ofMinutes(1)))
                .withMessageMatching(
                        "The command line of trtexec has 1\\d\\d\\d characters, and the board's console takes at"
                                + " most 900\\. Put its options into a script on the board and name that with --program\\.");
    }

    @Test
    void a_tool_that_ends_well_with_a_text_that_nobody_knows_is_no_result() throws Exception {
        ToolOnBoard ran = run(shell().with("trtexec", "echo all is well"), Tool.TRTEXEC);
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> ran.read("kept.txt"))
                .withMessageContaining("Its last line is 'all is well'.")
                .withMessageEndingWith("It is in kept.txt.");
    }

    @Test
    void three_calls_of_one_program_are_one_text() throws Exception {
        HostShell shell = shell().with(
                        "vcgencmd",
                        "case $1 in get_throttled) echo throttled=0x0;; measure_volts) echo volt=0.85V;; *) echo \"temp=40.0'C\";; esac");
        assertThat(run(shell, Tool.VCGENCMD).read("here").facts()).containsEntry("throttled", "0x0");
    }
}
