package dev.roadrig.harness.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.harness.home.Home;
import dev.roadrig.scenarios.SharedFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The zip that a machine with only a Java runtime unpacks. */
class DistributionIT {
    @TempDir
    Path folder;

    private Path home;

    @BeforeEach
    void unpack() throws IOException {
        try (Stream<Path> built = Files.list(SharedFolder.root().resolve("harness/target"))) {
            List<Path> zips = built.filter(file -> file.getFileName().toString().matches("roadrig-\\d.*\\.zip"))
                    .toList();
            assertThat(zips).hasSize(1);
            home = unzip(zips.get(0));
        }
    }

    @Test
    void it_runs_without_maven_and_without_a_compiler() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        "bash", home.resolve("bin/roadrig").toString(), "--version")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("PATH", "/usr/bin:/bin");
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        assertThat(text).containsPattern("\\d+\\.\\d+\\.\\d+");
    }

    @Test
    void it_holds_what_a_run_and_a_report_need() throws IOException {
        Home unpacked = Home.at(home);
        assertThat(unpacked.agentJar()).isRegularFile();
        assertThat(unpacked.allure().resolve("lib")).isDirectoryContaining("glob:**/allure-commandline-*.jar");
        assertThat(unpacked.demo().resolve("models/signnet-base-int8.onnx"))
                .hasSameBinaryContentAs(SharedFolder.root().resolve("scenarios/demo/models/signnet-base-int8.onnx"));
        assertThat(home.resolve("lib")).isDirectoryContaining("glob:**/roadrig-harness.jar");
        assertThat(home.resolve("LICENSE")).isRegularFile();
    }

    /** The one folder in the zip. */
    private Path unzip(Path zip) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            Enumeration<? extends ZipEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                Path to = folder.resolve(entry.getName()).normalize();
                assertThat(to).startsWithRaw(folder);
                if (entry.isDirectory()) {
                    Files.createDirectories(to);
                    continue;
                }
                Files.createDirectories(to.getParent());
                try (InputStream in = file.getInputStream(entry)) {
                    Files.copy(in, to);
                }
            }
        }
        try (Stream<Path> top = Files.list(folder)) {
            List<Path> folders = top.toList();
            assertThat(folders).hasSize(1);
            return folders.get(0);
        }
    }
}
