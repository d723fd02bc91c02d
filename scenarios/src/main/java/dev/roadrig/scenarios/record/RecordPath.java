package dev.roadrig.scenarios.record;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a user says that a record is. */
final class RecordPath {
    private static final String NAME = "run.mcap";
    private static final String EXAMPLE =
            "Each run writes one into its folder; the last run's is roadrig-runs/latest/" + NAME + ".";

    private RecordPath() {}

    /** @throws BadInput where there is no file, with where records are */
    static void require(Path path) {
        Path inside = path.resolve(NAME);
        if (Files.isDirectory(path)) {
            throw new BadInput(path + " is a folder, and a run's record is a file. "
                    + (Files.exists(inside) ? "Give " + inside + "." : EXAMPLE));
        }
        if (!Files.exists(path)) {
            String meant = FileTrouble.meant(path);
            throw new BadInput("There is no record " + path + (meant.isEmpty() ? ". " : meant + " ") + EXAMPLE);
        }
    }
}
