package dev.roadrig.wires.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.ports.Shell;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarkedOutputTest {
    private static final String ECHO = " echo 'ABCEF''GHJKL'; cat x; echo 'ABCEF''GHJKL' $?\r\n";
    private static final String ANSWER = "ABCEFGHJKL\r\nfirst line\r\nno endABCEFGHJKL 127\r\nroot@board:~# ";
    private static final String KERNEL = "[   12.345678] usb 1-1: new high-speed USB device\r\n";

    @Test
    void a_kernel_line_at_every_place_of_output_marker_code_and_prompt_changes_nothing() {
        String stream = ECHO + ANSWER;
        for (int at = 0; at <= stream.length(); at++) {
            var output = new MarkedOutput("ABCEFGHJKL");
            String torn = stream.substring(0, at) + KERNEL + stream.substring(at);
            output.take(torn.getBytes(ISO_8859_1));
            assertThat(output.withoutKernelLines())
                    .as("kernel line at %d", at)
                    .contains(new Shell.Result(127, "first line\nno end", ""));
        }
    }

    @Test
    void the_echo_alone_is_no_answer_and_no_prefix_of_the_answer_is() {
        String stream = ECHO + ANSWER;
        int whole = stream.lastIndexOf("\r\n") + 2;
        var output = new MarkedOutput("ABCEFGHJKL");
        for (int at = 0; at < stream.length(); at++) {
            output.take(stream.substring(at, at + 1).getBytes(ISO_8859_1));
            Optional<Shell.Result> answer = output.whole();
            assertThat(answer.isPresent()).as("after %d bytes", at + 1).isEqualTo(at + 1 == whole);
            if (answer.isPresent()) {
                assertThat(answer).contains(new Shell.Result(127, "first line\nno end", ""));
                return;
            }
        }
    }

    @Test
    void line_ends_of_three_kinds_are_one() {
        for (String end : new String[] {"\n", "\r\n", "\r\r\n"}) {
            var output = new MarkedOutput("ABCEFGHJKL");
            output.take((ECHO + ANSWER).replace("\r\n", end).getBytes(ISO_8859_1));
            assertThat(output.whole()).contains(new Shell.Result(127, "first line\nno end", ""));
        }
    }

    @Test
    void a_marker_is_typed_in_two_halves_and_spells_no_word_that_a_log_is_searched_for() {
        for (int i = 0; i < 200; i++) {
            String line = MarkedOutput.random().commandLine("true");
            assertThat(line).matches(" echo '[A-Z]{5}''[A-Z]{5}'; true; echo '[A-Z]{5}''[A-Z]{5}' \\$\\?\n");
            assertThat(line.replace("echo", "")).doesNotContain("R", "I", "D");
        }
    }

    @Test
    void bytes_that_are_no_utf_8_are_all_there() {
        var output = new MarkedOutput("ABCEFGHJKL");
        output.take("ABCEFGHJKL\r\nK\u00f6ln\r\nABCEFGHJKL 0\r\n".getBytes(ISO_8859_1));
        assertThat(output.whole()).contains(new Shell.Result(0, "K\u00f6ln\n", ""));
    }
}
