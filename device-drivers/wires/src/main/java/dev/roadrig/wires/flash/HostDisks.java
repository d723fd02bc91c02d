package dev.roadrig.wires.flash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What of this host's disks is in use, as Linux tells it.
 *
 * @param mounts the mounted ones, a line each that begins with the device (proc(5))
 * @param swaps the same of swap, after a heading
 * @param blocks a folder for each disk and part, with what stands on it in {@code holders} (sysfs)
 */
record HostDisks(Path mounts, Path swaps, Path blocks) {
    /** This host's own. */
    static final HostDisks HERE =
            new HostDisks(Path.of("/proc/self/mounts"), Path.of("/proc/swaps"), Path.of("/sys/class/block"));

    /** What a disk, or a part of it, is used for here, for people; empty where it is free. */
    Optional<String> use(Path device) throws IOException {
        Pattern itOrAPart = Pattern.compile(Pattern.quote(device.toString()) + "(p?\\d+)?\\s.*");
        Optional<String> mounted = Stream.concat(lines(mounts).stream(), lines(swaps).stream())
                .filter(line -> itOrAPart.matcher(line).matches())
                .findFirst();
        if (mounted.isPresent()) {
            return Optional.of("mounted on this host (" + mounted.get() + ")");
        }
        return isHeld(device)
                ? Optional.of("part of a volume, a RAID or an encrypted disk of this host")
                : Optional.empty();
    }

    private static List<String> lines(Path list) throws IOException {
        return Files.exists(list) ? Files.readAllLines(list) : List.of();
    }

    /** Volumes, RAID and encryption that stand on a disk or on a part of it. */
    private boolean isHeld(Path device) throws IOException {
        Path block = blocks.resolve(String.valueOf(device.getFileName()));
        if (!Files.isDirectory(block)) {
            return false;
        }
        try (Stream<Path> parts = Files.list(block)) {
            for (Path part : Stream.concat(Stream.of(block), parts).toList()) {
                if (holdsSomething(part.resolve("holders"))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean holdsSomething(Path holders) throws IOException {
        if (!Files.isDirectory(holders)) {
            return false;
        }
        try (Stream<Path> each = Files.list(holders)) {
            return each.findAny().isPresent();
        }
    }
}
