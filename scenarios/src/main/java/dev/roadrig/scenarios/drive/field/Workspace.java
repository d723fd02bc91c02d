package dev.roadrig.scenarios.drive.field;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for what an import makes on its way, beside its target so that it is on the same disk; closing removes it. */
final class Workspace implements Closeable {
    private final Path folder;

    private Workspace(Path folder) {
        this.folder = folder;
    }

    static Workspace beside(Path target) {
        Path parent = target.toAbsolutePath().normalize().getParent();
        try {
            return new Workspace(Files.createTempDirectory(parent, ".field-import-"));
        } catch (IOException e) {
            throw new BadInput(
                    target + " cannot be made: " + FileTrouble.why(e) + ". Choose another place with -o.", e);
        }
    }

    /** A new empty folder. */
    Path folder(String name) {
        try {
            return Files.createDirectory(folder.resolve(name));
        } catch (IOException e) {
            throw new BadInput(folder.resolve(name) + " cannot be made: " + FileTrouble.why(e), e);
        }
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new BadInput(
                    "What the import made on its way cannot be removed: " + folder + ": " + FileTrouble.why(e), e);
        }
    }
}
