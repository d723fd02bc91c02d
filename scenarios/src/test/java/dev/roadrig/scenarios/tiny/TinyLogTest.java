package dev.roadrig.scenarios.tiny;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TinyLogTest {
    private static final String HEAD = "00001.000 session: m-session-start-id[7]\n";
    private static final String WHOLE = """
            00002.000 dut: m-warmup-start-1
            00002.100 dut: m-infer-start-5
            00002.101 dut: m-lap-us-100
            00012.000 dut: m-lap-us-9900100
            00012.100 dut: m-infer-done
            00012.101 dut: m-results-[0.25,0.75]
            00012.102 dut: m-ready
            """;

    @TempDir
    private Path folder;

    private TinyLog read(String text) throws IOException {
        return TinyLog.read(Files.writeString(folder.resolve("log.txt"), text));
    }

    @Test
    void a_window_is_what_the_board_said_between_its_stamps_and_belongs_to_the_file_that_was_loaded()
            throws IOException {
        TinyLog log = read(HEAD + "00001.100 dut: m-model-[kws01]\n"
                + "00001.200 parser: Command \"bload dut \"C:\\Users\\x\\kws01\\a b.bin\" 0 2560\"\n" + WHOLE);
        assertThat(log.id()).isEqualTo("7");
        assertThat(log.model()).isEqualTo("kws01");
        assertThat(log.windows()).singleElement().satisfies(window -> {
            assertThat(window.input()).isEqualTo("a b.bin");
            assertThat(window.runs()).isEqualTo(5);
            assertThat(window.warmups()).isEqualTo(1);
            assertThat(window.elapsedMicros()).hasValue(9_900_000);
            assertThat(window.hostSeconds()).isBetween(9.9999, 10.0001);
            assertThat(window.results()).containsExactly(0.25, 0.75);
        });
    }

    @Test
    void behind_an_interface_board_only_lines_marked_as_the_boards_count() throws IOException {
        TinyLog log = read(HEAD
                + WHOLE.replace("dut: ", "io: [dut]: ").replaceAll("(?m)^.*lap.*\n", "")
                + "00013.000 io: m-infer-start-9\n");
        assertThat(log.windows()).singleElement().satisfies(window -> assertThat(window.elapsedMicros())
                .isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello | is no log of MLPerf Tiny's runner: no line has `m-session-start-id[...]`, and one is 'hello'",
                "H | has no inference",
                "H00002.000 dut: m-infer-start-5 | :2: it ends inside the 5 inferences that began in line 2",
                "H00002.000 dut: m-infer-start-5;00002.000 dut: m-infer-start-5 | :3: inferences begin before the results",
                "H00002.000 dut: m-infer-start-5;00002.000 dut: m-init-done | :3: the board started anew inside the inferences",
                "H00002.000 dut: m-infer-start-5;00002.000 dut: m-results-[1] | :3: results without m-infer-done",
                "H00002.000 dut: m-infer-start-0 | :2: no inference is asked for",
                "H00002.000 dut: m-infer-start-1;00002.000 dut: m-lap-us-1;00002.000 dut: m-infer-done;00002.000 dut: m-results-[1] | :5: 1 time stamps",
                "H00002.000 dut: m-infer-start-1;00002.000 dut: m-infer-done;00002.000 dut: m-results-[a] | is no list of scores"
            })
    void a_log_that_is_none_or_is_cut_says_where(String text, String why) {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> read(text.replace("H", HEAD).replace(';', '\n')))
                .withMessageContaining(why);
    }

    @Test
    void a_line_without_an_end_is_not_read_into_memory() {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> read("x".repeat(1 << 17)))
                .withMessageContaining("log.txt:1: a line of more than 65536 characters");
    }
}
