package dev.roadrig.boards.qemu;

import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The second drive: Debian's Java for arm64, and the libraries that it and the agent's own libraries need. */
final class JavaDrive {
    static final String PACKAGE = "openjdk-17-jre-headless";
    private static final Duration MAKE = Duration.ofMinutes(2);
    private static final long SLACK_BYTES = 24L << 20;

    /** Asked for by the native parts of the inference engines, which are in the agent's jar. */
    private static final List<String> ENGINES_NEED = List.of(
            "libstdc++.so.6", "libgcc_s.so.1", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libz.so.1");

    private final DebianProgram host;
    private final Path root;
    private final PackageTree tree;

    /** @param root that the packages were unpacked into */
    JavaDrive(DebianProgram host, Path root, PackageTree tree) {
        this.host = host;
        this.root = root;
        this.tree = tree;
    }

    /**
     * Makes the drive, an ext4 file system, with no right of root's.
     *
     * @param scratch an empty folder
     */
    void write(Path file, Path scratch, Optional<Path> agent) throws RigFault, InterruptedException, IOException {
        Path drive = Files.createDirectory(scratch.resolve("drive"));
        copy(home(), Files.createDirectory(drive.resolve("jvm")));
        libraries(drive);
        if (agent.isPresent()) {
            Files.copy(agent.get(), drive.resolve("agent.jar"));
        }
        long bytes = sizeOf(drive) * 11 / 10 + SLACK_BYTES;
        host.run(
                scratch,
                MAKE,
                "mke2fs",
                "-q",
                "-F",
                "-t",
                "ext4",
                "-O",
                "^has_journal,^metadata_csum",
                "-m",
                "0",
                "-d",
                drive.toString(),
                file.toAbsolutePath().toString(),
                (bytes >> 10) + "k");
    }

    private Path home() throws RigFault, IOException {
        try (Stream<Path> homes = Files.list(root.resolve("usr/lib/jvm"))) {
            return homes.filter(each -> !Files.isSymbolicLink(each) && Files.isRegularFile(each.resolve("lib/modules")))
                    .findFirst()
                    .orElseThrow(() -> new RigFault("image.incomplete", PACKAGE + " holds no Java."));
        }
    }

    /** Links of the package into {@code /etc} become what they lead to; what its installer would make is left out. */
    private void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Path target = to.resolve(from.relativize(each).toString());
                Path source = each;
                if (Files.isSymbolicLink(each) && Files.readSymbolicLink(each).isAbsolute()) {
                    source =
                            root.resolve(Files.readSymbolicLink(each).toString().substring(1));
                }
                if (Files.isDirectory(source)) {
                    Files.createDirectories(target);
                    if (!source.equals(each)) {
                        copy(source, target);
                    }
                } else if (Files.exists(source)) {
                    Files.copy(source, target);
                }
            }
        }
    }

    private void libraries(Path drive) throws IOException {
        Path libraries = Files.createDirectory(drive.resolve("lib"));
        List<Path> needing = new ArrayList<>();
        try (Stream<Path> all = Files.walk(drive.resolve("jvm"))) {
            all.filter(each -> each.toString().endsWith(".so")
                            || each.getFileName().toString().equals("java"))
                    .filter(Files::isRegularFile)
                    .forEach(needing::add);
        }
        for (String name : ENGINES_NEED) {
            tree.library(name).ifPresent(needing::add);
        }
        Map<String, Path> needed = tree.librariesOf(needing);
        for (String name : ENGINES_NEED) {
            tree.library(name).ifPresent(library -> needed.put(name, library));
        }
        for (Map.Entry<String, Path> library : needed.entrySet()) {
            if (!library.getValue().startsWith(root.resolve("usr/lib/jvm"))) {
                Files.copy(library.getValue(), libraries.resolve(library.getKey()));
            }
        }
    }

    private static long sizeOf(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(each -> each.toFile().length())
                    .sum();
        }
    }
}
