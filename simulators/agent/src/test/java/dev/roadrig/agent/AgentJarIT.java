package dev.roadrig.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.SharedFolder;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar that is deployed, as the process that it is on a real board. */
@Timeout(300)
class AgentJarIT {
    private static final Path JAR = Path.of("target", "roadrig-agent.jar").toAbsolutePath();
    private static final String TOKEN = "the token of a plain process";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"signs-int8.yaml", "signs-int8-tflite.yaml"})
    void the_jar_answers_over_grpc_and_ends_by_its_dead_man(String card) throws Exception {
        Process agent = agent(demo(card), "--dead-man", "10s");
        try (BufferedReader out = reader(agent)) {
            String line = String.valueOf(out.readLine());
            assertThat(line).matches("roadrig-agent ready port=\\d+ model=\\S+ sha256=[0-9a-f]{64} rest=\\d+");
            int port = Integer.parseInt(line.replaceAll(".*port=(\\d+).*", "$1"));
            assertThat(AgentConformance.run("127.0.0.1", port, TOKEN)).allSatisfy(check -> assertThat(check.passed())
                    .as("%s: %s", check.name(), check.found())
                    .isTrue());
            assertThat(out.readLine()).isEqualTo("roadrig-agent ended: DEAD_MAN");
            assertThat(agent.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(agent.exitValue()).isZero();
        } finally {
            agent.destroyForcibly();
        }
    }

    @Test
    void a_card_that_is_not_there_is_one_line_and_exit_code_2() throws Exception {
        Process agent = agent(folder.resolve("no.yaml"));
        try (BufferedReader out = reader(agent)) {
            assertThat(String.valueOf(out.readLine()))
                    .startsWith("roadrig-agent failed: ")
                    .contains("no.yaml");
            assertThat(out.readLine()).isNull();
            assertThat(agent.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(agent.exitValue()).isEqualTo(2);
        } finally {
            agent.destroyForcibly();
        }
    }

    @Test
    void the_jar_is_slim_unsigned_and_for_linux_only() throws Exception {
        assertThat(Files.size(JAR)).isLessThan(45L << 20);
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> names = jar.stream().map(entry -> entry.getName()).toList();
            assertThat(names)
                    .noneMatch(name -> name.matches("META-INF/[^/]+\\.(SF|DSA|RSA)"))
                    .noneMatch(name -> name.matches(".*\\.(dll|dylib|jnilib)"));
            assertThat(names)
                    .contains(
                            "ai/onnxruntime/native/linux-x64/libonnxruntime.so",
                            "ai/onnxruntime/native/linux-aarch64/libonnxruntime.so",
                            "org/bytedeco/tensorflowlite/linux-x86_64/libjnitensorflowlite.so");
        }
    }

    private static Path demo(String card) {
        return SharedFolder.root().resolve("scenarios/demo/models").resolve(card);
    }

    private Process agent(Path card, String... more) throws Exception {
        Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-jar",
                JAR.toString(),
                "--card",
                card.toString(),
                "--token-file",
                token.toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectError(new File(folder.toFile(), "err"))
                .start();
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
