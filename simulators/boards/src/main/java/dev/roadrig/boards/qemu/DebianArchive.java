package dev.roadrig.boards.qemu;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Debian's arm64 packages, by this host's own apt sources and keys, with lists and files of its own: nothing under
 * {@code /var/lib/apt}, {@code /var/cache/apt} or {@code /var/lib/dpkg} is read or written, and nothing is installed.
 */
final class DebianArchive {
    private static final Duration LISTS = Duration.ofMinutes(3);
    private static final Duration FETCH = Duration.ofMinutes(10);
    private static final Duration UNPACK = Duration.ofMinutes(2);

    /** Hooks of the host's own, such as those that empty its cache, are none of ours. */
    private static final String OPTIONS = """
        APT::Architecture "arm64";
        #clear APT::Architectures;
        APT::Architectures { "arm64"; };
        APT::Install-Recommends "false";
        APT::Sandbox::User "";
        Acquire::Languages "none";
        Acquire::Retries "2";
        Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled "false";
        #clear APT::Update::Pre-Invoke;
        #clear APT::Update::Post-Invoke;
        #clear APT::Update::Post-Invoke-Success;
        #clear DPkg::Pre-Invoke;
        #clear DPkg::Post-Invoke;
        #clear DPkg::Pre-Install-Pkgs;
        Dir::State "%1$s/state";
        Dir::State::status "%1$s/status";
        Dir::Cache "%1$s/cache";
        """;

    private final DebianProgram host;
    private final Path folder;
    private final Path options;

    private DebianArchive(DebianProgram host, Path folder) {
        this.host = host;
        this.folder = folder;
        this.options = folder.resolve("apt.conf");
    }

    /**
     * Fetches the lists of packages.
     *
     * @param folder new, for lists and packages
     * @throws RigFault {@code image.lists} when no source answers, {@code host.no-program} without apt
     */
    static DebianArchive open(DebianProgram host, Path folder) throws RigFault, InterruptedException {
        var archive = new DebianArchive(host, folder);
        try {
            for (String each : List.of("state/lists/partial", "cache/archives/partial", "debs")) {
                Files.createDirectories(folder.resolve(each));
            }
            Files.writeString(folder.resolve("status"), "");
            Files.writeString(archive.options, OPTIONS.formatted(folder.toAbsolutePath()));
            archive.apt(LISTS, "update", "-qq");
        } catch (IOException e) {
            throw new RigFault("image.lists", "The folder " + folder + " cannot be used: " + e.getMessage() + ".");
        }
        return archive;
    }

    private String apt(Duration longest, String... arguments) throws RigFault, InterruptedException {
        List<String> all = new ArrayList<>(List.of("-c", options.toString()));
        all.addAll(Arrays.asList(arguments));
        return host.run(folder.resolve("debs"), longest, "apt-get", all.toArray(String[]::new));
    }

    /**
     * What a new system would install for the packages asked for, with all they depend on. A meta package such as
     * {@code linux-image-cloud-arm64} brings the real one, whose name changes with each version.
     *
     * @throws RigFault {@code image.packages} when a source lacks one
     */
    List<DebianPackage> resolve(List<String> wanted) throws RigFault, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("install", "-qq", "--print-uris"));
        arguments.addAll(wanted);
        String printed;
        try {
            printed = apt(LISTS, arguments.toArray(String[]::new));
        } catch (RigFault e) {
            throw new RigFault(
                    "image.packages",
                    "By `apt-get` the sources of this host do not give " + String.join(", ", wanted) + " for arm64 ("
                            + e.getMessage()
                            + "). Is one of Debian's archives among them (/etc/apt/sources.list.d), and can it be"
                            + " reached?",
                    e.evidence());
        }
        return printed.lines()
                .filter(line -> line.startsWith("'"))
                .map(DebianPackage::parse)
                .toList();
    }

    /**
     * Fetches packages, checked by apt against the archive's signature, and unpacks them.
     *
     * @param root they are unpacked into
     * @return the same with their hashes
     */
    List<DebianPackage> unpack(List<DebianPackage> packages, Path root) throws RigFault, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("download", "-qq"));
        packages.forEach(each -> arguments.add(each.name() + "=" + each.version()));
        apt(FETCH, arguments.toArray(String[]::new));
        List<DebianPackage> unpacked = new ArrayList<>();
        for (DebianPackage each : packages) {
            Path file = file(each);
            unpacked.add(each.withSha256(Sha256.of(file)));
            host.run(folder, UNPACK, "dpkg-deb", "-x", file.toString(), root.toString());
        }
        return unpacked;
    }

    private Path file(DebianPackage wanted) throws RigFault {
        try (Stream<Path> files = Files.list(folder.resolve("debs"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(wanted.filePrefix()))
                    .findFirst()
                    .orElseThrow(() -> new BadInput("apt-get fetched no " + wanted + "."));
        } catch (IOException e) {
            throw new RigFault("image.packages", "The fetched packages cannot be read: " + FileTrouble.why(e) + ".");
        }
    }
}
