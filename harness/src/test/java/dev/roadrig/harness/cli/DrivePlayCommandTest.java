package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.yaml.YamlFile;
import dev.roadrig.scenarios.yaml.YamlMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrivePlayCommandTest {
    private static final String DEMO =
            SharedFolder.root().resolve("scenarios/demo/drive").toString();

    @TempDir
    private Path folder;

    private String drive = "";

    @BeforeEach
    void importDemo() {
        drive = imported(DEMO, "demo.mcap");
    }

    private String imported(String source, String name) {
        String target = folder.resolve(name).toString();
        CommandLineRun made = CommandLineRun.of("drive", "import", source, "-o", target);
        assertThat(made.code()).as(made.err()).isZero();
        return target;
    }

    @Test
    void the_demo_drive_is_played_on_a_clock_that_jumps_and_every_message_is_accounted_for() {
        CommandLineRun seen = CommandLineRun.of("drive", "play", drive, "--virtual");
        assertThat(seen.err()).isEmpty();
        assertThat(seen.out())
                .containsPattern("topic +recorded +sent +dropped +filtered +not reached +late ms p50 +p99 +max\n")
                .containsPattern("/camera/image +200 +200 +0 +0 +0 +0\\.000 +0\\.000 +0\\.000\n")
                .containsPattern("all +1153 +1153 +0 +0 +0 +0\\.000 +0\\.000 +0\\.000\n")
                .containsPattern("played +19\\.900 s\n")
                .containsPattern("took +\\d+\\.\\d{3} s, \\d+\\.\\d times as fast\n")
                .containsPattern("stamps +/gps/fix: 1 gaps, the longest 4\\.800 s\n")
                .containsPattern("end +complete\n");
        assertThat(seen.code()).isZero();
    }

    @Test
    void a_window_some_topics_and_two_passes_as_json() {
        CommandLineRun seen = CommandLineRun.of(
                "drive",
                "play",
                drive,
                "--virtual",
                "--from",
                "5s",
                "--to",
                "7500ms",
                "--loop",
                "2",
                "--topic",
                "/camera/frame,/link",
                "--rate",
                "2",
                "--json");
        YamlMap json = YamlFile.parse("the output", seen.out().replace("\"end_text\": \"\",", ""));
        assertThat(json.text("end")).isEqualTo("complete");
        YamlMap frames = json.list("channels").maps().stream()
                .filter(channel -> channel.text("topic").equals("/camera/frame"))
                .findFirst()
                .orElseThrow();
        assertThat(frames.text("recorded")).isEqualTo("400");
        assertThat(frames.text("sent")).isEqualTo("50");
        assertThat(frames.text("filtered")).isEqualTo("350");
        assertThat(frames.text("not_reached")).isEqualTo("0");
        // The second pass ends 1.2 s after its first frame: the window's last frame is 100 ms before its end.
        assertThat(json.text("played_ns")).isEqualTo("2450000000");
    }

    @Test
    void in_real_time_nothing_is_sent_before_it_is_due() {
        String log = folder.resolve("log.mcap").toString();
        CommandLineRun seen = CommandLineRun.of(
                "drive", "play", drive, "--rate", "10", "--to", "3s", "--log", log, "--late", "block");
        assertThat(seen.err()).isEmpty();
        assertThat(seen.out()).containsPattern("/camera/frame +200 +30 +0 +170 +0 +\\d+\\.\\d{3} ");
        assertThat(seen.out()).containsPattern("drift +-?\\d+\\.\\d{3} ppm\n");
        assertThat(CommandLineRun.of("drive", "info", log).out()).containsPattern("/replay +\\d+ of .*ReplayedMessage");
    }

    @Test
    void two_logs_of_a_real_drive_in_virtual_time_are_the_same_to_the_byte() throws Exception {
        String comma = imported(SharedFolder.data("drives/comma2k19-dev-0-40s").toString(), "comma.mcap");
        for (String log : new String[] {"a.mcap", "b.mcap"}) {
            CommandLineRun seen = CommandLineRun.of(
                    "drive",
                    "play",
                    comma,
                    "--virtual",
                    "--log",
                    folder.resolve(log).toString());
            assertThat(seen.out()).containsPattern("all +133549 +133549 +0 +0 +0 ");
        }
        assertThat(folder.resolve("a.mcap")).hasSameBinaryContentAs(folder.resolve("b.mcap"));
        assertThat(Files.size(folder.resolve("a.mcap"))).isGreaterThan(1_000_000);
    }

    @Test
    void after_ctrl_c_the_account_is_told_although_the_consumer_never_comes_back() throws Exception {
        var builder = new ProcessBuilder(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "dev.roadrig.harness.cli.Main",
                "drive",
                "play",
                drive,
                "--rate",
                "max",
                "--loop",
                "1000",
                "--into",
                "raw");
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Path told = folder.resolve("told.txt");
        Process process = builder.redirectError(told.toFile()).start();
        try {
            // It has begun to write into a pipe that holds 64 KiB, and which nobody empties.
            assertThat(process.getInputStream().read()).isNotNegative();
            Process kill = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
            assertThat(kill.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(told)
                .content()
                .containsPattern("all +1153000 +\\d+ +0 +0 +[1-9]\\d+ ")
                .contains("end     stopped: the consumer does not come back\n");
    }

    @Test
    void what_cannot_be_played_is_bad_input_that_says_what_to_do() {
        refused("There is no consumer 'jsno'; did you mean 'json'?", "--into", "jsno");
        refused("'20' is no rate: write a number from 0.1 to 10, or max.", "--rate", "20");
        refused("There is no policy 'latest' for a late consumer", "--late", "latest");
        refused("has no topic '/camera/fram'; did you mean '/camera/frame'?", "--late", "/camera/fram=block");
        refused("has no topic '/gps'", "--topic", "/gps");
        refused("There is no rule 'straight' for stamps", "--stamps", "straight");
        refused("'5' is not a time: its unit is missing", "--from", "5");
        refused("has no message from 60000 ms to its end.", "--from", "60s", "--virtual");
        refused("--step waits for a person", "--step", "--virtual");
        refused("exists already; a drive is never written over", "--log", drive);
    }

    private void refused(String words, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "drive";
        arguments[1] = "play";
        arguments[2] = drive;
        System.arraycopy(options, 0, arguments, 3, options.length);
        CommandLineRun seen = CommandLineRun.of(arguments);
        assertThat(seen.out() + seen.err()).contains(words);
        assertThat(seen.code()).isEqualTo(2);
    }

    @Test
    void a_folder_is_not_played_and_says_how_it_could_be() {
        CommandLineRun seen = CommandLineRun.of("drive", "play", DEMO);
        assertThat(seen.err()).contains("roadrig drive import");
        assertThat(seen.code()).isEqualTo(2);
    }
}
