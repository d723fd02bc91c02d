package dev.roadrig.scenarios.yaml;

import dev.roadrig.scenarios.fault.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What lies beside a file that is not there. */
final class YamlSiblings {
    private static final int LOOKED_AT = 10_000;

    private YamlSiblings() {}

    /** "; did you mean 'x'?" where the folder holds a near name, else empty. */
    static String near(Path missing) {
        Path folder = missing.getParent();
        Path name = missing.getFileName();
        if (folder == null || name == null || !Files.isDirectory(folder)) {
            return "";
        }
        return Wording.didYouMean(name.toString(), names(folder));
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.limit(LOOKED_AT)
                    .map(f -> String.valueOf(f.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
