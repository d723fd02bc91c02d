package dev.roadrig.boards.qemu;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes a board's image of Debian's arm64 packages, as any user, with nothing of the host changed. */
public final class ImageBuilder {
    private static final String KERNEL_PACKAGE = "linux-image-cloud-arm64";
    private static final List<String> PROGRAMS = List.of("busybox", "dropbear-bin", "iproute2", "openssh-sftp-server");
    private static final Pattern KERNEL = Pattern.compile("linux-image-\\d.*");

    private static final int MEGABYTES = 256;
    private static final int MEGABYTES_WITH_JAVA = 1024;

    private final Ticker ticker;
    private final Consumer<String> progress;

    /** @param progress is told each step in words */
    public ImageBuilder(Ticker ticker, Consumer<String> progress) {
        this.ticker = ticker;
        this.progress = progress;
    }

    /**
     * Makes an image.
     *
     * @param folder new or empty, or one with an image, which is replaced when the new one is whole
     * @param withJava whether a second drive with Debian's Java is made, for the board agent
     * @param agent the board agent's jar, which goes on that drive: over the network of a processor that is emulated it takes a
     *     minute; another agent than this one is sent as to any board
     * @throws BadInput when the folder holds something else
     * @throws RigFault when a program or a package is not to be had, with what to install or to look at
     */
    public BoardImage build(Path folder, boolean withJava, Optional<Path> agent) throws RigFault, InterruptedException {
        requireOurs(folder);
        for (String program : List.of("apt-get", "dpkg-deb")) {
            Path unused = DebianProgram.require(program);
        }
        if (withJava) {
            Path unused = DebianProgram.require("mke2fs");
        }
        try {
            Path parent = Objects.requireNonNullElse(folder.toAbsolutePath().getParent(), Path.of("/"));
            Files.createDirectories(parent);
            Path scratch = OwnerOnly.folder(parent, ".board-image-");
            try {
                BoardImage made = make(Files.createDirectory(scratch.resolve("image")), scratch, withJava, agent);
                Trees.delete(folder);
                Files.move(made.folder(), folder, StandardCopyOption.ATOMIC_MOVE);
                return BoardImage.read(folder);
            } finally {
                Trees.delete(scratch);
            }
        } catch (IOException e) {
            throw new RigFault(
                    "image.disk",
                    "The image cannot be written to " + folder + ": " + FileTrouble.why(e)
                            + ". It needs about 250 MB while it is made, with Java 700 MB.");
        }
    }

    private static void requireOurs(Path folder) {
        if (!Files.exists(folder) || Files.isRegularFile(folder.resolve(BoardImage.MANIFEST))) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isEmpty()) {
                return;
            }
        } catch (IOException e) {
            throw new BadInput(folder + " is no folder that an image can be made in: " + e.getMessage(), e);
        }
        throw new BadInput(
                folder + " holds something that is no board's image, and an image replaces all that is in its"
                        + " folder. Name a new folder with --out.");
    }

    private BoardImage make(Path image, Path scratch, boolean withJava, Optional<Path> agent)
            throws RigFault, InterruptedException, IOException {
        var host = new DebianProgram(ticker);
        progress.accept("lists of Debian's arm64 packages, by this host's apt sources");
        DebianArchive archive = DebianArchive.open(host, Files.createDirectory(scratch.resolve("apt")));
        List<String> wanted = new ArrayList<>(PROGRAMS);
        wanted.add(KERNEL_PACKAGE);
        if (withJava) {
            wanted.add(JavaDrive.PACKAGE);
        }
        List<DebianPackage> needed = archive.resolve(wanted).stream()
                .filter(each -> isNeeded(each.name(), wanted))
                .toList();
        progress.accept(needed.size() + " packages");
        Path root = Files.createDirectory(scratch.resolve("root"));
        List<DebianPackage> packages = archive.unpack(needed, root);
        var tree = new PackageTree(root);
        progress.accept("kernel, modules and the first file system");
        ImageKeys keys = ImageKeys.make(image.resolve(BoardImage.KEY));
        List<KernelModule> modules = firstFiles(image, scratch, tree, keys);
        if (withJava) {
            progress.accept("a drive with " + JavaDrive.PACKAGE);
            new JavaDrive(host, root, tree).write(image.resolve(BoardImage.JAVA), scratch, agent);
        }
        var made = new BoardImage(
                image,
                ticker.utcAnchor()
                        .plusNanos(ticker.nanos())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString(),
                withJava ? MEGABYTES_WITH_JAVA : MEGABYTES,
                keys.hostKey(),
                image.resolve(BoardImage.KEY),
                keys.password(),
                withJava,
                packages,
                modules.stream().map(KernelModule::name).toList());
        made.write();
        return made;
    }

    /** What the meta package brings, the programs and libraries; not what would install or start a whole system. */
    private static boolean isNeeded(String name, List<String> wanted) {
        return (wanted.contains(name) && !name.equals(KERNEL_PACKAGE))
                || KERNEL.matcher(name).matches()
                || name.startsWith("lib")
                || name.startsWith("zlib");
    }

    private List<KernelModule> firstFiles(Path image, Path scratch, PackageTree tree, ImageKeys keys)
            throws RigFault, InterruptedException, IOException {
        Path root = scratch.resolve("root");
        Path folder = only(
                Stream.of("lib/modules", "usr/lib/modules").map(root::resolve).toList(), "modules");
        String version = folder.getFileName().toString();
        Files.copy(root.resolve("boot/vmlinuz-" + version), image.resolve(BoardImage.KERNEL));
        List<KernelModule> modules =
                new KernelModules(new DebianProgram(ticker), folder, scratch).closure(KernelModules.WANTED);
        var files = new InitialFiles(tree, keys);
        files.modules(version, modules);
        files.osRelease(version);
        files.write(image.resolve(BoardImage.INITRD));
        return modules;
    }

    private static Path only(List<Path> parents, String what) throws RigFault, IOException {
        for (Path parent : parents) {
            if (Files.isDirectory(parent)) {
                try (Stream<Path> children = Files.list(parent)) {
                    return children.max(Comparator.naturalOrder())
                            .orElseThrow(() -> new RigFault("image.incomplete", "The kernel's package has no " + what));
                }
            }
        }
        throw new RigFault("image.incomplete", "The kernel's package has no " + what + ".");
    }
}
