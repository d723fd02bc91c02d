package dev.roadrig.wires.flash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.ports.FirmwareImage;
import dev.roadrig.ports.Flasher;
import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.Culprit;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpdaterFlasherTest {
    private static final String ASKED =
            "command -v sh >/dev/null 2>&1 && { command -v rauc >/dev/null 2>&1 || echo roadrig-not-there; }";
    private static final String REMOVED = "rm -f '/data/it'\\''s.fw'; sync";

    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final FakeBoardShell board = new FakeBoardShell();
    private final FirmwareImage image = new FirmwareImage(Path.of("product-2.fw"), "0".repeat(64), 9_000);

    private UpdaterFlasher updater(String run) {
        return new UpdaterFlasher(
                "b",
                board,
                board,
                new UpdaterFlasher.Updater(run, "/data/it's.fw", Optional.of(Pattern.compile("installed"))),
                ticker);
    }

    private UpdaterFlasher updater() {
        return updater("rauc install {image}");
    }

    private RunFault fault(Flasher flasher) {
        return assertThatExceptionOfType(RunFault.class)
                .isThrownBy(() -> flasher.flash(image, ticker.in(Duration.ofSeconds(30))))
                .actual();
    }

    @Test
    void an_updater_gets_the_image_and_leaves_no_copy() throws Exception {
        Flasher flasher = updater();
        flasher.flash(image, ticker.in(Duration.ofSeconds(30)));
        assertThat(flasher.touched()).isTrue();
        assertThat(board.log)
                .containsExactly(
                        ASKED,
                        "df -Pk /data | tail -n 1",
                        "put /data/it's.fw",
                        "rauc install '/data/it'\\''s.fw'",
                        REMOVED);
    }

    @Test
    void an_updater_is_looked_for_and_not_run() throws Exception {
        assertThat(updater().look(ticker.in(Duration.ofSeconds(30)))).contains("the board has rauc");
        assertThat(board.log).containsExactly(ASKED);
        assertThat(updater("(rauc install {image})").look(ticker.in(Duration.ofSeconds(30))))
                .as("of a line that begins otherwise nothing is known before it runs")
                .isEmpty();
        assertThat(board.log).containsExactly(ASKED);
    }

    @Test
    void no_room_on_the_board_is_told_before_the_upload() {
        board.freeKilobytes = 8;
        Flasher flasher = updater();
        RunFault fault = fault(flasher);
        assertThat(fault.code()).isEqualTo("flash.no-space");
        assertThat(fault.culprit()).isEqualTo(Culprit.RIG);
        assertThat(fault).hasMessageContaining("9,000 bytes, and /data has 8,192 free");
        assertThat(board.log).hasSize(2);
        assertThat(flasher.touched()).isFalse();
    }

    @Test
    void an_upload_that_is_cut_leaves_the_board_as_it_was_and_an_update_that_is_cut_does_not() {
        board.cutsUpload = true;
        Flasher flasher = updater();
        assertThat(fault(flasher).code()).isEqualTo("ssh.lost");
        assertThat(flasher.touched()).isFalse();
        board.cutsUpload = false;
        board.cutsUpdater = true;
        assertThat(fault(flasher).code()).isEqualTo("ssh.lost");
        assertThat(flasher.touched()).isTrue();
    }

    @Test
    void an_updater_that_is_not_there_is_told_before_anything_is_put_on_the_board() {
        board.hasUpdater = false;
        Flasher flasher = updater("LANG=C rauc install {image}");
        RunFault fault = fault(flasher);
        assertThat(fault.code()).isEqualTo("flash.no-tool");
        assertThat(fault.culprit()).isEqualTo(Culprit.RIG);
        assertThat(fault)
                .hasMessageContaining(
                        "b has no such updater as `LANG=C rauc install {image}`: its shell knows no rauc.");
        assertThat(board.log).containsExactly(ASKED);
        assertThat(flasher.touched()).isFalse();
    }

    @Test
    void a_real_shell_is_asked_in_words_that_it_understands() throws Exception {
        board.hasHostsPrograms = true;
        updater("LANG=C sh {image}").flash(image, ticker.in(Duration.ofSeconds(30)));
        assertThat(fault(updater("/bin/no-such-updater {image}")).code()).isEqualTo("flash.no-tool");
        assertThat(fault(updater("no-such-updater {image}")).code()).isEqualTo("flash.no-tool");
    }

    @Test
    void a_command_inside_the_updater_that_is_not_there_leaves_a_board_that_nobody_knows() {
        board.updater = new Shell.Result(127, "slot A erased\n", "update.sh: line 7: fw_setenv: not found\n");
        Flasher flasher = updater();
        RunFault fault = fault(flasher);
        assertThat(fault.code()).isEqualTo("flash.refused");
        assertThat(fault.culprit()).isEqualTo(Culprit.UNKNOWN);
        assertThat(fault).hasMessageContaining("ended with exit code 127").hasMessageContaining("fw_setenv: not found");
        assertThat(flasher.touched()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(rauc install {image})",
                "'/my tools/up' {image}",
                "$UPDATER {image}",
                "if true; then x {image}; fi"
            })
    void of_a_line_that_does_not_begin_with_a_programs_name_nothing_false_is_asked(String run) {
        board.updater = new Shell.Result(1, "", "no");
        assertThat(fault(updater(run)).code()).isEqualTo("flash.refused");
        assertThat(board.log.get(0)).startsWith(run.startsWith("if") ? "command -v sh" : "df ");
    }

    @Test
    void an_updater_that_refuses_or_says_nothing_of_success_is_quoted_and_its_image_is_removed() {
        board.updater =
                new Shell.Result(1, "", "rauc[311]: LastError: signature verification failed\nInstalling failed\n");
        assertThat(fault(updater()))
                .hasMessageContaining("ended with exit code 1")
                .hasMessageContaining("Installing failed");
        assertThat(board.log).endsWith(REMOVED);
        board.updater = new Shell.Result(0, "nothing to do\n", "");
        assertThat(fault(updater())).hasMessageContaining("without its words of success. It said: nothing to do");
    }

    @Test
    void an_image_that_cannot_be_removed_hides_no_first_fault() {
        board.cutsUpdater = true;
        board.cutsForGood = true;
        assertThat(fault(updater())).hasMessage("The connection was lost.").hasNoSuppressedExceptions();
        assertThat(board.log).endsWith(REMOVED);
        board.cutsUpdater = false;
        board.updater = new Shell.Result(1, "", "no");
        board.refusesRemoval = true;
        RunFault refused = fault(updater());
        assertThat(refused.code()).isEqualTo("flash.refused");
        assertThat(refused.getSuppressed()).hasSize(1);
    }
}
