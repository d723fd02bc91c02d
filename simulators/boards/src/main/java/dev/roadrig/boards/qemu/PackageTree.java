package dev.roadrig.boards.qemu;

import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Unpacked packages: what is where, and which libraries a program needs. */
final class PackageTree {
    private static final Pattern LIBRARY = Pattern.compile("[A-Za-z0-9_+.-]+\\.so(\\.[0-9.]+)?");

    private final Path root;
    private final Map<String, Path> libraries = new HashMap<>();

    /** @param root that packages were unpacked into */
    PackageTree(Path root) {
        this.root = root;
        try (Stream<Path> all = Files.walk(root)) {
            all.filter(each -> LIBRARY.matcher(name(each)).matches())
                    .filter(this::isOurs)
                    .forEach(each -> libraries.putIfAbsent(name(each), each));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the packages': an absolute link in them would lead to this host's own file, of another architecture. */
    private boolean isOurs(Path file) {
        try {
            return Files.isRegularFile(file) && file.toRealPath().startsWith(root.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    /** A program by its name, wherever this version of Debian keeps it. */
    Path program(String name) throws RigFault {
        for (String folder : new String[] {"usr/sbin", "usr/bin", "sbin", "bin", "usr/lib/openssh"}) {
            Path file = root.resolve(folder).resolve(name);
            if (isOurs(file)) {
                return file;
            }
        }
        throw new RigFault("image.incomplete", "None of the packages holds the program " + name + ".");
    }

    /**
     * Data files of one ending, by their path on a system.
     *
     * @param ending such as {@code .dist}
     */
    Map<String, Path> ending(String ending) throws IOException {
        Map<String, Path> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            all.filter(each -> name(each).endsWith(ending))
                    .filter(this::isOurs)
                    .forEach(each -> found.put(root.relativize(each).toString(), each));
        }
        return found;
    }

    Optional<Path> library(String name) {
        return Optional.ofNullable(libraries.get(name));
    }

    /**
     * The libraries that programs need, and those that these need: every one whose file name stands in them as a text. That
     * takes in what is loaded by name at run time, too.
     *
     * @return their files by name
     */
    Map<String, Path> librariesOf(Collection<Path> programs) throws IOException {
        Map<String, Path> needed = new TreeMap<>();
        Deque<Path> open = new ArrayDeque<>(programs);
        Set<Path> seen = new HashSet<>();
        while (!open.isEmpty()) {
            Path file = open.remove();
            if (!seen.add(file.toRealPath())) {
                continue;
            }
            for (String name : names(Files.readAllBytes(file))) {
                Optional<Path> library = library(name);
                if (library.isPresent() && needed.putIfAbsent(name, library.get()) == null) {
                    open.add(library.get());
                }
            }
        }
        return needed;
    }

    private static Set<String> names(byte[] elf) {
        Set<String> names = new HashSet<>();
        Matcher matcher = Pattern.compile("\0(?:[^\0]*/)?(" + LIBRARY.pattern() + ")(?=\0)")
                .matcher(new String(elf, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
