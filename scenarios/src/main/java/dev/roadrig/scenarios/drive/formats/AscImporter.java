package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.DriveImporter;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.FolderHash;
import dev.roadrig.scenarios.fault.RigFault;
import java.nio.file.Path;
import java.util.List;

/**
 * Imports Vector's ASC: a head with date, base and kind of stamps, then a line an event. Frames of CAN and CAN FD and error
 * frames are taken; other events (status, statistics, transport protocols) are dropped by kind.
 */
final class AscImporter implements DriveImporter {
    @Override
    public String name() {
        return "asc";
    }

    @Override
    public String form() {
        return "Vector ASC log";
    }

    @Override
    public String mark() {
        return "its head, 'date' and 'base hex|dec timestamps absolute|relative'";
    }

    @Override
    public boolean knows(Path source) {
        return TextHead.of(source).stream()
                .limit(5)
                .anyMatch(line -> AscHeader.BASE.matcher(line).matches());
    }

    @Override
    public Account write(Path source, DriveWriter writer) throws RigFault {
        try (TextLines lines = TextLines.open(source)) {
            var walk = new AscWalk(lines, new CanChannels(writer));
            while (lines.next()) {
                walk.see();
            }
            return new Account(FolderHash.ofFile(source), walk.timeBase(), List.of(), walk.dropped());
        }
    }
}
