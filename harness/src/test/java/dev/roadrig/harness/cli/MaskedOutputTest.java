package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command prints of a secret that another part of the board's rack keeps, and so does not mask itself. */
class MaskedOutputTest {
    private static final String SECRET = "correct-horse-7";

    @TempDir
    private Path folder;

    @BeforeEach
    void write_rack() throws IOException {
        Files.writeString(folder.resolve("secret"), SECRET + "\n");
        Files.writeString(folder.resolve("rack.yaml"), """
                rack: desk
                boards:
                  cam:
                    console: {serial: /dev/none, login: root, password: "file:secret"}
                    power:
                      command: {on: "cat FOLDER/secret >&2; exit 1", off: "cat FOLDER/secret >&2; exit 1", state: "cat FOLDER/secret"}
                """.replace("FOLDER", folder.toString()));
    }

    @Test
    void a_fault_that_ends_a_command_has_no_secret() {
        CommandLineRun run =
                CommandLineRun.of("rack", "power", folder.resolve("rack.yaml").toString(), "cam", "off");
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(3);
        assertThat(run.err() + run.out()).contains("***").doesNotContain(SECRET);
    }

    @Test
    void what_is_printed_has_none() {
        CommandLineRun run =
                CommandLineRun.of("rack", "check", folder.resolve("rack.yaml").toString(), "cam");
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(3);
        assertThat(run.out()).contains("`cat " + folder + "/secret`").contains("***");
        assertThat(run.out() + run.err()).doesNotContain(SECRET);
    }
}
