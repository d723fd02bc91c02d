package dev.roadrig.harness.rack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RackTest {
    @TempDir
    private Path dir;

    @Test
    void a_file_that_is_not_there_concerns_its_board_and_those_like_it_alone() throws IOException {
        Path file = Files.writeString(dir.resolve("rack.yaml"), """
                rack: desk
                boards:
                  arm64: {qemu: {image: boards/qemu-arm64}}
                  locked: {console: {serial: /dev/ttyUSB1, login: root, password: "file:secret.txt"}}
                  twin: {like: locked, tags: [a]}
                  whole: {console: {serial: /dev/ttyUSB0}}
                """);
        Rack rack = RackFile.read(file);
        assertThat(rack.board("whole").console().orElseThrow().device()).isEqualTo("/dev/ttyUSB0");
        assertThat(rack.boards()).containsOnlyKeys("whole");
        assertThat(rack.incomplete()).containsOnlyKeys("arm64", "locked", "twin");
        assertThatThrownBy(() -> rack.board("arm64"))
                .isInstanceOf(BadInput.class)
                .hasMessage(file + ":3:25: boards.arm64.qemu.image: there is no 'boards/qemu-arm64' (looked at "
                        + dir.resolve("boards/qemu-arm64")
                        + "). Make it with `roadrig board build-qemu`, or correct the path.");
        assertThatThrownBy(() -> rack.board("twin")).hasMessageContaining("there is no 'secret.txt'");
        assertThatThrownBy(() -> rack.only("--board"))
                .hasMessage("Rack desk has 4 boards; say which with --board: whole, arm64, locked, twin.");
        assertThatThrownBy(() -> RackFile.read(Files.writeString(
                        file,
                        "rack: desk\nboards: {a: {qemu: {image: none}, consol: x}, b: {console: {serial: /dev/x}}}")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("consol");
    }

    @Test
    void the_only_board_says_what_it_lacks() throws IOException {
        Rack rack = RackFile.read(
                Files.writeString(dir.resolve("one.yaml"), "rack: r\nboards: {b: {qemu: {image: none}}}\n"));
        assertThatThrownBy(() -> rack.only("--board"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("there is no 'none'");
    }
}
