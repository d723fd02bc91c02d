package dev.roadrig.harness.rack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QemuBoardTest {
    @TempDir
    private Path dir;

    private RackBoard board(String text) throws IOException {
        Files.createDirectories(dir.resolve("image"));
        return RackFile.read(
                        Files.writeString(dir.resolve("rack.yaml"), "rack: desk\nboards:\n  arm64: " + text + "\n"))
                .board("arm64");
    }

    @Test
    void an_image_brings_its_process_and_all_its_wires() throws IOException {
        RackBoard board = board("{qemu: {image: image}}");
        assertThat(board.tier()).isEqualTo("qemu");
        assertThat(board.process().orElseThrow().command())
                .isEqualTo(List.of(
                        "roadrig-qemu-board", "--image", dir.resolve("image").toString()));
        assertThat(board.tags()).containsExactly("qemu");
        RackBoard known = board.resolve(Map.of(
                "console", "/dev/pts/7",
                "password", "letmein",
                "ssh-host", "127.0.0.1",
                "ssh-port", "2222",
                "key-file", Files.writeString(dir.resolve("login-key"), "k").toString(),
                "host-key", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5",
                "qmp", "/run/b/qmp"));
        assertThat(known.console().orElseThrow().device()).isEqualTo("/dev/pts/7");
        assertThat(known.shell().orElseThrow().port()).isEqualTo(2222);
        assertThat(known.power().orElseThrow().battery()).isEqualTo(new PowerWire.Qmp("/run/b/qmp"));
        assertThat(known.tier()).isEqualTo("qemu");
    }

    @Test
    void what_is_written_beside_it_is_laid_over() throws IOException {
        RackBoard board = board("{qemu: {image: image}, boot: {first-sign: 5s, login: 7s}, tags: [arm64]}");
        assertThat(board.boot().firstSign().toSeconds()).isEqualTo(5);
        assertThat(board.boot().login().toSeconds()).isEqualTo(7);
        assertThat(board.tags()).containsExactly("arm64");
    }

    @Test
    void an_image_that_is_not_there_and_a_second_process_are_refused() throws IOException {
        assertThatThrownBy(() -> board("{qemu: {image: imag}}"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("there is no 'imag'");
        assertThatThrownBy(() -> board("{qemu: {image: image}, process: {command: [x]}}"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("qemu is a process of its own; keep one of the two");
        assertThatThrownBy(() -> board("{qemu: {image: image, cpu: fast}}"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("cpu");
    }
}
