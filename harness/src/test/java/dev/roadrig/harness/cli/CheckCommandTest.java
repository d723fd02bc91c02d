package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private static final Path DEMO = SharedFolder.root().resolve("scenarios/demo");
    private static final String TUNNEL = DEMO.resolve("tunnel.scenario.yaml").toString();

    @TempDir
    private Path folder;

    @Test
    void the_demo_is_told_which_requirement_has_too_few_frames_and_still_exits_0() {
        CommandLineRun check = CommandLineRun.of("check", TUNNEL);
        assertThat(check.out())
                .contains("tunnel-with-cloud-fallback (" + TUNNEL
                        + "): 1 repetition, 20.0 s of replay; boot and deployment come on top")
                .containsPattern("id +asked +expected +needed")
                .containsPattern("LAT-1 +latency.end-to-end p95 at-most 150ms when link.up +157 +59\n")
                .containsPattern("LAT-2 +latency.end-to-end p95 at-most 200ms when link.outage +43 +59"
                        + " +cannot pass as written: 16 more needed\n")
                .containsPattern("PWR-1 +power mean at-most 3.5 W +from the meter +1\n")
                .containsPattern("ACC-1 +accuracy.top-1 share at-least 0.95 +540 +1\n")
                .containsPattern("ACC-3 +accuracy.top-1 share at-least 0.90, light=tunnel +\\d+ +50\n")
                .endsWith("1 scenario checked: 0 with a wrong file, 1 requirement that cannot pass as written.\n");
        assertThat(check.err()).isEmpty();
        assertThat(check.code()).isZero();
    }

    @Test
    void the_demo_is_the_same_with_its_drive_and_its_link_in_one_file() {
        String target = folder.resolve("demo.mcap").toString();
        CommandLineRun made =
                CommandLineRun.of("drive", "import", DEMO.resolve("drive").toString(), "-o", target);
        assertThat(made.code()).isZero();
        CommandLineRun check =
                CommandLineRun.of("check", TUNNEL, "-e", "drive=" + target, "-e", "network.trace=" + target);
        assertThat(check.err()).isEmpty();
        assertThat(check.out())
                .isEqualTo(CommandLineRun.of("check", TUNNEL).out())
                .containsPattern("LAT-2 .* 43 +59");
    }

    @Test
    void strict_makes_a_requirement_that_cannot_pass_count() {
        assertThat(CommandLineRun.of("check", "--strict", TUNNEL).code()).isEqualTo(4);
    }

    @Test
    void two_repetitions_bring_the_samples_that_one_lacks() {
        CommandLineRun check = CommandLineRun.of("check", "--strict", TUNNEL, "-e", "repeat=2");
        assertThat(check.out())
                .contains("2 repetitions, 40.0 s of replay")
                .containsPattern("LAT-2 .* 86 +59\n")
                .doesNotContain("cannot pass as written:");
        assertThat(check.code()).isZero();
    }

    @Test
    void a_folder_is_checked_with_all_its_scenarios() {
        CommandLineRun check = CommandLineRun.of("check", DEMO.toString());
        assertThat(check.out()).contains("tunnel-with-cloud-fallback").contains("1 scenario checked");
        assertThat(check.code()).isZero();
    }

    @Test
    void boards_that_fit_are_named_and_others_with_what_they_lack() throws IOException {
        Path rack = Files.writeString(folder.resolve("rack.yaml"), """
                rack: desk
                boards:
                  whole:
                    process: {command: [a-board]}
                    shell: {ssh: {host: "${process:h}", port: "${process:p}", user: root, key: "${process:k}",
                                  host-key: "${process:hk}"}}
                    meter: {agent: {period: 20ms}}
                  bare:
                    console: {serial: /dev/ttyUSB0, baud: 115200}
                """);
        CommandLineRun check = CommandLineRun.of("check", TUNNEL, "--rack", rack.toString());
        assertThat(check.out())
                .contains("  fits on desk: whole\n"
                        + "    bare does not: no `shell`, over which the agent is deployed; no `meter`, and PWR-1 asks"
                        + " for power; no `meter`, and HEAT-1 asks for temperature\n");
        assertThat(check.code()).isZero();
    }

    @Test
    void a_board_that_lacks_a_file_does_not_hide_those_that_fit() throws IOException {
        Path rack = Files.writeString(folder.resolve("rack.yaml"), """
                rack: desk
                boards:
                  arm64: {qemu: {image: none}}
                  bare: {console: {serial: /dev/ttyUSB0}}
                """);
        CommandLineRun check = CommandLineRun.of("check", TUNNEL, "--rack", rack.toString());
        assertThat(check.out())
                .contains("\n    bare does not: no `shell`")
                .contains("\n    arm64 cannot be used: " + rack + ":3:25: boards.arm64.qemu.image: there is no 'none'");
        assertThat(check.code()).isZero();
    }

    @Test
    void a_boot_after_a_fault_is_told_as_what_is_not_known() {
        CommandLineRun check = CommandLineRun.of("check", TUNNEL, "-e", "faults=[{fault: power-cut, at: 5s, for: 2s}]");
        assertThat(check.out())
                .containsPattern("LOSS-1 .* at most 180 +1\n")
                .contains(
                        "\n  faults: the frames in flight when one begins count as inside it, and where it takes the board away"
                                + " those until the board answers again; how many that is is not known beforehand\n");
        assertThat(CommandLineRun.of("check", TUNNEL).out()).doesNotContain("  faults: ");
    }

    @Test
    void a_board_whose_own_tc_makes_the_link_does_not_fit_what_tc_cannot_say() throws IOException {
        Files.writeString(folder.resolve("key"), "");
        Path rack = Files.writeString(folder.resolve("rack.yaml"), """
                rack: desk
                boards:
                  last-choice:
                    shell: {ssh: {host: 192.0.2.2, user: root, key: key, host-key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5}}
                    meter: {agent: {period: 20ms}}
                    uplink: {tc: {interface: eth0, host: 192.0.2.1}}
                """);
        assertThat(CommandLineRun.of("check", TUNNEL, "--rack", rack.toString()).out())
                .contains("  fits on desk: last-choice\n");
        CommandLineRun check = CommandLineRun.of(
                "check",
                TUNNEL,
                "--rack",
                rack.toString(),
                "-e",
                "network={rate: 1 Mbit/s, queue: 'codel:packets=100'}");
        assertThat(check.out())
                .contains("last-choice does not: no such network by `uplink: {tc: ...}`: the queue up is"
                        + " codel:packets=100, which does not go with netem; write droptail or infinite, or use the"
                        + " gateway; ");
    }

    @Test
    void one_wrong_file_does_not_keep_the_others_from_being_checked() throws IOException {
        Path wrong = Files.writeString(folder.resolve("a.scenario.yaml"), "scenaro: a\n");
        CommandLineRun check = CommandLineRun.of("check", folder.toString(), TUNNEL);
        assertThat(check.err())
                .isEqualTo(wrong + ":1:1: unknown key 'scenaro'; did you mean 'scenario'? Allowed: scenario, drive,"
                        + " window, model, placement, network, faults, feed, join, spec, repeat, seed, reproduces\n");
        assertThat(check.out())
                .contains("LAT-2")
                .endsWith("2 scenarios checked: 1 with a wrong file, 1 requirement that cannot pass as written.\n");
        assertThat(check.code()).isEqualTo(2);
    }

    @Test
    void a_model_that_no_process_survives_is_a_wrong_file_and_the_check_goes_on() throws IOException {
        byte[] bytes = Files.readAllBytes(DEMO.resolve("models/signnet-base-int8.tflite"));
        bytes[800] = 17;
        bytes[165_899] = 123;
        Files.write(folder.resolve("forged.tflite"), bytes);
        Files.copy(DEMO.resolve("models/labels-gtsrb.csv"), folder.resolve("labels-gtsrb.csv"));
        Path card = Files.writeString(
                folder.resolve("forged.yaml"),
                Files.readString(DEMO.resolve("models/signs-int8-tflite.yaml"))
                        .replaceFirst("(?m)^file: .*$", "file: forged.tflite")
                        .replaceFirst("(?m)^sha256: .*$", ""));
        CommandLineRun check = CommandLineRun.of("check", TUNNEL, "-e", "model=" + card);
        assertThat(check.err())
                .startsWith("The model " + folder.resolve("forged.tflite")
                        + " ends the process that loads it (SIGSEGV): it is damaged or forged");
        assertThat(check.out()).startsWith("1 scenario checked: 1 with a wrong file");
        assertThat(check.code()).isEqualTo(2);
    }

    @Test
    void a_folder_without_a_scenario_is_no_success() {
        CommandLineRun check = CommandLineRun.of("check", folder.toString());
        assertThat(check.err())
                .isEqualTo("There is no *.scenario.yaml in " + folder + " or below it. Name a scenario's file.\n");
        assertThat(check.code()).isEqualTo(2);
    }

    @Test
    void its_help_says_what_it_exits_with() {
        CommandLineRun help = CommandLineRun.of("check", "--help");
        assertThat(help.out())
                .contains("SCENARIO|DIR")
                .contains("Exits 0 when every file is fine, 2 when one is not.")
                .containsPattern("--strict +exits 4");
        assertThat(help.code()).isZero();
    }
}
