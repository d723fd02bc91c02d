package dev.roadrig.scenarios.drive.field;

import dev.roadrig.scenarios.drive.PictureFile;
import dev.roadrig.scenarios.drive.formats.DriveImport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the parts of a bundle by what the files hold; names say nothing, but for field.yaml. */
final class PartFinder {
    private static final Set<String> BESIDE_FRAMES = Set.of("frames.csv", "labels.csv", "track.csv", "cellular.csv");

    private final Path root;
    private final List<Source> sources = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();
    private final Optional<Path> fieldFile;

    /** A file or a folder, and the form that it is of. */
    record Source(PartKind kind, String form, Path path) {}

    /** @param files all of the bundle */
    PartFinder(Path bundle, List<Path> files) {
        fieldFile = files.stream()
                .filter(file -> file.endsWith(FieldFile.NAME))
                .min((a, b) -> Integer.compare(a.getNameCount(), b.getNameCount()));
        root = bundle;
        var folders = new TreeSet<Path>();
        files.forEach(file -> folders.add(file.getParent()));
        List<Path> taken = new ArrayList<>();
        for (Path folder : folders) {
            if (taken.stream().noneMatch(folder::startsWith) && take(folder)) {
                taken.add(folder);
            }
        }
        for (Path file : files) {
            boolean ofVideo = taken.stream().anyMatch(file::startsWith) && isOfVideo(file);
            if (!ofVideo && !fieldFile.equals(Optional.of(file)) && !take(file)) {
                unread.add(name(file) + ": of no form that is known");
            }
        }
    }

    /** Whether a file in a folder of frames belongs to these; a log beside them is a part of its own. */
    private static boolean isOfVideo(Path file) {
        String name = String.valueOf(file.getFileName());
        return PictureFile.mediaType(name).isPresent() || BESIDE_FRAMES.contains(name);
    }

    private boolean take(Path path) {
        List<Source> found = DriveImport.forms(path).stream()
                .flatMap(form -> PartKind.ofForm(form).map(kind -> new Source(kind, form, path)).stream())
                .toList();
        if (found.isEmpty()) {
            return false;
        }
        sources.add(found.get(0));
        return true;
    }

    /** A file's name in the bundle. */
    String name(Path path) {
        String name = root.relativize(path).toString().replace('\\', '/');
        return Files.isDirectory(path) ? (name.isEmpty() ? "." : name) + "/" : name;
    }

    /** A message in which files of the bundle are called by their names in it. */
    String told(String message) {
        return message.replace(root + root.getFileSystem().getSeparator(), "");
    }

    Optional<Path> fieldFile() {
        return fieldFile;
    }

    List<Source> sources() {
        return sources;
    }

    /** What is there and of no use, each with why. */
    List<String> unread() {
        return unread;
    }
}
