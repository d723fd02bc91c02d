package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.yaml.YamlFile;
import dev.roadrig.scenarios.yaml.YamlMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
    void an_import_tells_what_it_made_and_info_says_the_same_of_both_forms() {
        String target = folder.resolve("demo.mcap").toString();
        CommandLineRun made = CommandLineRun.of("drive", "import", DRIVE, "-o", target);
        assertThat(made.err()).isEmpty();
        assertThat(made.code()).isZero();
        assertThat(made.out())
                .containsPattern("drive +" + target + "\n")
                .containsPattern("source +folder with CSV files, sha256 [0-9a-f]{64}\n")
                .containsPattern("time base +UTC as recorded in frames.csv\n")
                .containsPattern("frames +200\n")
                .containsPattern("/camera/image +200 of foxglove.CompressedImage: encoded pictures\n")
                .containsPattern("/gps/fix +153 of foxglove.LocationFix: degrees, m\n")
                .containsPattern("/link +200 of roadrig.drive.v1.LinkSample: bit/s, ns, dBm, dB\n")
                .containsPattern("dropped +columns of frames.csv: ego_speed_mps, ")
                .containsPattern("dropped +columns of labels.csv: distance_m, name\n");
        CommandLineRun seen = CommandLineRun.of("drive", "info", target);
        assertThat(seen.out())
                .containsPattern("drive +demo\n")
                .containsPattern("duration +20\\.0 s\n")
                .containsPattern("labels +540 labelled objects, 29 tracks\n")
                .containsPattern("/gps/state +200 of roadrig.drive.v1.GnssState: m/s, degrees; 10\\.0. a second")
                .containsPattern("damage +none")
                .containsPattern("source-sha256 +[0-9a-f]{64}\n");
        YamlMap file = YamlFile.parse(
                "the output",
                CommandLineRun.of("drive", "info", target, "--json").out());
        YamlMap source = YamlFile.parse(
                "the output",
                CommandLineRun.of("drive", "info", DRIVE, "--json").out());
        for (String fact : List.of("duration_ns", "frames", "frames_per_second", "labels", "tracks", "distance_m")) {
            assertThat(file.text(fact)).as(fact).isEqualTo(source.text(fact));
        }
        assertThat(file.map("origin").text("source-sha256")).isEqualTo(source.text("sha256"));
        assertThat(file.list("channels").maps()).hasSize(6);
        assertThat(source.keys()).doesNotContain("channels");
    }

    @Test
    void an_import_as_json_has_the_same_facts() {
        Path target = folder.resolve("demo.mcap");
        CommandLineRun made = CommandLineRun.of("drive", "import", DRIVE, "-o", target.toString(), "--json");
        YamlMap json = YamlFile.parse("the output", made.out());
        assertThat(json.text("frames")).isEqualTo("200");
        assertThat(json.text("time_base")).isEqualTo("UTC as recorded in frames.csv");
        assertThat(json.text("sha256")).matches("[0-9a-f]{64}");
        assertThat(json.list("channels").maps()).hasSize(6);
        assertThat(json.list("dropped").scalars()).hasSize(2);
    }

    @Test
    void an_import_over_a_file_that_is_there_is_bad_input() throws IOException {
        Path target = Files.writeString(folder.resolve("mine.mcap"), "mine");
        CommandLineRun seen = CommandLineRun.of("drive", "import", DRIVE, "-o", target.toString());
        assertThat(seen.err()).startsWith(target + " exists already; a drive is never written over.");
        assertThat(seen.code()).isEqualTo(2);
        assertThat(target).hasContent("mine");
    }

    @Test
    void a_cut_drive_is_bad_input() throws IOException {
        Path target = folder.resolve("demo.mcap");
        assertThat(CommandLineRun.of("drive", "import", DRIVE, "-o", target.toString())
                        .code())
                .isZero();
        Path cut = folder.resolve("cut.mcap");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(target), 1_000_000));
        CommandLineRun seen = CommandLineRun.of("drive", "info", cut.toString());
        assertThat(seen.err())
                .startsWith(cut + " is cut or damaged: the file ends inside a Chunk record: ")
                .contains("fetch it again, or import it again with `roadrig drive import`")
                .contains("`roadrig drive recover " + cut + " -o FILE.mcap`");
        assertThat(seen.code()).isEqualTo(2);
    }

    @Test
    void what_is_before_the_cut_is_counted_and_a_cut_drive_is_not_told_to_be_without_pictures() throws IOException {
        Path target = folder.resolve("demo.mcap");
        CommandLineRun.of("drive", "import", DRIVE.toString(), "-o", target.toString());
        byte[] whole = Files.readAllBytes(target);
        Path some = Files.write(folder.resolve("some.mcap"), Arrays.copyOf(whole, 1_000_000));
        CommandLineRun cut = CommandLineRun.of("drive", "info", some.toString());
        assertThat(cut.out())
                .containsPattern("frames +\\d+ before the damage; not played")
                .doesNotContain("pictures, and");
        assertThat(cut.err())
                .containsPattern(
                        "make a sound file of what is whole of the \\d+ messages before it, \\d+ of them frames, with `roadrig"
                                + " drive recover " + some + " -o FILE.mcap`.\n$");
        Path none = Files.write(folder.resolve("none.mcap"), Arrays.copyOf(whole, 20_000));
        CommandLineRun nothing = CommandLineRun.of("drive", "info", none.toString());
        assertThat(nothing.out())
                .containsPattern("frames +none before the damage; what lay behind it is not known")
                .containsPattern("begins +-\n");
        assertThat(nothing.err()).endsWith("Nothing before the damage can be kept.\n");
    }

    @Test
    void of_a_cut_drive_what_is_left_is_recovered_and_can_be_played() throws IOException {
        Path target = folder.resolve("demo.mcap");
        assertThat(CommandLineRun.of("drive", "import", DRIVE, "-o", target.toString())
                        .code())
                .isZero();
        byte[] whole = Files.readAllBytes(target);
        Path cut = Files.write(folder.resolve("cut.mcap"), Arrays.copyOf(whole, whole.length * 2 / 3));
        Path sound = folder.resolve("sound.mcap");
        CommandLineRun made = CommandLineRun.of("drive", "recover", cut.toString(), "-o", sound.toString());
        assertThat(made.err()).isEmpty();
        assertThat(made.code()).isZero();
        assertThat(made.out())
                .containsPattern("recovered +" + sound + "\n")
                .containsPattern("kept +[1-9]\\d+ messages, 0 attachments, 0 metadata\n")
                .containsPattern("/camera/image +[1-9]\\d+ messages\n")
                .containsPattern("missing +the file ends inside a Chunk record: \\d+ of its \\d+ bytes are there")
                .containsPattern("missing +how many messages are lost is not known");
        YamlMap json = YamlFile.parse(
                "the output",
                CommandLineRun.of("drive", "info", sound.toString(), "--json").out());
        assertThat(Integer.parseInt(json.text("frames"))).isBetween(100, 199);

        CommandLineRun again = CommandLineRun.of("drive", "recover", cut.toString(), "-o", sound.toString());
        assertThat(again.err()).startsWith(sound + " exists already and is never written over.");
        assertThat(again.code()).isEqualTo(2);
    }

    @Test
    void of_a_whole_drive_nothing_is_missing() {
        Path target = folder.resolve("demo.mcap");
        assertThat(CommandLineRun.of("drive", "import", DRIVE, "-o", target.toString())
                        .code())
                .isZero();
        Path sound = folder.resolve("sound.mcap");
        CommandLineRun made =
                CommandLineRun.of("drive", "recover", target.toString(), "-o", sound.toString(), "--json");
        YamlMap json = YamlFile.parse("the output", made.out());
        assertThat(json.list("damage").maps()).isEmpty();
        assertThat(json.text("messages")).isEqualTo(json.text("counted"));
        assertThat(CommandLineRun.of("drive", "info", sound.toString()).out()).contains("200, 10.00 a second");
    }

    @Test
    void a_piece_of_a_recording_is_a_recording() {
        String whole = folder.resolve("demo.mcap").toString();
        String piece = folder.resolve("piece.mcap").toString();
        assertThat(CommandLineRun.of("drive", "import", DRIVE, "-o", whole).code())
                .isZero();
        CommandLineRun cut = CommandLineRun.of(
                "drive", "cut", whole, "-o", piece, "--from", "5s", "--to", "7s", "--topics", "/link,/gps/fix");
        assertThat(cut.err()).isEmpty();
        assertThat(cut.out())
                .containsPattern("recording +piece\n")
                .containsPattern("frames +none")
                .containsPattern("/link +2\\d of roadrig.drive.v1.LinkSample: ")
                .containsPattern("cut +from 5s to 7s\n");
        assertThat(CommandLineRun.of("drive", "info", piece, "--json").out())
                .contains("\"frames\": 0", "\"topic\": \"/gps/fix\"");
        assertThat(CommandLineRun.of("drive", "cut", whole, "-o", piece, "--from", "5")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void a_can_log_is_recognised_and_described() throws IOException {
        Path log = Files.writeString(
                folder.resolve("bus.log"), "(1.0) can0 123#00\n(1.1) can0 123#01\n(3.0) can0 123#02\n");
        String target = folder.resolve("bus.mcap").toString();
        CommandLineRun made = CommandLineRun.of("drive", "import", log.toString(), "-o", target);
        assertThat(made.out())
                .containsPattern("source +candump log, sha256 [0-9a-f]{64}\n")
                .containsPattern("form +recognised by its first line, \\(seconds\\) bus id#data\n")
                .containsPattern("/can/can0 +3 of roadrig.drive.v1.CanFrame: CAN frames\n")
                .containsPattern("dropped +nothing");
        assertThat(CommandLineRun.of("drive", "info", target).out())
                .containsPattern("/can/can0 +3 of .*; 1.00 a second; 1 gaps, the longest 1.900 s, 0.100 s in; ")
                .containsPattern("duration +2.000 s");
        CommandLineRun other =
                CommandLineRun.of("drive", "import", log.toString(), "--as", "asc", "-o", target + "2.mcap");
        assertThat(other.err()).contains("bus.log:1: ");
        assertThat(other.code()).isEqualTo(2);
    }

    @Test
    void a_drive_that_is_not_there_is_bad_input() {
        Path none = folder.resolve("none");
        CommandLineRun seen = CommandLineRun.of("drive", "info", none.toString());
        assertThat(seen.err())
                .isEqualTo("There is no drive at " + none
                        + ". Give a folder with frames.csv or labels.csv, or an .mcap file.\n");
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
                .startsWith("Say what to do with a drive: import, info, play, cut or recover.\n")
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
