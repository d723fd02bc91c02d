package dev.roadrig.harness.rack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.wires.flash.CardFlasher;
import dev.roadrig.wires.flash.FastbootFlasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirmwareReaderTest {
    @TempDir
    private Path dir;

    private Rack rack() throws IOException {
        Files.writeString(dir.resolve("product-1.4.fw"), "good");
        return RackFile.read(Files.writeString(dir.resolve("rack.yaml"), """
                rack: desk
                boards:
                  one:
                    shell: {ssh: {host: 10.9.0.2, user: root, password: "${env:P}", host-key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5}}
                    power: {scpi: "tcp://h:5025"}
                    firmware:
                      version: cat /etc/version
                      pattern: "build (\\\\S+)"
                      image: "product-([0-9.]+)[.]fw"
                      known-good: {file: product-1.4.fw}
                      deadline: 90s
                      flash: {updater: {run: "swupdate -i {image}", to: /data/u.swu, succeeded: successful}}
                      rescue: {fastboot: {serial: B42, partition: boot_a}}
                  two:
                    like: one
                    firmware: {rescue: {fastboot: {serial: C17}}}
                  three:
                    process: {command: [x]}
                    shell: {ssh: {host: 10.9.0.2, user: root, password: "${env:P}", host-key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5}}
                    power: {scpi: "tcp://h:5025"}
                    firmware:
                      version: cat /etc/version
                      flash: {mux: {to-host: [m, host], to-board: [m, board], device: "${process:card}"}}
                """));
    }

    @Test
    void a_board_says_how_it_is_flashed_and_how_it_states_its_version() throws IOException {
        FirmwareWire wire = rack().board("one").firmware().orElseThrow();
        assertThat(wire.knownGood()).contains(new FirmwareWire.KnownGood(dir.resolve("product-1.4.fw"), "1.4"));
        assertThat(wire.deadline()).isEqualTo(Duration.ofSeconds(90));
        assertThat(wire.flash().text()).isEqualTo("by its own `swupdate -i {image}`");
        assertThat(wire.rescue())
                .contains(new FlashWire.Fastboot(new FastbootFlasher.Device("fastboot", "B42", "boot_a")));
        assertThat(wire.stated("product build 1.5-rc1 of today\n")).contains("1.5-rc1");
        assertThat(wire.stated("sh: cat: not found\n")).isEmpty();
        assertThat(wire.named(Path.of("builds/product-2.0.1.fw"))).contains("2.0.1");
        assertThat(wire.named(Path.of("other-2.0.1.fw"))).isEmpty();
    }

    @Test
    void a_board_like_another_has_a_serial_number_of_its_own() throws IOException {
        assertThat(rack().board("two").firmware().orElseThrow().rescue())
                .contains(new FlashWire.Fastboot(new FastbootFlasher.Device("fastboot", "C17", "boot_a")));
    }

    @Test
    void without_a_pattern_the_first_line_that_says_anything_is_the_version() throws IOException {
        FirmwareWire wire = rack().board("one").firmware().orElseThrow();
        var plain = new FirmwareWire(
                wire.version(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                wire.deadline(),
                wire.flash(),
                Optional.empty());
        assertThat(plain.stated("\n 2026.09 \nmore\n")).contains("2026.09");
        assertThat(plain.named(Path.of("product-1.4.fw"))).isEmpty();
    }

    @Test
    void a_card_may_be_one_that_the_boards_process_announces() throws IOException {
        RackBoard three = rack().board("three");
        assertThat(three.awaited()).containsExactly("card");
        assertThat(three.resolve(Map.of("card", "/tmp/card.img"))
                        .firmware()
                        .orElseThrow()
                        .flash())
                .isEqualTo(new FlashWire.Mux(
                        new CardFlasher.Card(List.of("m", "host"), List.of("m", "board"), Path.of("/tmp/card.img"))));
    }
}
