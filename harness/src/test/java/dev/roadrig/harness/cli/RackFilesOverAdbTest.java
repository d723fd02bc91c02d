package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.boards.adb.AdbdFault;
import dev.roadrig.boards.adb.EmulatedAndroid;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of an Android board that the rack reaches by adb alone. */
class RackFilesOverAdbTest {
    private static final String THERE = "/data/local/tmp/models/it's one.tflite";

    @TempDir
    private Path folder;

    private final RealTicker ticker = new RealTicker("droid");

    @SuppressWarnings("NullAway.Init")
    private EmulatedAndroid android;

    @BeforeEach
    void boot() throws IOException {
        android = new EmulatedAndroid(
                "droid",
                ticker,
                Files.createDirectory(folder.resolve("board")),
                Optional.empty(),
                Duration.ZERO,
                Duration.ZERO);
    }

    @AfterEach
    void stop() throws IOException {
        android.close();
        ticker.close();
    }

    private CommandLineRun rack(String verb, Object first, Object second) throws IOException {
        Path rack = Files.writeString(
                folder.resolve("rack.yaml"),
                "rack: desk\nboards: {phone-1: {shell: {adb: {host: 127.0.0.1, port: " + android.port() + "}}}}\n");
        return CommandLineRun.of(
                "rack", verb, "phone-1", first.toString(), second.toString(), "--rack", rack.toString());
    }

    @Test
    void a_file_goes_there_and_comes_back() throws Exception {
        byte[] bytes = new byte[100_000];
        new Random(5).nextBytes(bytes);
        Path local = Files.write(folder.resolve("m.tflite"), bytes);
        CommandLineRun put = rack("put", local, THERE);
        assertThat(put.err()).startsWith("phone-1: over adb, fence ");
        assertThat(put.out()).isEqualTo(local + " is " + THERE + " on phone-1, by its hash too.\n");
        assertThat(put.code()).isZero();
        Path back = folder.resolve("back");
        CommandLineRun got = rack("get", THERE, back);
        assertThat(got.err()).startsWith("phone-1: over adb, fence ");
        assertThat(got.code()).isZero();
        assertThat(back).hasBinaryContent(bytes);
    }

    @Test
    void a_file_that_is_damaged_on_its_way_is_the_rigs_trouble() throws Exception {
        Path local = Files.writeString(folder.resolve("m.tflite"), "some words");
        assertThat(rack("put", local, THERE).code()).isZero();
        android.suffer(AdbdFault.DAMAGES_FILES);
        Path back = folder.resolve("back");
        CommandLineRun got = rack("get", THERE, back);
        assertThat(got.err()).contains(THERE + " is not the same on phone-1 and here: SHA-256 ");
        assertThat(got.code()).isEqualTo(3);
        assertThat(folder).isDirectoryNotContaining("glob:**back*");
    }

    @Test
    void a_path_that_is_not_absolute_is_bad_input_before_anything_is_opened() throws Exception {
        Path local = Files.writeString(folder.resolve("m.tflite"), "some words");
        CommandLineRun put = rack("put", local, "m.tflite");
        assertThat(put.err())
                .isEqualTo("PATH on a board is absolute, and 'm.tflite' is not. Let it begin with '/', as in"
                        + " /opt/m.tflite.\n");
        assertThat(put.code()).isEqualTo(2);
        assertThat(rack("get", "m.tflite", local).code()).isEqualTo(2);
        assertThat(android.connections()).isZero();
    }
}
