package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.harness.rack.RackFile;
import dev.roadrig.harness.rack.SecretMask;
import dev.roadrig.scenarios.time.VirtualTicker;
import dev.roadrig.wires.console.ConsoleLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown of what a console said: a part of it, in which no half of a secret stands. */
class HeardTest {
    @TempDir
    private Path dir;

    private final Heard heard = new Heard(new VirtualTicker(Instant.EPOCH));

    private String masked(String text) throws IOException {
        Files.writeString(dir.resolve("secret"), "hunter2-orchid");
        Path rack = Files.writeString(dir.resolve("rack.yaml"), """
                rack: desk
                boards: {b: {console: {serial: /dev/x, login: root, password: "file:secret"}}}
                """);
        return SecretMask.of(RackFile.read(rack).secrets()).text(text);
    }

    private void say(String text) {
        heard.received(0, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_secret_in_which_a_long_line_is_cut_is_masked() throws IOException {
        say("wifi psk=hunter2-orchid " + "x".repeat(52) + "\r\n");
        assertThat(heard.lastLine()).isEqualTo("..-orchid " + "x".repeat(52));
        assertThat(masked(heard.lastLine())).isEqualTo("..*** " + "x".repeat(52));
    }

    @Test
    void a_secret_that_came_in_part_before_no_more_was_kept_is_masked() throws IOException {
        say("x".repeat(4080) + "\r\npsk hunter2-orchid\r\n");
        assertThat(heard.lastLine()).isEqualTo("psk hunter2-or..");
        assertThat(masked(heard.lastLine())).isEqualTo("psk ***..");
    }

    @Test
    void a_line_that_was_kept_whole_is_shown_though_no_more_was_kept_after_it() {
        say("x".repeat(4086) + "\r\nb login\nmore");
        assertThat(heard.lastLine()).isEqualTo("b login");
    }

    @Test
    void a_short_line_is_shown_whole() {
        say("b login: ");
        assertThat(heard.lastLine()).isEqualTo("b login:");
    }

    @Test
    void a_consoles_log_that_has_lost_its_beginning_says_so() throws IOException {
        var log = new ConsoleLog(14);
        log.received(0, "hunter2-orchid".getBytes(StandardCharsets.UTF_8));
        assertThat(log.evidence().text()).isEqualTo("hunter2-orchid");
        log.received(0, "\r\nok".getBytes(StandardCharsets.UTF_8));
        assertThat(masked(log.evidence().text())).isEqualTo("..***\nok");
    }
}
