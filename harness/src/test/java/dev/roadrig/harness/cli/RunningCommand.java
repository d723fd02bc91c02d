package dev.roadrig.harness.cli;

import static org.awaitility.Awaitility.await;

import dev.roadrig.harness.home.Home;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code roadrig run} of the demo's drive on the only board of a rack, in a process of its own. */
final class RunningCommand implements AutoCloseable {
    private static final Duration LONG = Duration.ofMinutes(2);

    private final Process process;
    private final Path out;
    private final Thread reader;
    private final StringBuilder said = new StringBuilder();

    private RunningCommand(Process process, Path out) {
        this.process = process;
        this.out = out;
        this.reader = new Thread(this::read, "command-output");
        this.reader.setDaemon(true);
        reader.start();
    }

    /** @param folder holds rack.yaml; leases and locks are there too */
    static RunningCommand run(Path folder, String name) throws IOException {
        Home home = Home.find();
        Path out = folder.resolve(name);
        // SIGINT is ignored in what a shell's background job starts, and stays so over exec; env brings it back.
        var builder = new ProcessBuilder(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-XX:TieredStopAtLevel=1",
                "-Droadrig.home=" + home.folder(),
                "-Droadrig.leases=" + folder.resolve("leases"),
                "-Droadrig.models=" + folder.resolve("models"),
                "dev.roadrig.harness.cli.Main",
                "run",
                home.demo().resolve("tunnel.scenario.yaml").toString(),
                "-e",
                "placement=edge",
                "--rack",
                folder.resolve("rack.yaml").toString(),
                "--out",
                out.toString());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return new RunningCommand(builder.redirectErrorStream(true).start(), out);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (said) {
                    said.append(line).append('\n');
                }
            }
        } catch (IOException e) {
            // The end of a killed process's output.
        }
    }

    /** Waits until it has said something that a pattern finds. */
    void awaitLine(String pattern) {
        Pattern awaited = Pattern.compile(pattern);
        await().atMost(LONG).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("The command ended before it said " + pattern + ":\n" + said());
            }
            return awaited.matcher(said()).find();
        });
    }

    String said() {
        synchronized (said) {
            return said.toString();
        }
    }

    long pid() {
        return process.pid();
    }

    Path out() {
        return out;
    }

    /** The processes that it has started. */
    List<ProcessHandle> boards() {
        return process.descendants().toList();
    }

    void signal(String name) throws Exception {
        tool("sh", "-c", "kill -s " + name + " " + process.pid());
    }

    /** From now on no file of it grows beyond a size; that of its boards may. */
    void limitFileSize(long bytes) throws Exception {
        tool("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes + ":");
    }

    private static void tool(String... command) throws Exception {
        Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String words = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (tool.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + words);
        }
    }

    /** Waits for its end. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("The command did not end:\n" + said());
        }
        reader.join();
        return process.exitValue();
    }

    static Path onlyRecordIn(Path out) throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            List<Path> records = files.filter(file -> file.endsWith("run.mcap")).toList();
            if (records.size() != 1) {
                throw new AssertionError("There are " + records.size() + " records in " + out);
            }
            return records.get(0);
        }
    }

    static long sizeOf(Path out) throws IOException {
        return Files.size(onlyRecordIn(out));
    }

    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }
}
