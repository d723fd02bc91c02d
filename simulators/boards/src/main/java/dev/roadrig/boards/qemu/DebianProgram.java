package dev.roadrig.boards.qemu;

import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Programs of Debian on this host, run in a folder to their end; the absence of one names the package to install. */
final class DebianProgram {
    private static final String SYSTEM_PATHS = ":/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin";
    private static final int MOST_OUTPUT_BYTES = 4 << 20;
    private static final int EVIDENCE_LINES = 12;

    private static final Map<String, String> PACKAGES = Map.of(
            "apt-get", "apt",
            "dpkg-deb", "dpkg",
            "mke2fs", "e2fsprogs",
            "xz", "xz-utils",
            "qemu-img", "qemu-utils",
            "qemu-system-aarch64", "qemu-system-arm");

    private final Ticker ticker;

    DebianProgram(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Where a program is, on the user's path and where Debian keeps those of the system. */
    static Optional<Path> find(String program) {
        String path = System.getenv().getOrDefault("PATH", "") + SYSTEM_PATHS;
        for (String folder : path.split(":")) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return Optional.of(Path.of(folder, program));
            }
        }
        return Optional.empty();
    }

    /**
     * Where a program is.
     *
     * @throws RigFault {@code host.no-program} with the package to install
     */
    static Path require(String program) throws RigFault {
        Optional<Path> found = find(program);
        if (found.isEmpty()) {
            throw new RigFault(
                    "host.no-program",
                    "This host has no `" + program + "`. Install it: apt-get install "
                            + PACKAGES.getOrDefault(program, program) + ".");
        }
        return found.get();
    }

    /**
     * Runs a program without a shell in a folder, and waits for its end.
     *
     * @return what it printed on its standard output
     * @throws RigFault {@code host.no-program}, {@code host.late} or {@code host.refused} with its last lines
     */
    String run(Path folder, Duration longest, String program, String... arguments)
            throws RigFault, InterruptedException {
        List<String> command = new ArrayList<>(List.of(require(program).toString()));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(folder, "host", ".out");
            Path err = Files.createTempFile(folder, "host", ".err");
            try {
                return run(new ProcessBuilder(command).directory(folder.toFile()), longest, program, out, err);
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new RigFault("host.refused", "`" + program + "` cannot be run: " + e.getMessage() + ".");
        }
    }

    private String run(ProcessBuilder builder, Duration longest, String program, Path out, Path err)
            throws IOException, RigFault, InterruptedException {
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            process.getOutputStream().close();
            if (!ticker.await(() -> !process.isAlive(), ticker.in(longest))) {
                throw new RigFault(
                        "host.late",
                        "`" + program + "` did not end within " + longest.toSeconds() + " s.",
                        lastLines(program, err));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            Evidence said = lastLines(program, err);
            throw new RigFault(
                    "host.refused",
                    "`" + program + "` failed with exit code " + process.exitValue() + ": "
                            + said.text().replace("\n", " / "),
                    said);
        }
        return read(out);
    }

    private static Evidence lastLines(String program, Path err) throws IOException {
        List<String> lines = read(err).lines().toList();
        return new Evidence(
                "what " + program + " said last",
                String.join("\n", lines.subList(Math.max(0, lines.size() - EVIDENCE_LINES), lines.size())));
    }

    private static String read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_OUTPUT_BYTES), StandardCharsets.UTF_8);
        }
    }
}
