package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rack check} on consoles behind which is no board, a board that is misread, or a login. */
class RackCheckConsoleTest {
    @TempDir
    private Path folder;

    private CommandLineRun check(ConsolePeer peer, String more) throws IOException {
        Path rack = Files.writeString(
                folder.resolve("rack.yaml"), """
                rack: desk
                boards:
                  b:
                    console: {serial: "WIRE"MORE}
                """.replace("WIRE", peer.wire()).replace("MORE", more));
        return CommandLineRun.of("rack", "check", rack.toString());
    }

    private CommandLineRun login(ConsolePeer peer, String password) throws IOException {
        Files.writeString(folder.resolve("password"), password);
        return check(peer, ", login: rig, password: \"file:password\", silence: 300ms");
    }

    @Test
    void bytes_that_are_no_text_are_told_as_a_wrong_baud() throws IOException {
        try (var peer = ConsolePeer.ofAnotherBaud()) {
            assertThat(login(peer, "right").out())
                    .containsPattern(
                            "console +unknown +tcp://.*; [5-9]\\d % of the 40 bytes that came are no text: the baud"
                                    + " is wrong, or the line is disturbed\\. Write the board's own `baud:`")
                    .containsPattern("login +unknown +it goes over the console, which shows no board\\.");
            assertThat(peer.typed()).as("no login is typed into it").isEqualTo("\r");
        }
    }

    @Test
    void silence_is_unknown_with_the_next_step() throws IOException {
        try (var peer = ConsolePeer.thatIsSilent()) {
            CommandLineRun check = check(peer, "");
            assertThat(check.out())
                    .containsPattern(
                            "console +unknown +tcp://.* an empty line is not answered: the board is off, or its"
                                    + " baud or its lines are wrong\\. Switch it on and check again; ")
                    .doesNotContain("login");
            assertThat(check.code()).isZero();
        }
    }

    @Test
    void a_line_end_that_only_comes_back_is_no_board() throws IOException {
        try (var peer = ConsolePeer.thatSays("\r\n".getBytes(StandardCharsets.US_ASCII))) {
            assertThat(check(peer, "").out()).containsPattern("console +unknown +.* only line ends came back");
        }
    }

    @Test
    void text_with_some_letters_of_an_old_code_page_is_text() throws IOException {
        try (var peer = ConsolePeer.thatSays("Ger\u00e4t login: ".getBytes(StandardCharsets.ISO_8859_1))) {
            assertThat(check(peer, "").out()).containsPattern("console +ok +.*; its console said \"Ger.t login:\"");
        }
    }

    @Test
    void the_racks_login_is_tried_and_logged_out_again() throws IOException {
        try (var peer = ConsolePeer.withLogin("sh")) {
            CommandLineRun check = login(peer, "right");
            assertThat(check.out())
                    .containsPattern("console +ok +.*; its console said \"board login:\" to an empty line")
                    .containsPattern("login +ok +rig is let in on the console, `true` ended with 0\n")
                    .doesNotContain("right");
            assertThat(peer.typed())
                    .contains("rig\n", "right\n")
                    .endsWith("exit\n")
                    .as("its kernel is not silenced")
                    .doesNotContain("dmesg");
            assertThat(check.code()).isZero();
        }
    }

    @Test
    void a_login_that_is_refused_is_broken_with_the_next_step() throws IOException {
        try (var peer = ConsolePeer.withLogin("sh")) {
            CommandLineRun check = login(peer, "wrong");
            assertThat(check.out())
                    .containsPattern(
                            "login +BROKEN +The console does not let rig in, after 3 tries\\. Correct the login in"
                                    + " the rack\\.");
            assertThat(check.code()).isEqualTo(3);
        }
    }
}
