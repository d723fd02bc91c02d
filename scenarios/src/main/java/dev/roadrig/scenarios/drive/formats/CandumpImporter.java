package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.DriveImporter;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.FolderHash;
import dev.roadrig.scenarios.fault.RigFault;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Imports the log of {@code candump -L} (can-utils): {@code (seconds) bus id#data}, a line a frame; {@code id##F...} is
 * CAN FD with one hexadecimal digit of flags, {@code id#R} a remote frame, eight digits an extended identifier, and
 * SocketCAN's error flag in it an error frame.
 */
final class CandumpImporter implements DriveImporter {
    private static final Pattern LINE =
            Pattern.compile("\\(([^)]{1,24})\\) +(\\S{1,64}) +([0-9A-Fa-f]{1,8})#(\\S*)( +[RT])?\\s*");
    private static final Pattern SEEN =
            Pattern.compile("\\(\\d{1,10}\\.\\d{1,9}\\) +\\S+ +[0-9A-Fa-f]{3,8}#\\S*( +[RT])?\\s*");

    @Override
    public String name() {
        return "candump";
    }

    @Override
    public String form() {
        return "candump log";
    }

    @Override
    public String mark() {
        return "its first line, (seconds) bus id#data";
    }

    @Override
    public boolean knows(Path source) {
        List<String> head = TextHead.of(source);
        return !head.isEmpty() && SEEN.matcher(head.get(0)).matches();
    }

    @Override
    public Account write(Path source, DriveWriter writer) throws RigFault {
        var buses = new CanChannels(writer);
        var dropped = new Tally();
        try (TextLines lines = TextLines.open(source)) {
            while (lines.next()) {
                Matcher line = LINE.matcher(lines.text());
                if (lines.text().isBlank()) {
                    continue;
                }
                if (!lines.isWhole() && !SEEN.matcher(lines.text()).matches()) {
                    dropped.add("last lines that were cut while they were written", lines.line());
                } else if (line.matches()) {
                    CandumpLine.write(line, lines, buses);
                } else {
                    throw lines.bad(lines.text(), "is no line of a candump log: (seconds) bus id#data");
                }
            }
        }
        return new Account(
                FolderHash.ofFile(source),
                "UTC as recorded by the host, to the microsecond",
                List.of(),
                dropped.told());
    }
}
