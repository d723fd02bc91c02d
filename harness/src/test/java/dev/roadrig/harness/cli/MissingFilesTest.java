package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not there, and folders where files should be: each command says so in words. */
class MissingFilesTest {
    @TempDir
    private Path folder;

    private CommandLineRun run(String command) throws IOException {
        Path folderThere = Files.createDirectories(folder.resolve("FOLDER"));
        String[] words = Arrays.stream(command.split(" "))
                .map(word -> word.replace("NONE", folder.resolve("none").toString())
                        .replace("FOLDER", folderThere.toString()))
                .toArray(String[]::new);
        return CommandLineRun.of(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent check 127.0.0.1:9 --token-file NONE",
                "agent check 127.0.0.1:9 --token-file FOLDER",
                "board firmware NONE/x.fw --states 2",
                "board firmware NONE --states 2 --payload NONE",
                "check NONE",
                "drive cut NONE.mcap -o NONE2.mcap --from 1s",
                "drive import FOLDER -o NONE.mcap --as candump",
                "drive import FOLDER -o NONE.mcap --as gpx",
                "drive import NONE -o NONE.mcap",
                "drive info FOLDER",
                "drive info NONE",
                "drive play NONE.mcap --into none",
                "drive recover NONE.mcap -o NONE2.mcap",
                "drive recover FOLDER -o NONE2.mcap",
                "field import NONE -o NONE.mcap",
                "judge FOLDER",
                "judge NONE.mcap",
                "link verify NONE --trace NONE",
                "rack check NONE",
                "rack list FOLDER",
                "rack put b NONE /x --rack NONE",
                "report NONE.mcap",
                "run NONE --rack NONE",
                "tiny read NONE",
                "tiny read FOLDER",
                "tiny run --port NONE --data FOLDER -o NONE --labels NONE",
                "tiny run --port NONE --data NONE -o NONE",
                "tool compare NONE NONE",
                "tool read NONE",
                "tool read FOLDER"
            })
    void is_told_in_words_and_is_bad_input(String command) throws IOException {
        CommandLineRun seen = run(command);
        assertThat(seen.err())
                .contains(folder.toString())
                .doesNotContain("java.")
                .doesNotContain("Exception");
        assertThat(seen.code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"judge", "report"})
    void of_a_runs_folder_its_record_is_proposed(String command) throws IOException {
        Path record = Files.createFile(
                Files.createDirectories(folder.resolve("FOLDER")).resolve("run.mcap"));
        assertThat(run(command + " FOLDER").err())
                .isEqualTo(record.getParent() + " is a folder, and a run's record is a file. Give " + record + ".\n");
        assertThat(run(command + " FOLDER/ran.mcap").err())
                .isEqualTo("There is no record " + folder.resolve("FOLDER/ran.mcap") + "; did you mean 'run.mcap'? Each"
                        + " run writes one into its folder; the last run's is roadrig-runs/latest/run.mcap.\n");
    }
}
