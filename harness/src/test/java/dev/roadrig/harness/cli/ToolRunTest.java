package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roadrig.wires.ssh.OpenSshd;
import dev.roadrig.wires.ssh.SshTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tool on a Linux board with its distribution's own SSH server: this host, with a script in the tool's place. */
@Tag("world")
@SuppressWarnings("NullAway.Init")
class ToolRunTest {
    @TempDir
    private Path folder;

    private OpenSshd sshd;
    private Path rack;

    @BeforeEach
    void start() throws Exception {
        OpenSshd.assumeInstalled();
        sshd = OpenSshd.start(Files.createDirectory(folder.resolve("sshd")));
        SshTarget target = sshd.target();
        rack = Files.writeString(folder.resolve("rack.yaml"), """
                rack: desk
                boards:
                  plain-%d:
                    shell: {ssh: {host: 127.0.0.1, port: %1$d, user: "%s", key: "%s", host-key: "%s"}}
                """.formatted(
                        target.port(), target.user(), folder.resolve("sshd/user-ed25519"), target.hostKey()));
    }

    @AfterEach
    void stop() {
        if (sshd != null) {
            sshd.close();
        }
    }

    private CommandLineRun run(String script, String... more) throws IOException {
        Path program = Files.writeString(folder.resolve("benchmark_model"), "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        String board = Files.readAllLines(rack).get(2).strip().replace(":", "");
        return CommandLineRun.of(Stream.concat(
                        Stream.of(
                                "tool",
                                "run",
                                "benchmark_model",
                                "--on",
                                board,
                                "--rack",
                                rack.toString(),
                                "--out",
                                folder.resolve("out").toString(),
                                "--program",
                                program.toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private Path kept() throws IOException {
        try (Stream<Path> made = Files.list(folder.resolve("out"))) {
            List<Path> folders = made.toList();
            assertThat(folders).hasSize(1);
            return folders.get(0);
        }
    }

    @Test
    void the_text_is_kept_and_read() throws Exception {
        CommandLineRun seen = run(
                "echo \"$@\"; echo 'Inference timings in us: Init: 1, First inference: 2, Warmup (avg): 3, Inference (avg): 4'",
                "--",
                "--graph=m.tflite");
        assertThat(seen.err()).isEmpty();
        assertThat(seen.code()).isZero();
        assertThat(seen.out()).containsPattern("\n  mean +4 +us\n").contains("\nkept      " + kept());
        assertThat(kept().resolve("output.txt"))
                .content()
                .startsWith(
                        "--num_runs=50 --min_secs=1 --warmup_runs=1 --warmup_min_secs=0.5 --graph=m.tflite\nInference");
        assertThat(kept().resolve("command.txt")).content().startsWith("sh -c '");
        assertThat(kept().resolve("result.json")).content().contains("\"name\": \"mean\"");
    }

    @Test
    void a_tool_that_takes_too_long_is_ended_on_the_board_and_what_came_is_kept() throws Exception {
        Path pids = folder.resolve("pids");
        CommandLineRun seen = run(
                "echo $$ > '" + pids + "'; echo \"$TMPDIR\" >> '" + pids + "'; echo loading; sleep 300 & echo $! >> '"
                        + pids + "'; wait",
                "--within",
                "5");
        assertThat(seen.code()).isEqualTo(3);
        assertThat(seen.err())
                .contains("benchmark_model had not ended after 5 s on the board, and was ended there. Give it more time"
                        + " with --within.")
                .contains("The end of what came of its text is kept in " + kept().resolve("output.txt"));
        assertThat(kept().resolve("output.txt")).hasContent("loading");
        List<String> noted = Files.readAllLines(pids);
        assertThat(noted).hasSize(3);
        await().untilAsserted(() -> assertThat(List.of(noted.get(0), noted.get(2)))
                .noneMatch(pid -> ProcessHandle.of(Long.parseLong(pid))
                        .map(ProcessHandle::isAlive)
                        .orElse(false)));
        assertThat(Path.of(noted.get(1))).doesNotExist();
    }

    @Test
    void a_text_that_is_not_known_is_kept_all_the_same_and_a_failure_is_the_boards() throws Exception {
        CommandLineRun seen = run("echo out of memory; exit 5");
        assertThat(seen.code()).isEqualTo(3);
        assertThat(seen.err())
                .contains(
                        "benchmark_model ended with exit code 5 and printed no figures. Its whole text is in " + kept())
                .contains("-- the tool's last lines\nout of memory\n");
        assertThat(kept().resolve("output.txt")).hasContent("out of memory");
        assertThat(kept().resolve("result.json")).doesNotExist();
    }
}
