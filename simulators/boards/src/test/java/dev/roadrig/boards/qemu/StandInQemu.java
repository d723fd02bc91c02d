package dev.roadrig.boards.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** Board processes whose QEMU is a shell script: for what is done around a QEMU, and for nothing that a board does. */
final class StandInQemu {
    /** As QEMU names its console, of which nothing is opened here. */
    static final String NAMES_ITS_CONSOLE = "echo 'char device redirected to /dev/pts/0 (label console)'; ";

    private final Path folder;

    /** @param folder new, for all of it */
    StandInQemu(Path folder, String qemu, String image) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("bin"));
        script("qemu-system-aarch64", qemu);
        script("qemu-img", image);
        Path files = Files.createDirectory(folder.resolve("image"));
        for (String each : List.of(BoardImage.KERNEL, BoardImage.INITRD, BoardImage.KEY)) {
            Files.writeString(files.resolve(each), each);
        }
        new BoardImage(
                        files,
                        "2026-01-01T00:00:00Z",
                        256,
                        "ssh-ed25519 AAAA",
                        files.resolve(BoardImage.KEY),
                        "none",
                        false,
                        List.of(new DebianPackage("none", "1", "0".repeat(64))),
                        List.of("ifb"))
                .write();
    }

    private void script(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("bin").resolve(name), "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    Process start() throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Droadrig.qemu=" + folder.resolve("boards"),
                QemuMain.class.getName(),
                "--name",
                "arm64",
                "--image",
                folder.resolve("image").toString());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().merge("PATH", folder.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        return builder.redirectError(said().toFile()).start();
    }

    /** What the process said on its standard error. */
    Path said() {
        return folder.resolve("said");
    }

    /** The folders of boards that are there. */
    List<Path> boards() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("boards"))) {
            return all.filter(Files::isDirectory).toList();
        }
    }
}
