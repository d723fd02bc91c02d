package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RackListCommandTest {
    @TempDir
    private Path folder;

    @Test
    void boards_are_listed_with_their_wires_and_without_their_secrets() throws IOException {
        Files.writeString(folder.resolve("key"), "a key");
        Files.writeString(folder.resolve("secret.txt"), "hunter2\n");
        Path rack = Files.writeString(folder.resolve("rack.yaml"), """
                rack: desk
                boards:
                  dashcam-1:
                    console: {serial: /dev/ttyUSB0, baud: 115200, login: root, password: "file:secret.txt"}
                    shell: {ssh: {host: 192.168.7.2, user: root, key: key, host-key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5}}
                    power: {scpi: "tcp://192.168.7.9:5025"}
                    meter: {agent: {period: 20ms}}
                    tags: [arm64, camera]
                  bare:
                    console: {serial: /dev/ttyUSB1}
                """);
        CommandLineRun list = CommandLineRun.of("rack", "list", rack.toString());
        assertThat(list.out())
                .startsWith("Rack desk (" + rack + "):\n")
                .containsPattern("board +console +shell +power +meter +tags\n")
                .containsPattern("dashcam-1 +/dev/ttyUSB0 +root@192.168.7.2:22 +scpi 192.168.7.9:5025"
                        + " +agent, every 20 ms +arm64, camera\n")
                .containsPattern("bare +/dev/ttyUSB1 +- +- +-\n")
                .doesNotContain("hunter2");
        assertThat(list.code()).isZero();
    }

    @Test
    void wires_that_a_process_will_announce_are_said_to_come_from_it() {
        CommandLineRun list = CommandLineRun.of(
                "rack",
                "list",
                SharedFolder.root().resolve("scenarios/demo/rack.yaml").toString());
        assertThat(list.out())
                .containsPattern("dashcam-1 +from its process roadrig-emulated-board .*emulated\n")
                .doesNotContain("${");
    }

    @Test
    void a_board_that_lacks_a_file_is_told_below_the_others() throws IOException {
        Path rack = Files.writeString(folder.resolve("rack.yaml"), """
                rack: desk
                boards:
                  arm64: {qemu: {image: none}}
                  bare: {console: {serial: /dev/ttyUSB1}}
                """);
        CommandLineRun list = CommandLineRun.of("rack", "list", "--rack", rack.toString());
        assertThat(list.out())
                .containsPattern("\n  bare +/dev/ttyUSB1 ")
                .endsWith("\n  arm64 cannot be used: " + rack
                        + ":3:25: boards.arm64.qemu.image: there is no 'none' (looked"
                        + " at " + folder.resolve("none")
                        + "). Make it with `roadrig board build-qemu`, or correct the path.\n");
        assertThat(list.err()).isEmpty();
        assertThat(list.code()).isZero();
        assertThat(CommandLineRun.of("rack", "list", rack.toString()).out()).isEqualTo(list.out());
    }

    @Test
    void a_rack_that_is_not_there_is_bad_input() {
        Path none = folder.resolve("none.yaml");
        CommandLineRun list = CommandLineRun.of("rack", "list", none.toString());
        assertThat(list.err()).contains(none.toString());
        assertThat(list.code()).isEqualTo(2);
    }

    @Test
    void without_a_subcommand_it_says_which_there_are() {
        CommandLineRun rack = CommandLineRun.of("rack");
        assertThat(rack.err()).startsWith("Say what to do with a rack: ").contains("list");
        assertThat(rack.code()).isEqualTo(2);
    }
}
