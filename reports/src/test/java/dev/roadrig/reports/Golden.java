package dev.roadrig.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Golden files: what a format looks like, kept beside the tests. {@code -Droadrig.golden=write} writes them anew, and
 * the change is then read in the diff.
 */
public final class Golden {
    private Golden() {}

    /**
     * @param name of the file under {@code src/test/resources/golden}
     */
    public static void check(String name, String actual) throws IOException {
        Path file =
                SharedFolder.root().resolve("reports/src/test/resources/golden").resolve(name);
        if ("write".equals(System.getProperty("roadrig.golden"))) {
            Files.writeString(file, actual);
        }
        assertThat(actual).as("golden file %s", name).isEqualTo(Files.readString(file));
    }
}
