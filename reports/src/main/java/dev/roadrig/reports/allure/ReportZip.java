package dev.roadrig.reports.allure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** One zip for a ticket: the report, the record and the results. */
public final class ReportZip {
    private ReportZip() {}

    /**
     * Writes files and folders under their own names. Links are not followed, so nothing from elsewhere gets in.
     *
     * @param zip replaced when it is there, and only by a whole one
     * @param parts files and folders with different names
     */
    public static void write(Path zip, List<Path> parts) throws IOException {
        Path whole = zip.toAbsolutePath();
        Path partial = whole.resolveSibling(whole.getFileName() + ".part");
        try {
            try (OutputStream file = Files.newOutputStream(partial);
                    var out = new ZipOutputStream(file)) {
                Set<String> names = new HashSet<>();
                for (Path part : parts) {
                    String name =
                            part.toAbsolutePath().normalize().getFileName().toString();
                    if (!names.add(name)) {
                        throw new IllegalArgumentException("two parts of " + zip + " have the name " + name);
                    }
                    add(part, name, out);
                }
            }
            Files.move(partial, whole, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static void add(Path part, String name, ZipOutputStream out) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(part)) {
            files = walk.filter(file -> Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            String below = part.relativize(file).toString().replace('\\', '/');
            var entry = new ZipEntry(below.isEmpty() ? name : name + "/" + below);
            entry.setLastModifiedTime(Files.getLastModifiedTime(file));
            out.putNextEntry(entry);
            Files.copy(file, out);
            out.closeEntry();
        }
    }
}
