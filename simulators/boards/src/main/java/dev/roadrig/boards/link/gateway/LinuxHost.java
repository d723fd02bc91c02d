package dev.roadrig.boards.link.gateway;

import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** This Linux host, by iproute2's and nft's commands and the files under /proc/sys. */
final class LinuxHost implements Host {
    /** The code of a command that ended with a failure; its words are the evidence. */
    static final String REFUSED = "gateway.refused";

    /** The code of a command that was given up; what it was to do may be done. */
    static final String LATE = "gateway.late";

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int MOST_OUTPUT_BYTES = 4 << 20;
    private static final int EVIDENCE_CHARACTERS = 2_000;
    private static final Path SETTINGS = Path.of("/proc/sys");
    /** Where Debian keeps them; a user's path often lacks it. */
    private static final String SYSTEM_PATHS = ":/usr/local/sbin:/usr/sbin:/sbin";

    private final Ticker ticker;

    LinuxHost(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public String run(List<String> command) throws RigFault {
        Path output = null;
        try {
            output = Files.createTempFile("roadrig-gateway", ".out");
            return run(command, output);
        } catch (IOException e) {
            throw new RigFault(
                    "gateway.no-command",
                    "`" + command.get(0) + "` cannot be started: " + e.getMessage() + ". Install it: apt-get install "
                            + (command.get(0).equals("nft") ? "nftables" : "iproute2") + ".");
        } finally {
            delete(output);
        }
    }

    private static void delete(@Nullable Path output) {
        try {
            if (output != null) {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            // An empty file in the system's temporary folder, which the system clears.
        }
    }

    private String run(List<String> command, Path output) throws IOException, RigFault {
        var builder =
                new ProcessBuilder(located(command)).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().merge("PATH", SYSTEM_PATHS, String::concat);
        Process process = builder.start();
        // Most commands are done sooner than a waiter looks again unasked, and a gateway is made of dozens.
        var unused = process.onExit().thenRun(ticker::signal);
        try {
            process.getOutputStream().close();
            if (!ticker.await(() -> !process.isAlive(), ticker.in(LONGEST))) {
                throw new RigFault(
                        LATE,
                        words(command) + " did not end within " + LONGEST.toSeconds()
                                + " s. Run it by hand to see what it waits for.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RigFault(LATE, words(command) + " was given up: the run was interrupted.");
        } finally {
            process.destroyForcibly();
        }
        String printed = read(output);
        if (process.exitValue() != 0) {
            String said = printed.substring(0, Math.min(printed.length(), EVIDENCE_CHARACTERS))
                    .strip();
            throw new RigFault(
                    REFUSED,
                    words(command) + " failed with exit code " + process.exitValue() + ": " + said.replace("\n", " / ")
                            + ". Run `roadrig link probe` to see what this host can do.",
                    new Evidence("what " + command.get(0) + " printed", said));
        }
        return printed;
    }

    /** Java looks a program up on its own path, not on the one that the program gets. */
    private static List<String> located(List<String> command) {
        String path = System.getenv().getOrDefault("PATH", "") + SYSTEM_PATHS;
        for (String folder : path.split(":")) {
            Path program = Path.of(folder, command.get(0));
            if (!folder.isEmpty() && Files.isExecutable(program)) {
                var located = new ArrayList<>(command);
                located.set(0, program.toString());
                return located;
            }
        }
        return command;
    }

    private static String words(List<String> command) {
        return "`" + String.join(" ", command) + "`";
    }

    private static String read(Path output) throws IOException {
        try (var in = Files.newInputStream(output)) {
            return new String(in.readNBytes(MOST_OUTPUT_BYTES), StandardCharsets.UTF_8);
        }
    }

    @Override
    public Optional<String> setting(String key) throws RigFault {
        try {
            return Optional.of(Files.readString(file(key)).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw fault(key, e);
        }
    }

    @Override
    public void set(String key, String value) throws RigFault {
        try {
            Files.writeString(file(key), value);
        } catch (IOException e) {
            throw fault(key, e);
        }
    }

    private static Path file(String key) {
        return SETTINGS.resolve(key.replace('.', '/'));
    }

    private static RigFault fault(String key, IOException e) {
        return new RigFault(
                "gateway.setting",
                "The kernel setting " + key + " cannot be read or written: " + FileTrouble.why(e)
                        + ". The gateway needs root, and in a container /proc/sys must be writable.");
    }
}
