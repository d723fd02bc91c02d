package dev.roadrig.harness.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, with a Java and a Maven that only say how they were called. */
class LauncherTest {
    @TempDir
    Path temporary;

    private Path tools;
    private Path home;

    @BeforeEach
    void make_tools() throws IOException {
        tools = temporary.resolve("some tools");
        home = temporary.resolve("a home");
        java("17.0.15");
        script(tools.resolve("bin/javac"), "exit 0");
    }

    @Test
    void a_distribution_starts_through_a_link_from_anywhere_and_passes_arguments_as_they_are() throws Exception {
        distribution();
        Path link = Files.createSymbolicLink(temporary.resolve("link to it"), Path.of("a home/bin/roadrig"));
        Outcome outcome = run(link, "check", "my scenario.yaml", "-e", "a=*");
        assertThat(outcome.text.lines())
                .containsSequence("dev.roadrig.harness.cli.Main", "check", "my scenario.yaml", "-e", "a=*")
                .contains("-Droadrig.home=" + home, "-Djava.awt.headless=true", "--enable-native-access=ALL-UNNAMED")
                .containsSequence("-cp", home + "/lib/*");
        assertThat(outcome.code).isZero();
    }

    @Test
    void an_old_java_is_named_with_what_to_do() throws Exception {
        distribution();
        java("11.0.2");
        Outcome outcome = run(home.resolve("bin/roadrig"), "demo");
        assertThat(outcome.text).contains("needs Java 17 or newer", "is version 11", "JAVA_HOME");
        assertThat(outcome.code).isEqualTo(2);
    }

    @Test
    void no_java_is_named_with_what_to_do() throws Exception {
        distribution();
        Files.delete(tools.resolve("bin/java"));
        Outcome outcome = run(home.resolve("bin/roadrig"), "demo");
        assertThat(outcome.text).contains("needs Java 17 or newer, and there is none", "apt-get install");
        assertThat(outcome.code).isEqualTo(2);
    }

    @Test
    void the_tree_is_built_on_first_use_and_again_only_when_a_source_is_newer() throws Exception {
        Path source = tree();
        maven("mkdir -p harness/target; touch harness/target/roadrig-harness.jar; echo noise");
        assertThat(run(home.resolve("roadrig"), "demo").text)
                .contains(
                        "roadrig: building",
                        home + "/harness/target/roadrig-harness.jar:" + home + "/harness/target/lib/*")
                .doesNotContain("noise");
        assertThat(run(home.resolve("roadrig"), "demo").text).doesNotContain("building");
        FileTime built = Files.getLastModifiedTime(home.resolve("target/launcher.built"));
        Files.setLastModifiedTime(source, FileTime.from(built.toInstant().plusSeconds(60)));
        assertThat(run(home.resolve("roadrig"), "demo").text).contains("roadrig: building");
    }

    @Test
    void a_failed_build_shows_mavens_words_and_starts_nothing() throws Exception {
        tree();
        maven("echo 'COMPILATION ERROR'; exit 1");
        Outcome outcome = run(home.resolve("roadrig"), "demo");
        assertThat(outcome.text)
                .contains("COMPILATION ERROR", "the build failed")
                .doesNotContain("cli.Main");
        assertThat(outcome.code).isEqualTo(2);
        maven("mkdir -p harness/target; touch harness/target/roadrig-harness.jar");
        assertThat(run(home.resolve("roadrig"), "demo").text).as("tried again").contains("cli.Main");
    }

    @Test
    void an_old_maven_and_a_missing_compiler_are_named() throws Exception {
        tree();
        script(tools.resolve("bin/mvn"), "echo 'Apache Maven 3.6.3'");
        assertThat(run(home.resolve("roadrig"), "demo").text).contains("needs Maven 3.8 or newer", "is version 3.6");
        Files.delete(tools.resolve("bin/javac"));
        assertThat(run(home.resolve("roadrig"), "demo").text).contains("needs a JDK to build itself");
    }

    private void distribution() throws IOException {
        Files.createDirectories(home.resolve("lib"));
        launcher(home.resolve("bin/roadrig"));
    }

    private Path tree() throws IOException {
        launcher(home.resolve("roadrig"));
        Files.createFile(home.resolve("pom.xml"));
        Path source = home.resolve("scenarios/src/main/java/A.java");
        Files.createDirectories(source.getParent());
        return Files.createFile(source);
    }

    private static void launcher(Path at) throws IOException {
        Files.createDirectories(at.getParent());
        Files.copy(SharedFolder.root().resolve("roadrig"), at);
    }

    private void java(String version) throws IOException {
        script(
                tools.resolve("bin/java"),
                "[ \"$1\" = -version ] && { echo 'openjdk version \"" + version
                        + "\"' >&2; exit; }\nprintf '%s\\n' \"$@\"");
    }

    private void maven(String build) throws IOException {
        script(tools.resolve("bin/mvn"), "[ \"$1\" = --version ] && { echo 'Apache Maven 3.8.7'; exit; }\n" + build);
    }

    private static void script(Path at, String body) throws IOException {
        Files.createDirectories(at.getParent());
        Files.writeString(at, "#!/bin/sh\n" + body + "\n");
        assertThat(at.toFile().setExecutable(true)).isTrue();
    }

    private record Outcome(int code, String text) {}

    private Outcome run(Path launcher, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(temporary.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", tools.toString());
        environment.put("PATH", tools.resolve("bin") + ":/usr/bin:/bin");
        environment.remove("ROADRIG_JAVA_OPTS");
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), text);
    }
}
