package dev.roadrig.scenarios.drive.zip;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.Wording;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A folder from a stranger, under the same rules as an archive. */
public final class FolderBundle {
    private FolderBundle() {}

    /** All files in it, sorted, without hidden ones. Throws {@link BadInput} where one is refused. */
    public static List<Path> files(Path folder) {
        var walk = new Walk(folder);
        try {
            Files.walkFileTree(folder, walk);
        } catch (IOException e) {
            throw FileTrouble.unread(folder, e);
        }
        Collections.sort(walk.files);
        return walk.files;
    }

    /** Links are not followed, so that they are seen. */
    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path folder;
        private final List<Path> files = new ArrayList<>();
        private int entries;
        private long bytes;

        Walk(Path folder) {
            this.folder = folder;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            count(path);
            boolean hidden = !path.equals(folder) && isHidden(path);
            return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
            count(path);
            if (attributes.isSymbolicLink()) {
                throw refused(path, "is a link");
            }
            if (!attributes.isRegularFile()) {
                throw refused(path, "is a device, a pipe or a socket");
            }
            bytes += attributes.size();
            if (bytes > ZipLimits.MOST_BYTES) {
                throw new BadInput(folder + " has more than " + ZipLimits.MOST_BYTES + " bytes.");
            }
            if (!isHidden(path)) {
                try (InputStream in = Files.newInputStream(path)) {
                    if (BundleNames.isArchive(path.toString(), in.readNBytes(8))) {
                        throw refused(path, "is an archive or a packed file itself; unpack it first");
                    }
                }
                files.add(path);
            }
            return FileVisitResult.CONTINUE;
        }

        private void count(Path path) {
            entries++;
            if (entries > ZipLimits.MOST_ENTRIES) {
                throw new BadInput(folder + " has more than " + ZipLimits.MOST_ENTRIES + " files.");
            }
            if (!path.equals(folder)) {
                String separator = path.getFileSystem().getSeparator();
                BundleNames.wrong(folder.relativize(path).toString().replace(separator, "/"))
                        .ifPresent(what -> {
                            throw refused(path, what);
                        });
            }
        }

        private BadInput refused(Path path, String what) {
            return new BadInput(folder + " is refused: "
                    + Wording.quote(folder.relativize(path).toString()) + " " + what + ".");
        }
    }

    private static boolean isHidden(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.startsWith(".") || name.equals("__MACOSX");
    }
}
