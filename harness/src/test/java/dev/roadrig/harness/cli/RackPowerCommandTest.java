package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.boards.pty.Pty;
import dev.roadrig.boards.relay.RelayContact;
import dev.roadrig.boards.relay.RelayDoor;
import dev.roadrig.boards.relay.RelayFault;
import dev.roadrig.boards.relay.RelayMake;
import dev.roadrig.boards.relay.RelayServer;
import dev.roadrig.harness.run.RelayedBoard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command on a board whose battery hangs on an emulated relay, and its console on a pty. */
@SuppressWarnings("NullAway.Init")
class RackPowerCommandTest {
    private static final String SECRET = "hunter2";

    @TempDir
    private Path folder;

    private RelayedBoard board;
    private RelayContact contact;
    private RelayServer relay;

    @BeforeEach
    void start() throws IOException {
        board = new RelayedBoard(Pty.open());
        contact = new RelayContact(board);
        relay = new RelayServer(RelayMake.SHELLY_2, contact, Optional.of(new RelayDoor("admin", SECRET)));
        Files.writeString(folder.resolve("secret.txt"), SECRET);
        Files.writeString(folder.resolve("ignition"), "off");
    }

    @AfterEach
    void stop() {
        relay.close();
        board.close();
    }

    private String rack(String off) throws IOException {
        String text = """
                rack: desk
                boards:
                  dashcam-1:
                    console: {serial: CONSOLE, silence: 200ms}
                    boot: {first-sign: 1s}
                    power:
                      battery: {shelly: {url: "URL", password: "file:secret.txt"}}
                      ignition: {command: {on: "echo on > FOLDER/ignition", off: [cp, FOLDER/off, FOLDER/ignition], state: "cat FOLDER/ignition"}}
                      off: {OFF}
                """;
        Files.writeString(folder.resolve("off"), "off");
        return Files.writeString(
                        folder.resolve("rack.yaml"),
                        text.replace("CONSOLE", board.device())
                                .replace("URL", relay.url())
                                .replace("OFF", off)
                                .replace("FOLDER", folder.toString()))
                .toString();
    }

    @Test
    void a_board_is_cycled_its_ignition_goes_first_and_comes_last_and_its_off_is_shown() throws IOException {
        String rack = rack("silence: 200ms, at-least: 400ms");
        assertThat(CommandLineRun.of("rack", "power", rack, "dashcam-1", "on", "battery")
                        .code())
                .isZero();
        CommandLineRun cycle = CommandLineRun.of("rack", "power", "--rack", rack, "dashcam-1", "cycle");
        assertThat(cycle.err()).isEmpty();
        assertThat(cycle.out().replaceAll("(?m)^ +[0-9.]+ s  ", "").replace(relay.url(), "URL"))
                .matches("""
                        dashcam-1, fence \\d+
                        battery   was on: 0\\.250 A, by shelly URL relay 0
                        ignition  was off: by `cat .*/ignition`
                        ignition  off, by its switch's word: what the board makes of it is the board's
                        battery   off, shown by the silence of its console after an empty line, a current of 0\\.000 A, under 0\\.020 A
                        battery   on
                        ignition  on
                        board     lives: (its console said "U-Boot 2026\\.01.*"|0\\.250 A flow, at least 0\\.020 A)
                        """);
        assertThat(contact.closed()).isTrue();
        assertThat(folder.resolve("ignition")).hasContent("on");
        assertThat(cycle.out()).doesNotContain(SECRET);
    }

    @Test
    void an_off_that_only_its_switch_tells_is_unproven_with_what_would_show_it() throws IOException {
        Path rack = Files.writeString(folder.resolve("alone.yaml"), """
                rack: desk
                boards:
                  sshonly:
                    shell: {ssh: {host: 127.0.0.1, port: 9, user: rig, key: alone.yaml, host-key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5}}
                    power: {command: {on: "true", off: "true"}, off: {silence: 200ms}}
                  mute:
                    console: {serial: CONSOLE}
                    power: {command: {on: "true", off: "true"}, off: {silence: 200ms}}
                """.replace("CONSOLE", board.device()));
        CommandLineRun sshonly = CommandLineRun.of("rack", "power", rack.toString(), "sshonly", "off");
        assertThat(sshonly.out())
                .contains(
                        "battery   off is unproven: its switch says off, and nothing else tells: no greeting of its SSH"
                                + " server, which did not greet before either. What shows an off: a console that");
        assertThat(sshonly.code()).isEqualTo(4);
        CommandLineRun mute = CommandLineRun.of("rack", "power", rack.toString(), "mute", "off");
        assertThat(mute.out())
                .contains(
                        "battery   off is unproven: ",
                        "its console after an empty line, which was not heard right before");
        assertThat(mute.code()).isEqualTo(4);
    }

    @Test
    void a_welded_contact_is_the_rigs_error_with_the_boards_own_words() throws IOException {
        String rack = rack("silence: 200ms, within: 500ms, below: 1 A");
        CommandLineRun on = CommandLineRun.of("rack", "power", rack, "dashcam-1", "on");
        assertThat(on.err()).isEmpty();
        contact.fault(RelayFault.WELDED);
        CommandLineRun off = CommandLineRun.of("rack", "power", rack, "dashcam-1", "off");
        assertThat(off.code()).isEqualTo(3);
        assertThat(off.err())
                .startsWith("The supply battery of dashcam-1 says off, and the board lives 0.")
                .contains("its console said \"login:\". Look whether its contact sticks");
    }

