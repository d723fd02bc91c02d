package dev.roadrig.scenarios;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the recordings and models that are kept beside the project; tests skip with that reason where they are absent. */
public final class SharedFolder {
    private SharedFolder() {}

    /** The project's own top folder. */
    public static Path root() {
        return Path.of(System.getProperty("roadrig.root", ".."))
                .toAbsolutePath()
                .normalize();
    }

    /**
     * A file or folder under shared/data.
     *
     * @param relative such as {@code images/gtsrb-430}
     */
    public static Path data(String relative) {
        Path wanted = place(relative);
        assumeTrue(Files.exists(wanted), () -> "not here: " + wanted + " (set -Droadrig.shared=FOLDER)");
        return wanted;
    }

    /** Whether there is such a file or folder, for tests that do more where it is. */
    public static boolean has(String relative) {
        return Files.exists(place(relative));
    }

    private static Path place(String relative) {
        Path shared = Path.of(System.getProperty("roadrig.shared", root() + "/../shared"));
        return shared.resolve("data").resolve(relative).toAbsolutePath().normalize();
    }
}
