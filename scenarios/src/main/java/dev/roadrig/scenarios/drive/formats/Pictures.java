package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.PictureFile;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The pictures of a folder in the order of their names. */
final class Pictures {
    private static final int MOST = 1_000_000;

    private Pictures() {}

    static List<PictureFile> of(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<PictureFile> pictures = files.filter(Files::isRegularFile)
                    .sorted()
                    .limit(MOST + 1L)
                    .flatMap(file ->
                            PictureFile.mediaType(file.toString()).map(type -> new PictureFile(file, type)).stream())
                    .toList();
            if (pictures.size() > MOST) {
                throw new BadInput(folder + " has more than " + MOST + " pictures.");
            }
            return pictures;
        } catch (IOException e) {
            throw FileTrouble.unread(folder, e);
        }
    }

    /** A picture's name without its ending. */
    static String stem(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    }
}
