package dev.roadrig.scenarios.drive.field;

import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.record.RunRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** What {@code run} and {@code report} write, which a ticket may be mistaken for: a run record and its results. */
final class OwnReport {
    private static final Path RESULTS = Path.of("allure-results");

    private OwnReport() {}

    /**
     * @param source as the user calls it
     * @param bundle the folder, or where the archive was unpacked
     * @param files all of it
     * @throws BadInput where it is no ticket but a run's record with its report
     */
    static void refuse(Path source, Path bundle, List<Path> files) {
        boolean results = files.stream()
                .anyMatch(file -> StreamSupport.stream(bundle.relativize(file).spliterator(), false)
                        .anyMatch(RESULTS::equals));
        if (!results) {
            return;
        }
        files.stream()
                .filter(DriveReader::isMcap)
                .filter(OwnReport::isRecord)
                .findFirst()
                .ifPresent(record -> {
                    throw new BadInput(source + " is a report of Roadrig's own and no ticket: "
                            + bundle.relativize(record)
                            + " in it is a run's record. " + (source.equals(bundle) ? "Give" : "Unpack it, and give")
                            + " that record to `roadrig judge`, `roadrig report` or `roadrig replay`.");
                });
    }

    private static boolean isRecord(Path file) {
        try (RunRecord record = RunRecord.open(file)) {
            return record.path().equals(file);
        } catch (BadInput e) {
            // A drive, or a damaged file: the import says what becomes of it.
            return false;
        }
    }
}
