package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RackFilesCommandTest {
    @TempDir
    private Path folder;

    private Path rack() throws IOException {
        return Files.writeString(folder.resolve("rack.yaml"), """
                rack: desk
                boards:
                  bare:
                    process: {command: [roadrig-emulated-board, --profile, dashcam, --seed, "7", --boot-ms, "200"]}
                    console: {serial: "${process:console}", baud: 115200, login: root, password: "${process:password}"}
                    power: {scpi: "${process:supply}"}
                  wired:
                    process: {command: [roadrig-emulated-board, --profile, dashcam, --seed, "7", --boot-ms, "200"]}
                    shell: {ssh: {host: "${process:ssh-host}", port: "${process:ssh-port}", user: root, key: "${process:key-file}", host-key: "${process:host-key}"}}
                    power: {scpi: "${process:supply}"}
                """);
    }

    private CommandLineRun run(String verb, String... words) throws IOException {
        Path agent = Files.writeString(folder.resolve("agent.jar"), "an agent that is only known by its hash");
        var all = new ArrayList<>(List.of("rack", verb));
        all.addAll(List.of(words));
        all.addAll(List.of("--rack", rack().toString(), "--agent", agent.toString()));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    @Test
    void a_board_without_a_network_gets_its_file_over_its_console() throws Exception {
        byte[] bytes = new byte[3000];
        new Random(3).nextBytes(bytes);
        Path local = Files.write(folder.resolve("model.tflite"), bytes);
        CommandLineRun put = run("put", "bare", local.toString(), "/opt/models/model.tflite");
        assertThat(put.out()).isEqualTo(local + " is /opt/models/model.tflite on bare, by its hash too.\n");
        assertThat(put.err())
                .startsWith("bare is started for this command and ended with it, and what is put there goes with it")
                .contains("bare: over the console, fence ")
                .containsPattern("3,000 of 3,000 bytes after [0-9.]+ s\n");
        assertThat(put.code()).isZero();
    }

    @Test
    void a_file_comes_from_a_console() throws Exception {
        Path local = folder.resolve("hosts");
        CommandLineRun got = run("get", "bare", "/etc/hostname", local.toString());
        assertThat(got.err()).startsWith("bare: over the console");
        assertThat(got.out()).isEqualTo("/etc/hostname of bare is " + local + ", by its hash too.\n");
        assertThat(local).isNotEmptyFile();
    }

    @Test
    void a_file_that_is_not_on_a_board_is_told_with_the_boards_name() throws Exception {
        CommandLineRun got =
                run("get", "wired", "/opt/none", folder.resolve("none").toString());
        assertThat(got.err()).startsWith("wired: over SSH, fence ").contains("There is no file /opt/none on wired.");
        assertThat(got.code()).isEqualTo(3);
    }
}
