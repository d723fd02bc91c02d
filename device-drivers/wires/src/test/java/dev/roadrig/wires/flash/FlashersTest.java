package dev.roadrig.wires.flash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.roadrig.ports.FirmwareImage;
import dev.roadrig.ports.Flasher;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Culprit;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way of flashing and what becomes of it. The tools are scripts that stand in for the real ones. */
@SuppressWarnings("NullAway.Init")
class FlashersTest {
    private final Ticker ticker = new RealTicker("flash-test");

    @TempDir
    private Path folder;

    private FirmwareImage image;

    @BeforeEach
    void anImage() throws IOException {
        image = FirmwareImage.of(Files.writeString(folder.resolve("product-2.fw"), "firmware ".repeat(1000)));
    }

    @AfterEach
    void end() {
        ticker.close();
    }

    private static RunFault fault(Flasher flasher, FirmwareImage image, Ticker ticker, Duration within) {
        return assertThatExceptionOfType(RunFault.class)
                .isThrownBy(() -> flasher.flash(image, ticker.in(within)))
                .actual();
    }

    private RunFault fault(Flasher flasher) {
        return fault(flasher, image, ticker, Duration.ofSeconds(30));
    }

    private void flash(Flasher flasher) throws Exception {
        flasher.flash(image, ticker.in(Duration.ofSeconds(30)));
        assertThat(flasher.touched()).isTrue();
    }

    private String script(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("tool"), "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file.toString();
    }

    private CommandFlasher tool(String... words) {
        return new CommandFlasher("b", List.of(words), ticker);
    }

    @Test
    void a_tool_is_given_the_image_and_its_exit_code_is_its_word() throws Exception {
        Path there = folder.resolve("there");
        flash(tool("cp", CommandFlasher.IMAGE, there.toString()));
        assertThat(there).hasSameBinaryContentAs(image.file());
    }

    @Test
    void a_tool_that_refuses_is_quoted_by_its_telling_line() throws Exception {
        Flasher flasher =
                tool(script("echo connecting; echo 'Error: no device on ttyUSB3' >&2; echo bye; exit 2"), "{image}");
        RunFault fault = fault(flasher);
        assertThat(fault.code()).isEqualTo("flash.refused");
        assertThat(fault.culprit()).isEqualTo(Culprit.UNKNOWN);
        assertThat(fault).hasMessageContaining("ended with exit code 2: Error: no device on ttyUSB3");
        assertThat(fault.evidence().get(0).text()).contains("connecting", "bye");
        assertThat(flasher.touched()).isTrue();
    }

    @Test
    void a_tool_that_is_missing_is_the_rigs_error_and_leaves_the_board_as_it_was() {
        Flasher flasher = tool("no-such-flash-tool", "{image}");
        RunFault fault = fault(flasher);
        assertThat(fault.code()).isEqualTo("flash.no-tool");
        assertThat(fault.culprit()).isEqualTo(Culprit.RIG);
        assertThat(fault).hasMessageContaining("`no-such-flash-tool`, which flashes b, cannot be run on this host");
        assertThat(flasher.touched()).isFalse();
    }

    @Test
    void a_tool_that_may_not_be_executed_is_the_rigs_error_to_root_too() throws Exception {
        Flasher flasher =
                tool(Files.writeString(folder.resolve("locked"), "#!/bin/sh\n").toString(), "{image}");
        RunFault fault = fault(flasher);
        assertThat(fault.code()).isEqualTo("flash.no-tool");
        assertThat(fault.culprit()).isEqualTo(Culprit.RIG);
        assertThat(fault).hasMessageContaining("Permission denied");
        assertThat(flasher.touched()).isFalse();
    }

    @Test
    void a_tool_that_hangs_is_ended_at_its_deadline_with_all_that_it_started() throws Exception {
        Path pid = folder.resolve("pid");
        Flasher flasher = tool(script("sleep 600 & echo $! >" + pid + "; echo waiting for device; wait"), "{image}");
        String words = "waiting for device";
        RunFault fault = fault(flasher, image, ticker, Duration.ofSeconds(1));
        // A host that is too busy for its first words gives it longer.
        for (int seconds = 2; seconds < 20 && !fault.evidence().toString().contains(words); seconds *= 2) {
            fault = fault(flasher, image, ticker, Duration.ofSeconds(seconds));
        }
        assertThat(fault.code()).isEqualTo("flash.late");
        assertThat(fault.evidence().get(0).text()).contains(words);
        // What has ended and was not yet collected has no command line any more.
        Path started = Path.of("/proc", Files.readString(pid).strip(), "cmdline");
        await().until(() -> !Files.exists(started) || Files.readString(started).isEmpty());
        assertThat(flasher.touched()).isTrue();
    }

    private FastbootFlasher fastboot(String serial, String atFlash) throws IOException {
        String program = script("echo \"$@\" >>" + folder.resolve("said") + "\ncase \"$1 $3\" in\n"
                + "devices*) printf 'A17\\tfastboot\\nB42\\tfastboot\\n';;\n'-s flash') " + atFlash + ";;\nesac");
        return new FastbootFlasher("b", new FastbootFlasher.Device(program, serial, "boot_a"), ticker);
    }

    @Test
    void fastboot_is_told_which_of_several_boards() throws Exception {
        FastbootFlasher flasher = fastboot("B42", "echo 'OKAY [  0.183s]'");
        flash(flasher);
        flasher.reboot(ticker.in(Duration.ofSeconds(30)));
        assertThat(Files.readAllLines(folder.resolve("said")))
                .containsExactly("devices", "-s B42 flash boot_a " + image.file(), "-s B42 reboot");
    }

    @Test
    void fastboot_never_flashes_another_board_than_the_pinned_one() throws Exception {
        Flasher flasher = fastboot("C99", "echo flashed");
        RunFault fault = fault(flasher);
        assertThat(fault.code()).isEqualTo("flash.not-there");
        assertThat(fault).hasMessageContaining("serial number C99").hasMessageContaining("lists A17, B42");
        assertThat(flasher.touched()).isFalse();
        assertThat(Files.readAllLines(folder.resolve("said"))).containsExactly("devices");
    }

    @Test
    void fastboot_that_fails_gives_the_bootloaders_reason() throws Exception {
        assertThat(fault(fastboot(
                        "A17", "echo 'Sending (8 KB)'; echo \"FAILED (remote: 'Partition not found')\"; exit 1")))
                .hasMessageContaining("FAILED (remote: 'Partition not found')");
    }

    @Test
    void a_board_that_restarts_in_the_middle_of_fastboot_is_nobodys_and_may_be_torn() throws Exception {
        Flasher flasher = fastboot("A17", "echo 'FAILED (Status read failed (No such device))'; exit 1");
        RunFault fault = fault(flasher);
        assertThat(fault.code()).isEqualTo("flash.refused");
        assertThat(fault.culprit()).isEqualTo(Culprit.UNKNOWN);
        assertThat(fault).hasMessageContaining("FAILED (Status read failed (No such device))");
        assertThat(flasher.touched()).isTrue();
    }

    @Test
    void an_image_is_its_hash_and_none_is_empty() throws Exception {
        assertThat(FirmwareImage.of(Files.writeString(folder.resolve("abc"), "abc"))
                        .sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        Path empty = Files.createFile(folder.resolve("empty.fw"));
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> FirmwareImage.of(empty))
                .withMessageContaining("is empty");
        assertThatExceptionOfType(BadInput.class).isThrownBy(() -> FirmwareImage.of(folder.resolve("none.fw")));
    }
}
