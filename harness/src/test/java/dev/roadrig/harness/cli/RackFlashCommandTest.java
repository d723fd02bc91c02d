package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roadrig.boards.firmware.Firmware;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RackFlashCommandTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @BeforeEach
    void aRack() throws IOException {
        Files.writeString(folder.resolve("rack.yaml"), """
            rack: desk
            boards:
              plain:
                shell: {ssh: {host: 127.0.0.1, port: 9, user: root, password: "${env:P}", host-key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5}}
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

    /**
     * A board whose card goes over a switch that writes down where to, and whose ignition is the last thing given back.
     *
     * @param toHost what the switch does on the way to this host
     * @param toBoard what it does on the way to the board
     * @param on what switches the ignition on
     */
    private void aCard(String toHost, String toBoard, String on) throws IOException {
        Path mux = Files.writeString(
                folder.resolve("mux"),
                "#!/bin/sh\necho $1 >>" + folder + "/switched\nif [ $1 = host ]; then " + toHost + "; else " + toBoard
                        + "; fi\n");
        assertThat(mux.toFile().setExecutable(true)).isTrue();
        Files.writeString(
                folder.resolve("rack.yaml"),
                """
              card:
                like: plain
                power:
                  battery: {command: {on: "true", off: "true"}}
                  ignition: {command: {on: "ON", off: "true"}}
                  off: {silence: 50ms, at-least: 50ms}
                firmware:
                  version: cat /etc/version
                  image: "product-(.*)[.]fw"
                  flash: {mux: {to-host: [MUX, host], to-board: [MUX, board], device: MUX-card}}
            """.replace("MUX", mux.toString()).replace("ON", on),
                StandardOpenOption.APPEND);
    }

    private List<String> switched() throws IOException {
        Path log = folder.resolve("switched");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    @Test
    void an_ignition_that_is_not_given_back_is_named_beside_why_the_flash_failed() throws IOException {
        aCard("echo no card; exit 1", "true", "false");
        CommandLineRun run = flash("card", "product-2.fw");
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .containsPattern(
                        "(?s)^[A-Z]+: product-2.fw .* did not get onto card: .*mux host` for card ended with exit code 1: no card"
                                + ".*\nand then: .*`false`.*");
        assertThat(switched()).containsExactly("host", "board");
    }

    @Test
    void a_card_that_is_not_given_back_is_named_behind_why_the_flash_failed() throws IOException {
        aCard("echo no card; exit 1", "echo stuck; exit 1", "true");
        assertThat(flash("card", "product-2.fw").out())
                .contains(
                        "mux host` for card ended with exit code 1: no card And then: The card of card was not given back, and")
                .contains("mux board` for card ended with exit code 1: stuck Switch it over by hand: `")
                .endsWith(" The board still has what it had.\n");
    }

    @Test
    void an_interrupt_in_the_middle_of_a_tools_writing_leaves_a_board_of_which_nobody_knows_what_it_boots()
            throws Exception {
        aCard("sleep 600", "true", "true");
        Path rack = folder.resolve("rack.yaml");
        Files.writeString(rack, Files.readString(rack).replace("[no-such-flash-tool, ", "[" + folder + "/mux, host, "));
        assertThat(interrupted("orin").out())
                .startsWith(
                        "interrupted: the flashing of orin was not finished.\nand then: orin was interrupted in the middle"
                                + " of being flashed with product-2.fw (SHA-256 ")
                .endsWith("), and nobody knows what it boots now. Flash it again.\n");
    }

    @Test
    void an_interrupt_of_a_board_that_ends_with_the_command_tells_nobody_to_flash_that_one_again() throws Exception {
        aCard("sleep 600", "true", "true");
        Path rack = folder.resolve("rack.yaml");
        Files.writeString(
                rack, Files.readString(rack).replace("[no-such-flash-tool, ", "[" + folder + "/mux, host, ") + """
                  twin:
                    like: orin
                    process: {command: [sh, -c, "echo '{none: none}'; exec sleep 600"]}
                """);
        String agent = Files.writeString(folder.resolve("agent.jar"), "x").toString();
        assertThat(interruptedAt("host", "twin", "--agent", agent).out())
                .isEqualTo("interrupted: the flashing of twin was not finished. It was started for this command and has"
                        + " ended with it, and what was written with it: the next one begins anew. Nothing is left running"
                        + " on this host.\n");
    }

    @Test
    void an_interrupt_while_a_card_is_given_back_hides_neither_that_it_was_not_nor_why_the_flash_had_failed()
            throws Exception {
        String onlyOnce = "[ -e %1$s/once ] && { echo stuck; exit 1; }; touch %1$s/once; sleep 600".formatted(folder);
        aCard("echo no card; exit 1", onlyOnce, "true");
        assertThat(interruptedAt("board", "card").out())
                .contains("and then: `" + folder + "/mux host` for card ended with exit code 1: no card\n")
                .contains("and then: The card of card was not given back, and may be with this host: ")
                .doesNotContain("Its firmware is what it was");
    }

    /** A flashing that is told to end once the switch was told something. */
    private CommandLineRun interrupted(String board) throws Exception {
        return interruptedAt("host", board);
    }

    private CommandLineRun interruptedAt(String side, String board, String... more) throws Exception {
        var run = new FutureTask<>(() -> flash(board, "product-2.fw", more));
        var thread = new Thread(run, "flash-command");
        thread.start();
        await().atMost(LONG).until(() -> switched().contains(side));
        thread.interrupt();
        CommandLineRun ended = run.get(LONG.toSeconds(), TimeUnit.SECONDS);
        thread.join();
        return ended;
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false"})
    void an_interrupt_gives_the_card_and_the_ignition_back_and_says_so_only_where_it_is_so(String on, boolean clean)
            throws Exception {
        aCard("sleep 600", "true", on);
        CommandLineRun ended = interrupted("card");
        assertThat(switched()).containsExactly("host", "board");
        String begin = "interrupted: the flashing of card was not finished.";
        assertThat(ended.out())
                .startsWith(
                        clean
                                ? begin + " Its firmware is what it was, and nothing is left running on this host.\n"
                                : begin + "\nand then: ");
        assertThat(ended.out().contains("`false`")).isNotEqualTo(clean);
        assertThat(ended.err()).as("an interrupt is no defect").isEmpty();
        assertThat(ended.code()).isEqualTo(3);
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
