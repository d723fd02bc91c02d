package dev.roadrig.boards.qemu;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.yaml.YamlFile;
import dev.roadrig.scenarios.yaml.YamlMap;
import dev.roadrig.scenarios.yaml.YamlScalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A board's image in a folder, as its {@value #MANIFEST} says.
 *
 * @param folder holds all of it
 * @param made UTC, in ISO 8601
 * @param memoryMegabytes of the machine, MiB
 * @param hostKey that the board has at every boot: type and base64
 * @param key the private key's file that logs in as root over SSH
 * @param password of root on the console
 * @param java whether there is a second drive with Debian's Java
 * @param packages what it is made of
 * @param modules of the kernel that it holds
 */
public record BoardImage(
        Path folder,
        String made,
        int memoryMegabytes,
        String hostKey,
        Path key,
        String password,
        boolean java,
        List<DebianPackage> packages,
        List<String> modules) {
    /** The manifest's name. */
    public static final String MANIFEST = "board-image.yaml";

    static final String KERNEL = "vmlinuz";
    static final String INITRD = "initrd.gz";
    static final String JAVA = "java.ext4";
    static final String KEY = "login-key";
    private static final int LEAST_MEGABYTES = 128;
    private static final int MOST_MEGABYTES = 65_536;

    public BoardImage {
        packages = List.copyOf(packages);
        modules = List.copyOf(modules);
    }

    /**
     * Reads an image's manifest, and holds every file against its hash.
     *
     * @throws BadInput when there is no image, or a file of it has changed
     */
    public static BoardImage read(Path folder) {
        if (!Files.isRegularFile(folder.resolve(MANIFEST))) {
            throw new BadInput("There is no board's image in " + folder + ": it has no " + MANIFEST
                    + ". Make one: roadrig board build-qemu --out " + folder);
        }
        YamlMap map = YamlFile.read(folder.resolve(MANIFEST)).top();
        map.only("board-image", "made", "memory-mib", "login", "host-key", "files", "packages", "modules");
        boolean java = false;
        for (YamlMap file : map.list("files").maps()) {
            check(folder, file.only("file", "sha256"));
            java |= file.text("file").equals(JAVA);
        }
        List<DebianPackage> packages = new ArrayList<>();
        for (YamlMap each : map.list("packages").maps()) {
            each.only("name", "version", "sha256");
            packages.add(new DebianPackage(each.text("name"), each.text("version"), each.text("sha256")));
        }
        return new BoardImage(
                folder,
                map.text("made"),
                Math.toIntExact(map.whole("memory-mib", LEAST_MEGABYTES, MOST_MEGABYTES)),
                map.text("host-key"),
                folder.resolve(KEY),
                map.map("login").only("user", "password").text("password"),
                java,
                packages,
                map.list("modules").scalars().stream().map(YamlScalar::text).toList());
    }

    private static void check(Path folder, YamlMap file) {
        YamlScalar name = file.scalar("file");
        Path path = folder.resolve(name.title());
        if (!Files.isRegularFile(path)) {
            throw name.bad("there is no such file beside it; make the image anew: roadrig board build-qemu");
        }
        if (!Sha256.of(path).equals(file.text("sha256"))) {
            throw name.bad("its content is not what was built; make the image anew: roadrig board build-qemu");
        }
    }

    /** The second drive. */
    Optional<Path> javaDrive() {
        return java ? Optional.of(folder.resolve(JAVA)) : Optional.empty();
    }

    /** Writes the manifest of files that are there. It holds a password, so others may not read it. */
    void write() throws IOException {
        var text = new StringBuilder();
        text.append(
                "# An arm64 Linux board for QEMU. Made by `roadrig board build-qemu`; its login is for a bench only.\n");
        text.append("board-image: 1\nmade: ").append(YamlFile.quoted(made)).append('\n');
        text.append("memory-mib: ").append(memoryMegabytes).append('\n');
        text.append("login: {user: root, password: ")
                .append(YamlFile.quoted(password))
                .append("}\n");
        text.append("host-key: ").append(YamlFile.quoted(hostKey)).append("\nfiles:\n");
        List<String> files = new ArrayList<>(List.of(KERNEL, INITRD, KEY));
        if (java) {
            files.add(JAVA);
        }
        for (String file : files) {
            text.append("  - {file: ").append(file).append(", sha256: ");
            text.append(Sha256.of(folder.resolve(file))).append("}\n");
        }
        text.append("packages:\n");
        for (DebianPackage each : packages) {
            text.append("  - {name: ").append(each.name()).append(", version: ");
            text.append(YamlFile.quoted(each.version())).append(", sha256: ");
            text.append(each.sha256()).append("}\n");
        }
        text.append("modules: [").append(String.join(", ", modules)).append("]\n");
        OwnerOnly.write(folder.resolve(MANIFEST), text.toString());
    }
}
