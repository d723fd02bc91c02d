package dev.roadrig.boards.qemu;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;

/** The board's first and only file system, which lies in its memory: programs, libraries, modules, settings. */
final class InitialFiles {
    private static final int PROGRAM = 0755;
    private static final int SECRET = 0600;
    private static final int TEXT = 0644;
    private static final String LIBRARIES = "lib/aarch64-linux-gnu/";
    private static final String TABLE = ".dist";
    private static final String LOADER = "ld-linux-aarch64.so.1";

    /** A program's place on the board, for those that are looked for in a fixed one. */
    private static final Map<String, String> PROGRAMS = Map.of(
            "busybox", "bin/busybox",
            "dropbear", "usr/sbin/dropbear",
            "ip", "sbin/ip",
            "tc", "sbin/tc",
            "sftp-server", "usr/lib/openssh/sftp-server");

    private record Entry(int permissions, ByteString content) {
        Entry(int permissions, byte[] content) {
            this(permissions, ByteString.copyFrom(content));
        }
    }

    private final Map<String, Entry> files = new LinkedHashMap<>();
    private final Map<String, String> links = new LinkedHashMap<>();

    /** What every board has, and the image's own name and keys. */
    InitialFiles(PackageTree tree, ImageKeys keys) throws RigFault, IOException {
        List<Path> sources = new ArrayList<>();
        for (Map.Entry<String, String> each : PROGRAMS.entrySet()) {
            Path source = tree.program(each.getKey());
            sources.add(source);
            files.put(each.getValue(), new Entry(PROGRAM, Files.readAllBytes(source)));
        }
        for (Map.Entry<String, Path> library : tree.librariesOf(sources).entrySet()) {
            files.put(LIBRARIES + library.getKey(), new Entry(PROGRAM, Files.readAllBytes(library.getValue())));
        }
        // Where tc looks for netem's tables of distributions, as it was built.
        for (Map.Entry<String, Path> table : tree.ending(TABLE).entrySet()) {
            files.put(table.getKey(), new Entry(TEXT, Files.readAllBytes(table.getValue())));
        }
        links.put("lib/" + LOADER, "aarch64-linux-gnu/" + LOADER);
        links.put("bin/ip", "/sbin/ip");
        links.put("usr/lib/sftp-server", "openssh/sftp-server");
        for (String name : List.of("init", "bin/sh", "bin/login", "sbin/getty", "sbin/modprobe", "sbin/reboot")) {
            links.put(name, "/bin/busybox");
        }
        resource("etc/rc", "rc", PROGRAM);
        resource("etc/inittab", "inittab", TEXT);
        resource("usr/bin/java", "java", PROGRAM);
        text("etc/hostname", TEXT, "roadrig-qemu\n");
        text("etc/passwd", TEXT, "root:x:0:0:root:/root:/bin/sh\n");
        text("etc/group", TEXT, "root:x:0:\ntty:x:5:\n");
        text("etc/shells", TEXT, "/bin/sh\n");
        text("etc/roadrig-password", SECRET, keys.password() + "\n");
        text("root/.ssh/authorized_keys", SECRET, keys.authorizedKey() + "\n");
        files.put("etc/dropbear/host_key", new Entry(SECRET, keys.dropbearKey()));
    }

    private void text(String path, int permissions, String text) {
        files.put(path, new Entry(permissions, text.getBytes(StandardCharsets.UTF_8)));
    }

    private void resource(String path, String name, int permissions) throws IOException {
        try (InputStream in = Objects.requireNonNull(InitialFiles.class.getResourceAsStream(name), name)) {
            files.put(path, new Entry(permissions, in.readAllBytes()));
        }
    }

    /** What the system calls itself, as {@code /etc/os-release}. */
    void osRelease(String kernel) {
        text(
                "etc/os-release",
                TEXT,
                "ID=debian\nNAME=\"Debian GNU/Linux\"\nPRETTY_NAME=\"Debian GNU/Linux arm64, Roadrig's QEMU board\"\n"
                        + "BUILD_ID=\"" + kernel + "\"\n");
    }

    /** The kernel's modules with the lists that {@code modprobe} reads. */
    void modules(String version, List<KernelModule> modules) {
        String folder = "lib/modules/" + version + "/";
        var dependencies = new StringBuilder();
        var aliases = new StringBuilder();
        for (KernelModule module : modules) {
            files.put(folder + module.name() + ".ko", new Entry(TEXT, module.bytes()));
            dependencies.append(module.dependencyLine(modules)).append('\n');
            module.aliases().forEach(alias -> aliases.append("alias ")
                    .append(alias)
                    .append(' ')
                    .append(module.name())
                    .append('\n'));
        }
        text(folder + "modules.dep", TEXT, dependencies.toString());
        text(folder + "modules.alias", TEXT, aliases.toString());
    }

    /** Writes the archive that the kernel unpacks, compressed. It holds keys, so others may not read it. */
    void write(Path file) throws IOException {
        OwnerOnly.write(file, "");
        try (OutputStream out = Files.newOutputStream(file);
                CpioArchive archive = new CpioArchive(new GZIPOutputStream(out, 1 << 16))) {
            for (String folder : folders()) {
                archive.folder(folder, folder.equals("root") || folder.equals("root/.ssh") ? 0700 : PROGRAM);
            }
            archive.device("dev/console", SECRET, 5, 1);
            archive.device("dev/null", 0666, 1, 3);
            for (Map.Entry<String, Entry> each : files.entrySet()) {
                archive.file(
                        each.getKey(),
                        each.getValue().permissions(),
                        each.getValue().content().toByteArray());
            }
            for (Map.Entry<String, String> link : links.entrySet()) {
                archive.link(link.getKey(), link.getValue());
            }
        }
    }

    private Set<String> folders() {
        Set<String> folders = new TreeSet<>(Set.of("dev", "proc", "sys", "tmp", "run", "var", "opt", "mnt"));
        List<String> paths = new ArrayList<>(files.keySet());
        paths.addAll(links.keySet());
        for (String path : paths) {
            for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
                folders.add(path.substring(0, slash));
            }
        }
        return folders;
    }
}
