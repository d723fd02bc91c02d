package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rack check} of boards that lack a file or a secret. */
class RackCheckMissingTest {
    @TempDir
    private Path folder;

    @Test
    void a_board_that_lacks_a_file_is_broken_and_the_others_are_checked() throws IOException {
        String rack = rack("""
                rack: desk
                boards:
                  arm64: {qemu: {image: none}}
                  ghost: {process: {command: [no-such-program-at-all]}, console: {serial: "${process:console}"}}
                  far: {shell: {ssh: {host: 127.0.0.1, port: 9, user: rig, key: rack.yaml, host-key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5}}}
                """);
        String noAgent = folder.resolve("agent.jar").toString();
        CommandLineRun check = CommandLineRun.of("rack", "check", "--rack", rack, "--agent", noAgent);
        assertThat(check.out())
                .containsPattern("ghost:\n  lease +ok .*\n  file +BROKEN +The agent's jar .*Build it with")
                .containsPattern("far:\n  lease +ok .*\n  shell +BROKEN ")
                .containsPattern(
                        "arm64:\n  file +BROKEN +.*there is no 'none' .*Make it with `roadrig board build-qemu`");
        assertThat(check.code()).isEqualTo(3);
        CommandLineRun one = CommandLineRun.of("rack", "check", "arm64", "--rack", rack);
        assertThat(one.out()).startsWith("arm64:\n  file  BROKEN ").doesNotContain("far:");
        assertThat(one.code()).isEqualTo(3);
        assertThat(CommandLineRun.of("rack", "check", rack, "arm64").out()).isEqualTo(one.out());
    }

    @Test
    void a_secret_that_is_not_there_is_told_though_the_wire_that_needs_it_is_not_tried() throws IOException {
        Files.writeString(folder.resolve("empty.txt"), "");
        CommandLineRun check = CommandLineRun.of("rack", "check", "--rack", rack("""
                rack: desk
                boards:
                  b:
                    console: {serial: /dev/ttyNone, login: root, password: "${env:ROADRIG_NO_SUCH_SECRET}"}
                    shell: {ssh: {host: 127.0.0.1, port: 9, user: rig, password: "file:empty.txt", host-key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5}}
                    power: {shelly: {url: "http://127.0.0.1:9", password: "${env:ROADRIG_NO_SUCH_SECRET}"}}
                    meter: {hwmon: {}}
                """));
        assertThat(check.out())
                .containsOnlyOnce("\n  secret       BROKEN   " + folder
                        + "/rack.yaml:4:60: boards.b.console.password: the environment variable ROADRIG_NO_SUCH_SECRET is not"
                        + " set. Set it in the shell that starts Roadrig: `export ROADRIG_NO_SUCH_SECRET=...`.\n")
                .containsPattern(
                        "\n  secret +BROKEN +.*/rack.yaml:5:66: boards.b.shell.ssh.password: the secret's file is"
                                + " empty or over 4096 bytes long. Write the secret into it, and nothing else.\n")
                .containsPattern("\n  console +BROKEN ")
                .containsPattern("\n  meter hwmon +unknown ");
        assertThat(check.out().split("\n  secret ", -1)).hasSize(3);
        assertThat(check.code()).isEqualTo(3);
    }

    private String rack(String text) throws IOException {
        return Files.writeString(folder.resolve("rack.yaml"), text).toString();
    }
}
