package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.CsvReader;
import dev.roadrig.scenarios.drive.DriveImporter;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.FolderHash;
import dev.roadrig.scenarios.fault.RigFault;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/**
 * Imports a measured cellular log of G-NetTrack, a row a second, as the Irish 5G set has them (Raca et al., MMSys 2020):
 * rows of one stamp become one, and a gap is left as it is, so that the last state holds over it.
 */
final class GNetTrackImporter implements DriveImporter {
    private static final Set<String> NEEDED =
            Set.of("Timestamp", "NetworkMode", "DL_bitrate", "UL_bitrate", "Longitude", "Latitude");
    private static final Set<String> USED = Set.of(
            "Timestamp",
            "Longitude",
            "Latitude",
            "Speed",
            "NetworkMode",
            "RSRP",
            "RSRQ",
            "SNR",
            "DL_bitrate",
            "UL_bitrate",
            "PINGAVG",
            "CellID");

    @Override
    public String name() {
        return "gnettrack";
    }

    @Override
    public String form() {
        return "G-NetTrack log of a 4G or 5G link";
    }

    @Override
    public String mark() {
        return "its columns Timestamp, NetworkMode, DL_bitrate, UL_bitrate";
    }

    @Override
    public boolean knows(Path source) {
        List<String> head = TextHead.of(source);
        return !head.isEmpty() && Set.copyOf(List.of(head.get(0).split(","))).containsAll(NEEDED);
    }

    @Override
    public Account write(Path source, DriveWriter writer) throws RigFault {
        try (var rows = new CsvReader(source)) {
            var walk = new GNetTrackWalk(writer);
            while (rows.hasNext()) {
                walk.see(rows.next());
            }
            walk.endOfSecond();
            SortedSet<String> unused = rows.columns();
            unused.removeAll(USED);
            List<String> dropped = unused.isEmpty() ? List.of() : List.of("columns: " + String.join(", ", unused));
            return new Account(
                    FolderHash.ofFile(source),
                    "the phone's local time to the second, read as UTC, since the log names no zone",
                    walk.notes(),
                    dropped);
        }
    }
}
