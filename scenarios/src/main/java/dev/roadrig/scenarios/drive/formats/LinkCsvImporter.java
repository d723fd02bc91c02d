package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.CsvReader;
import dev.roadrig.scenarios.drive.DriveImporter;
import dev.roadrig.scenarios.drive.DriveTopic;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.FolderHash;
import dev.roadrig.scenarios.drive.LinkRows;
import dev.roadrig.scenarios.drive.StampedRows;
import dev.roadrig.scenarios.drive.v1.LinkSample;
import dev.roadrig.scenarios.fault.RigFault;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/** Imports Roadrig's own log of a link, {@code cellular.csv}: a row a state, which holds until the next. */
final class LinkCsvImporter implements DriveImporter {
    @Override
    public String name() {
        return "link-csv";
    }

    @Override
    public String form() {
        return "Roadrig's CSV of a link";
    }

    @Override
    public String mark() {
        return "its columns t_ns, down_kbps, up_kbps";
    }

    @Override
    public boolean knows(Path source) {
        List<String> head = TextHead.of(source);
        return !head.isEmpty()
                && Set.copyOf(List.of(head.get(0).split(","))).containsAll(Set.of("t_ns", "down_kbps", "up_kbps"));
    }

    @Override
    public Account write(Path source, DriveWriter writer) throws RigFault {
        try (StampedRows rows = StampedRows.of(source)) {
            while (rows.has(Long.MAX_VALUE)) {
                LinkSample sample = LinkRows.sample(rows.next());
                writer.write(DriveTopic.LINK, rows.stamp(), sample);
            }
        }
        return new Account(FolderHash.ofFile(source), "UTC as recorded in t_ns", List.of(), unused(source));
    }

    private static List<String> unused(Path source) {
        try (var rows = new CsvReader(source)) {
            SortedSet<String> unused = rows.columns();
            unused.removeAll(LinkRows.COLUMNS);
            return unused.isEmpty() ? List.of() : List.of("columns: " + String.join(", ", unused));
        }
    }
}
