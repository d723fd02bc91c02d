package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.boards.firmware.Firmware;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RackFlashCommandTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void aRack() throws IOException {
        Files.writeString(folder.resolve("rack.yaml"), """
            rack: desk
            boards:
              plain:
                shell: {ssh: {host: 127.0.0.1, user: root, password: "${env:P}", host-key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5}}
              orin:
                like: plain
                firmware:
                  version: cat /etc/version
                  image: "product-(.*)[.]fw"
                  flash: {command: [no-such-flash-tool, "{image}"]}
            """);
        Files.writeString(folder.resolve("product-2.fw"), "an image");
        Files.writeString(folder.resolve("other.fw"), "an image");
    }

    private CommandLineRun flash(String board, String file, String... more) {
        String[] all = new String[more.length + 6];
        System.arraycopy(more, 0, all, 6, more.length);
        String[] first = {"rack", "flash", board, folder.resolve(file).toString(), "--rack", folder + "/rack.yaml"};
        System.arraycopy(first, 0, all, 0, first.length);
        return CommandLineRun.of(all);
    }

    @Test
    void a_tool_that_is_missing_is_the_rigs_error_and_the_board_still_has_what_it_had() {
        CommandLineRun run = flash("orin", "product-2.fw");
        assertThat(run.code()).as(run.err()).isEqualTo(3);
        assertThat(run.out())
                .startsWith("ERROR: product-2.fw (SHA-256 ")
                .contains("did not get onto orin: `no-such-flash-tool`, which flashes orin, cannot be run on this host")
                .endsWith("The board still has what it had.\n");
    }

    @Test
    void what_cannot_be_checked_is_not_flashed() {
        CommandLineRun unknown = flash("orin", "other.fw");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("Nobody says which version orin states", "--states");
        assertThat(flash("orin", "other.fw", "--states", "2").code()).isEqualTo(3);
        assertThat(flash("plain", "product-2.fw").err()).contains("Board plain has no `firmware:` in its rack file");
        assertThat(flash("orin", "none.fw").err()).contains("There is no firmware image");
    }

    @Test
    void an_image_for_our_own_boards_is_made() throws IOException {
        Path image = folder.resolve("dashcam-2.fw");
        Path payload = Files.writeString(folder.resolve("payload"), "boots = no\n");
        CommandLineRun run = CommandLineRun.of(
                "board", "firmware", "--states", "dashcam-2", "--payload", payload.toString(), image.toString());
        assertThat(run.out()).isEqualTo(image + ": dashcam-2, 523 bytes\n");
        assertThat(Firmware.read(image)).isEqualTo(new Firmware("dashcam-2", "boots = no\n"));
        assertThat(Firmware.read(image).boots()).isFalse();
        assertThat(CommandLineRun.of("board", "firmware", "--states", "a b", image.toString())
                        .code())
                .isEqualTo(2);
    }
}
