package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words on the command line that are not what is wanted there. */
class WrongWordsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "rack power x.yaml b offf | 'offf' is none of on, off, cycle; did you mean 'off'?",
                "rack power x.yaml b off batery | 'batery' is none of both, battery, ignition; did you mean 'battery'?",
                "rack power --rack x.yaml b offf | 'offf' is none of on, off, cycle; did you mean 'off'?",
                "rack power b off --rack x.yaml batery | 'batery' is none of both, battery, ignition; did you mean 'battery'?",
                "rack power b --rack x.yaml | Say the board's name, then on, off or cycle,",
                "rack power b off | Say the board's name, then on, off or cycle,",
                "rack power x.yaml --rack x.yaml b off battery | Say the board's name, then on, off or cycle,",
                "rack check --rack x.yaml b c | 'c' is one word too many beside --rack.",
                "rack list --rack x.yaml b | 'b' is one word too many beside --rack.",
                "judge x.mcap --inconclusive=ignore | 'ignore' is none of fail, warn",
                "tool read x --as trtex | There is no tool 'trtex'; did you mean 'trtexec'? Allowed: benchmark_model,",
                "tiny run --port p --data . -o s --window 2q | --window: '2q' is not a time: write a number and one of",
                "tiny run --port p --data . -o s --window 2h | --window is 1ms to 3600s, not 2h.",
                "tiny run --port p --data . -o s --window 2s | . has no file ending in .bin.",
                "tiny run --port p --data . -o s --window 0.5 | . has no file ending in .bin.",
                "run x --dry-rum | Unknown option: '--dry-rum'"
            })
    void are_told_in_the_words_that_a_user_writes(String command, String told) {
        CommandLineRun seen = CommandLineRun.of(command.split(" "));
        assertThat(seen.err()).startsWith(told);
        assertThat(seen.code()).isEqualTo(2);
    }

    @Test
    void a_run_without_a_rack_says_what_a_rack_is_and_where_to_name_it() throws Exception {
        Path rack = folder.resolve("rack.yaml");
        CommandLineRun seen = CommandLineRun.of("rack", "check", rack.toString());
        assertThat(seen.err())
                .isEqualTo(
                        "There is no rack file " + rack + ". It says which boards there are and how each is reached;"
                                + " scenarios/demo/rack.yaml has an emulated one. Where a command has --rack, name it there.\n");
        assertThat(seen.code()).isEqualTo(2);
        Files.writeString(folder.resolve("racks.yaml"), "");
        assertThat(CommandLineRun.of("rack", "list", rack.toString()).err())
                .startsWith("There is no rack file " + rack + "; did you mean 'racks.yaml'? It says");
    }

    @Test
    void a_firmwares_version_is_not_taken_for_a_question_for_roadrigs() {
        Path image = folder.resolve("dashcam-2.1.fw");
        CommandLineRun made = CommandLineRun.of("board", "firmware", image.toString(), "--version", "dashcam-2.1");
        assertThat(made.out()).isEqualTo(image + ": dashcam-2.1, 512 bytes\n");
        assertThat(image).isNotEmptyFile();
        assertThat(CommandLineRun.of("board", "firmware", "--help").out())
                .startsWith("Usage: roadrig board firmware [-h]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "run --version", "drive info -V"})
    void every_command_tells_the_programs_version(String command) {
        assertThat(CommandLineRun.of(command.split(" ")).out()).startsWith("roadrig ");
    }
}