    @Test
    void a_contact_that_does_not_close_is_seen_by_a_board_that_stays_dead() throws IOException {
        contact.fault(RelayFault.OPEN);
        CommandLineRun on = CommandLineRun.of("rack", "power", rack("silence: 200ms"), "dashcam-1", "on", "battery");
        assertThat(on.code()).isEqualTo(3);
        assertThat(on.err()).contains("The supply of dashcam-1 says on, and nothing of the board was seen in 1 s.");
    }

    @Test
    void a_board_that_was_on_and_idles_at_its_prompt_is_woken_by_an_empty_line() throws IOException {
        board.draws(0);
        String rack = rack("silence: 200ms");
        assertThat(CommandLineRun.of("rack", "power", rack, "dashcam-1", "on", "battery")
                        .code())
                .isZero();
        CommandLineRun again = CommandLineRun.of("rack", "power", rack, "dashcam-1", "on", "battery");
        assertThat(again.err()).isEmpty();
        assertThat(again.out()).contains("was on: ").endsWith("board     lives: its console said \"login:\"\n");
    }

    @Test
    void rack_check_reads_both_switches_and_switches_neither() throws IOException {
        String rack = rack("silence: 200ms");
        assertThat(CommandLineRun.of("rack", "power", rack, "dashcam-1", "on", "battery")
                        .code())
                .isZero();
        CommandLineRun check = CommandLineRun.of("rack", "check", rack);
        assertThat(check.code()).isZero();
        assertThat(check.out().replace(relay.url(), "URL"))
                .containsPattern("console +ok +.* opened at 115200 baud; its console said \"login:\" to an empty line")
                .containsPattern("power +ok +the supply is on: 0\\.250 A, by shelly URL relay 0")
                .containsPattern("ignition +ok +the supply is off: by `cat .*/ignition`");
        assertThat(board.switched()).as("by the command before").isEqualTo(1);
        assertThat(CommandLineRun.of("rack", "list", rack).out())
                .contains("shelly " + relay.url() + " relay 0, ignition command echo on >")
                .doesNotContain(SECRET);
    }

    @Test
    void a_switch_that_says_off_while_the_board_answers_is_broken() throws IOException {
        board.switched(true);
        Path rack = Files.writeString(folder.resolve("welded.yaml"), """
                rack: desk
                boards:
                  b:
                    console: {serial: CONSOLE}
                    power: {command: {on: "true", off: "true", state: "echo STATE"}}
                """.replace("CONSOLE", board.device()));
        String text = Files.readString(rack);
        Files.writeString(rack, text.replace("STATE", "off"));
        CommandLineRun check = CommandLineRun.of("rack", "check", rack.toString());
        assertThat(check.out())
                .containsPattern(
                        "power +BROKEN +the supply is off: by `echo off`, and the board lives: its console said"
                                + " \"login:\"\\. Look whether its contact sticks");
        assertThat(check.code()).isEqualTo(3);
        Files.writeString(rack, text.replace("STATE", "on"));
        assertThat(CommandLineRun.of("rack", "check", rack.toString()).out())
                .as("its console would show an off")
                .containsPattern("power +ok +the supply is on: by `echo on`\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'command: {on: \"true\", off: \"true\"}','power +unknown +whether it is on: it was told nothing yet.*Write `state:`'",
        "'command: {on: \"true\", off: \"true\", state: \"echo on\"}','power +unknown +the supply is on: by `echo on`, by its switch.s word: nothing of the board is seen now, so nothing would show an off\\. What shows an off: a console'",
        "'command: {on: \"true\", off: \"true\", state: \"echo off\"}','power +unknown +the supply is off: by `echo off`, by its switch.s word: nothing of the board is seen now\\. Switch it on and check again'",
        "'command: {on: [no-such-relay], off: \"true\"}','power +BROKEN +The command `no-such-relay` of battery of b does not run'",
        "'uhubctl: {location: 1-1, port: 2, program: /no/uhubctl}','power +BROKEN +The command `/no/uhubctl -l 1-1 -p 2` .* Install it'",
        "'tasmota: {url: \"http://127.0.0.1:1\"}','power +BROKEN +The relay of battery of b at http://127.0.0.1:1 did not answer'",
        "'scpi: \"serial:/dev/ttyNone\"','power +BROKEN +.*/dev/ttyNone'"
    })
    void a_switch_that_cannot_be_read_is_told_with_its_next_step(String power, String expected) throws IOException {
        Path rack = Files.writeString(folder.resolve("one.yaml"), """
                rack: desk
                boards: {b: {console: {serial: /dev/ttyNone}, power: {POWER}}}
                """.replace("POWER", power));
        assertThat(CommandLineRun.of("rack", "check", rack.toString()).out()).containsPattern(expected);
    }

    @Test
    void a_board_without_an_ignition_or_with_a_process_is_bad_input() throws IOException {
        Path rack = Files.writeString(folder.resolve("two.yaml"), """
                rack: desk
                boards:
                  one: {console: {serial: /dev/ttyNone}, power: {command: {on: a, off: b}}}
                  two: {console: {serial: /dev/ttyNone}}
                  three: {process: {command: [x]}, console: {serial: "${process:c}"}}
                """);
        assertThat(CommandLineRun.of("rack", "power", rack.toString(), "one", "on", "ignition")
                        .err())
                .startsWith("Board one has no ignition in its rack file.");
        assertThat(CommandLineRun.of("rack", "power", rack.toString(), "two", "off")
                        .err())
                .startsWith("Board two has no `power:` in its rack file.");
        CommandLineRun three = CommandLineRun.of("rack", "power", rack.toString(), "three", "cycle");
        assertThat(three.err()).startsWith("three is started, switched and ended by each run");
        assertThat(three.code()).isEqualTo(2);
    }
}
