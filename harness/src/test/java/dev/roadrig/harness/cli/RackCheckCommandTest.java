package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.boards.adb.AdbdFault;
import dev.roadrig.boards.adb.EmulatedAndroid;
import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RackCheckCommandTest {
    @TempDir
    private Path folder;

    @Test
    void every_wire_of_an_emulated_board_is_tried_and_the_board_ended() throws IOException {
        Path agent = Files.writeString(folder.resolve("agent.jar"), "an agent that is only known by its hash");
        String demo = Files.readString(SharedFolder.root().resolve("scenarios/demo/rack.yaml"));
        assertThat(demo).contains("uplink: {host: 127.0.0.1}");
        String rack = rack(demo.replace("uplink: {host: 127.0.0.1}", "uplink: {forward: ssh}"));
        CommandLineRun check = CommandLineRun.of("rack", "check", rack, "dashcam-1", "--agent", agent.toString());
        assertThat(check.out())
                .startsWith("dashcam-1:\n")
                .containsPattern("process +ok +announced .*console, .*ssh-port")
                .containsPattern("console +ok +/dev/pts/\\d+ opened at 115200 baud\n")
                .containsPattern("power +ok +the supply is (on|off): \\d+\\.\\d\\d V, ")
                .containsPattern("boot +ok +a login on the console\n")
                .containsPattern("login +ok +root is let in on the console, `true` ended with 0\n")
                .containsPattern("shell +ok +host key and login are right, commands run at root@127.0.0.1:\\d+\n")
                .containsPattern("agent +ok +openjdk 17 .* is its Java\n")
                .containsPattern("uplink +ok +a port of this host is at 127.0.0.1:\\d+ on the board, over SSH\n");
        assertThat(check.code()).isZero();
        assertThat(ProcessHandle.current().descendants())
                .noneMatch(process -> process.info().commandLine().orElse("").contains("BoardMain"));
    }

    @Test
    void a_board_with_an_ignition_is_booted_by_both_of_its_switches() throws IOException {
        Path agent = Files.writeString(folder.resolve("agent.jar"), "an agent that is only known by its hash");
        Path unused = new EmulatedBoards()
                .withIgnition("parked", "shuts-down-after=1s")
                .rack(folder)
                .file();
        CommandLineRun check =
                CommandLineRun.of("rack", "check", folder.resolve("rack.yaml").toString(), "--agent", agent.toString());
        assertThat(check.out())
                .containsPattern("ignition +ok +the supply is off: ")
                .containsPattern("boot +ok +a login on the console\n")
                .containsPattern("shell +ok ");
        assertThat(check.code()).isZero();
    }

    @Test
    void an_android_board_is_tried_over_adb_and_listed_with_it() throws Exception {
        try (var ticker = new RealTicker("droid");
                var android = new EmulatedAndroid(
                        "droid",
                        ticker,
                        Files.createDirectory(folder.resolve("board")),
                        Optional.empty(),
                        Duration.ZERO,
                        Duration.ZERO)) {
            String file = rack("""
                    rack: desk
                    boards:
                      droid-1:
                        shell: {adb: {host: 127.0.0.1, port: PORT}}
                    """.replace("PORT", Integer.toString(android.port())));
            CommandLineRun check = CommandLineRun.of("rack", "check", file);
            assertThat(check.out())
                    .containsPattern("shell +ok +the key is allowed, commands run at adb 127.0.0.1:" + android.port()
                            + ", roadrig/rr_dashcam/rr:12/EMU/1:userdebug/test-keys\n");
            assertThat(check.code()).isZero();
            assertThat(CommandLineRun.of("rack", "list", file).out()).contains("adb 127.0.0.1:" + android.port());
            android.suffer(AdbdFault.NO_SHELL_V2);
            CommandLineRun old = CommandLineRun.of("rack", "check", file);
            assertThat(old.out()).containsPattern("shell +BROKEN +The adbd of droid-1 has no shell_v2");
            assertThat(old.code()).isEqualTo(3);
        }
    }

    @Test
    void wires_that_lead_nowhere_are_named_with_what_to_do() throws IOException {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        Path none = folder.resolve("ttyNone");
        CommandLineRun check = CommandLineRun.of(
                "rack", "check", rack("""
                rack: desk
                boards:
                  lost:
                    console: {serial: NONE, baud: 115200}
                    power: {scpi: "tcp://127.0.0.1:PORT"}
                """.replace("NONE", none.toString()).replace("PORT", Integer.toString(closed))));
        assertThat(check.out())
                .containsPattern("console +BROKEN +.*ttyNone")
                .containsPattern("power +BROKEN +.*" + closed);
        assertThat(check.code()).isEqualTo(3);
    }

    @Test
    void what_goes_over_ssh_has_a_line_with_the_next_step_where_there_is_no_ssh() throws IOException {
        CommandLineRun check = CommandLineRun.of("rack", "check", rack("""
                rack: desk
                boards:
                  mute: {console: {serial: /dev/ttyNone}, meter: {agent: {period: 20ms}, hwmon: {}, iio: {}, tegrastats: {}}}
                  dead:
                    shell: {ssh: {host: 127.0.0.1, port: 9, user: rig, key: rack.yaml, host-key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5}}
                    meter: {agent: {period: 20ms}, hwmon: {}, tegrastats: {}}
                """));
        String none = " +BROKEN +it goes over SSH, and the rack file gives this board none\\. Write `shell: ";
        String down = " +unknown +it goes over the shell, which does not work\\. Mend that first\\.\n";
        String[] boards = check.out().split("dead:\n", -1);
        for (String wire : new String[] {"agent", "meter hwmon", "meter tegrastats"}) {
            assertThat(boards[0]).containsPattern(wire + none);
            assertThat(boards[1]).containsPattern("shell +BROKEN +\\S").containsPattern(wire + down);
        }
        assertThat(boards[0]).containsPattern("meter iio" + none);
        assertThat(check.code()).isEqualTo(3);
    }

    @Test
    void a_way_to_the_cloud_that_this_host_has_not_is_named_with_what_to_do() throws IOException {
        CommandLineRun check = CommandLineRun.of("rack", "check", rack("""
                rack: desk
                boards:
                  gone: {console: {serial: /dev/ttyNone}, uplink: {gateway: {interface: rrnone7, address: 10.99.0.1, board: 10.99.0.2}}}
                  other: {console: {serial: /dev/ttyNone}, uplink: {gateway: {interface: lo, address: 10.99.0.1, board: 10.99.0.2}}}
                  far: {console: {serial: /dev/ttyNone}, uplink: {host: 192.0.2.1}}
                """));
        assertThat(check.out())
                .containsPattern("uplink +BROKEN +this host has no interface rrnone7\\. `ip link` lists those")
                .containsPattern("uplink gateway +(ok|BROKEN) +\\S")
                .containsPattern(
                        "uplink +BROKEN +lo has not 10\\.99\\.0\\.1\\. Run `ip addr add 10\\.99\\.0\\.1/24 dev lo`")
                .containsPattern("uplink +unknown +192\\.0\\.2\\.1 is not this host's own");
    }

    @ParameterizedTest
    @CsvSource({
        "'command: [cp, \"{image}\", /nowhere]',flash +ok +by cp: `cp` is on this host\\n",
        "'command: [no-such-flasher, \"{image}\"]','flash +BROKEN +`no-such-flasher`, which flashes b, cannot be run on this host: .*Install it, or correct `firmware:`'",
        "'command: [sh, -c, \"no-such-flasher {image}\"]','flash +BROKEN +`no-such-flasher`, which flashes b, cannot be run on this host: '",
        "'command: [sh, -c, \"MODE=x no-such-flasher {image}\"]','flash +unknown +by sh: whether that can be done shows when the board is flashed'",
        "'fastboot: {program: ./no-fastboot, serial: A1, partition: boot}',flash +BROKEN +`\\./no-fastboot`",
        "'fastboot: {program: sh, serial: A1, partition: boot}','flash +ok +by fastboot, serial number A1, partition boot: `sh` is on this host; whether the board stands'",
        "'mux: {to-host: [\"true\"], to-board: [no-such-mux], device: /dev/none}',flash +BROKEN +`no-such-mux`",
        "'mux: {to-host: [\"true\"], to-board: [\"true\"], device: /dev/none}','flash +ok +by its card at /dev/none: `true` is on this host; its card at /dev/none is not here'",
        "'mux: {to-host: [\"true\"], to-board: [sh, -c, \"[ -e /dev/none ] && no-such-mux\"], device: /dev/none}','flash +unknown +by its card at /dev/none: whether that can be done shows'",
        "'updater: {run: \"rauc install {image}\", to: /data/x}','flash +unknown +by its own `rauc install .*: it goes over the shell, which does not work'"
    })
    void the_tool_that_flashes_is_looked_for_and_nothing_is_flashed(String flash, String expected) throws IOException {
        CommandLineRun check = CommandLineRun.of("rack", "check", rack("""
                rack: desk
                boards:
                  b:
                    shell: {ssh: {host: 127.0.0.1, port: 9, user: rig, key: rack.yaml, host-key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5}}
                    power: {command: {on: "true", off: "true"}}
                    firmware: {version: cat /etc/version, flash: {FLASH}, rescue: {command: [no-rescue, "{image}"]}}
                """.replace("FLASH", flash)));
        assertThat(check.out()).containsPattern(expected).containsPattern("rescue +BROKEN +`no-rescue`");
    }

    @Test
    void a_process_that_does_not_start_is_named_and_its_wires_are_not_tried() throws IOException {
        Path agent = Files.writeString(folder.resolve("agent.jar"), "x");
        CommandLineRun check = CommandLineRun.of("rack", "check", rack("""
                rack: desk
                boards:
                  ghost:
                    process: {command: [no-such-program-at-all]}
                    console: {serial: "${process:console}"}
                """), "--agent", agent.toString());
        assertThat(check.out())
                .containsPattern("process +BROKEN +Cannot start the process of ghost: .*no-such-program-at-all")
                .doesNotContain("console");
        assertThat(check.code()).isEqualTo(3);
    }

    @Test
    void a_board_that_is_not_in_the_rack_is_bad_input() throws IOException {
        String rack = rack("""
                rack: desk
                boards:
                  dashcam-1:
                    console: {serial: /dev/ttyNone}
                """);
        CommandLineRun check = CommandLineRun.of("rack", "check", rack, "dashcam-2");
        assertThat(check.err())
                .isEqualTo(rack + ": there is no board 'dashcam-2' in rack 'desk'; did you mean 'dashcam-1'? Allowed:"
                        + " dashcam-1\n");
        assertThat(check.code()).isEqualTo(2);
    }

    private String rack(String text) throws IOException {
        return Files.writeString(folder.resolve("rack.yaml"), text).toString();
    }
}
