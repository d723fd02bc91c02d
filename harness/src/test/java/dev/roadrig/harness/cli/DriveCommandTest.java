package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.yaml.YamlFile;
import dev.roadrig.scenarios.yaml.YamlMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriveCommandTest {
    private static final String DRIVE =
            SharedFolder.root().resolve("scenarios/demo/drive").toString();

    @TempDir
    private Path folder;

    @Test
    void the_demo_drive_is_described() {
        CommandLineRun seen = CommandLineRun.of("drive", "info", DRIVE);
        assertThat(seen.out())
                .containsPattern("sha256 +[0-9a-f]{64}\n")
                .containsPattern("duration +20\\.0 s\n")
                .containsPattern("frames +200, 10\\.00 a second\n")
                .containsPattern("labels +540 labelled objects, 29 tracks\n")
                .containsPattern("distance +\\d{2,3}\\.\\d m\n")
                .containsPattern("by light +.*low_sun \\d+");
        assertThat(seen.err()).isEmpty();
        assertThat(seen.code()).isZero();
    }

    @Test
    void the_same_facts_as_json() {
        CommandLineRun seen = CommandLineRun.of("drive", "info", DRIVE, "--json");
        YamlMap json = YamlFile.parse("the output", seen.out());
        assertThat(json.text("frames")).isEqualTo("200");
        assertThat(json.text("labels")).isEqualTo("540");
        assertThat(json.text("tracks")).isEqualTo("29");
        assertThat(json.text("duration_ns")).isEqualTo("20000000000");
        YamlMap light = json.map("attributes").map("light");
        assertThat(light.keys().stream()
                        .mapToInt(value -> Integer.parseInt(light.text(value)))
                        .sum())
                .as("every frame has one light")
                .isEqualTo(200);
    }

    @Test
    void a_drive_that_is_not_there_is_bad_input() {
        Path none = folder.resolve("none");
        CommandLineRun seen = CommandLineRun.of("drive", "info", none.toString());
        assertThat(seen.err()).isEqualTo("There is no drive at " + none + ".\n");
        assertThat(seen.code()).isEqualTo(2);
    }

    @Test
    void a_drive_without_distances_says_so_and_has_none_in_json() throws IOException {
        Files.createDirectories(folder.resolve("frames"));
        Files.write(folder.resolve("frames/0.jpg"), new byte[] {1});
        Files.write(folder.resolve("frames/1.jpg"), new byte[] {2});
        Files.writeString(
                folder.resolve("frames.csv"),
                "frame,file,t_ns\n0,frames/0.jpg,1000000000\n1,frames/1.jpg,1100000000\n");
        assertThat(CommandLineRun.of("drive", "info", folder.toString()).out())
                .containsPattern("distance +not recorded");
        assertThat(CommandLineRun.of("drive", "info", folder.toString(), "--json")
                        .out())
                .contains("\"distance_m\": null");
    }

    @Test
    void without_a_subcommand_it_says_which_there_are() {
        CommandLineRun seen = CommandLineRun.of("drive");
        assertThat(seen.err())
                .startsWith("Say what to do with a drive: info.\n")
                .contains("Commands:");
        assertThat(seen.code()).isEqualTo(2);
    }

    @Test
    void its_help_says_what_it_tells() {
        assertThat(CommandLineRun.of("drive", "info", "--help").out())
                .contains("Says what a drive holds")
                .containsPattern("--json +prints it as JSON");
    }
}
