package dev.roadrig.harness.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.rack.RackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a board's process is started with. */
class ProgramsTest {
    private static final String FOLDER = "roadrig.qemu";

    private final String before = System.getProperty(FOLDER, "");

    @TempDir
    private Path folder;

    @AfterEach
    void putBack() {
        System.setProperty(FOLDER, before);
    }

    private List<String> command(String process) throws IOException {
        return resolved(process).command();
    }

    private ProcessBuilder resolved(String process) throws IOException {
        Path rack = Files.writeString(folder.resolve("rack.yaml"), """
                rack: desk
                boards:
                  b:
                    process: {command: [%s, --boot-ms, "500"]}
                    console: {serial: "${process:console}"}
                """.formatted(process));
        RackBoard board = RackFile.read(rack).board("b");
        return new Programs(new AgentJar(Path.of(""), "abc")).resolve(board);
    }

    @Test
    void the_command_that_an_error_prints_is_one_that_a_shell_runs() throws Exception {
        ProcessBuilder board = resolved("roadrig-emulated-board");
        board.command().add("two words");
        String pasted = BoardProcess.pasted(board);
        assertThat(pasted).startsWith("CLASSPATH=").endsWith(" --boot-ms 500 'two words'");
        Process shell =
                new ProcessBuilder("sh", "-c", pasted).redirectErrorStream(true).start();
        String said = new String(shell.getInputStream().readAllBytes(), UTF_8);
        assertThat(said).as("the program is found").startsWith("The option --agent-sha256 takes");
        assertThat(shell.waitFor()).isEqualTo(2);
    }

    @Test
    void a_board_of_roadrigs_own_keeps_its_running_boards_where_its_harness_does() throws IOException {
        System.setProperty(FOLDER, folder.resolve("running").toString());
        assertThat(command("roadrig-emulated-board"))
                .containsSubsequence(
                        "-Droadrig.qemu=" + folder.resolve("running"),
                        "dev.roadrig.boards.board.BoardMain",
                        "--name",
                        "b",
                        "--boot-ms",
                        "500");
        System.clearProperty(FOLDER);
        assertThat(command("roadrig-emulated-board")).noneMatch(word -> word.startsWith("-D" + FOLDER));
    }

    @Test
    void a_command_that_is_not_roadrigs_own_stays_as_it_is() throws IOException {
        assertThat(command("/opt/board")).containsExactly("/opt/board", "--boot-ms", "500");
    }
}
