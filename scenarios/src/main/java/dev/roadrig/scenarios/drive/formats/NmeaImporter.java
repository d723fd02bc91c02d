package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.DriveImporter;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.FolderHash;
import dev.roadrig.scenarios.fault.RigFault;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Imports a receiver's log in NMEA 0183: positions and states from GGA, RMC and VTG, one a moment, dates from RMC and ZDA.
 * What comes before the first date is of the same day. Sentences with a wrong checksum are dropped and counted.
 */
final class NmeaImporter implements DriveImporter {

    @Override
    public String name() {
        return "nmea";
    }

    @Override
    public String form() {
        return "NMEA 0183 log";
    }

    @Override
    public String mark() {
        return "its first lines, sentences such as $GPGGA,... with right checksums";
    }

    @Override
    public boolean knows(Path source) {
        List<String> head = TextHead.of(source);
        long right = head.stream()
                .filter(line ->
                        NmeaSentence.of(line).filter(NmeaSentence::checked).isPresent())
                .filter(line -> !NmeaSentence.isCorrupt(line))
                .count();
        return right > 0 && right * 2 >= head.size();
    }

    @Override
    public Account write(Path source, DriveWriter writer) throws RigFault {
        Optional<LocalDate> first = firstDate(source);
        try (TextLines lines = TextLines.open(source)) {
            var walk = new NmeaWalk(lines, writer, first.orElse(LocalDate.of(2020, 1, 1)));
            while (lines.next()) {
                walk.see();
            }
            walk.endOfEpoch();
            String base = first.isPresent()
                    ? "UTC of the satellites, dates from RMC and ZDA"
                    : "the satellites' time of day, " + Stamps.SYNTHETIC + ", since no sentence has a date";
            return new Account(FolderHash.ofFile(source), base, walk.notes(), walk.dropped());
        }
    }

    private static Optional<LocalDate> firstDate(Path source) {
        try (TextLines lines = TextLines.open(source)) {
            while (lines.next()) {
                Optional<LocalDate> date = sentence(lines).flatMap(sentence -> NmeaWalk.date(sentence, lines));
                if (date.isPresent()) {
                    return date;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<NmeaSentence> sentence(TextLines lines) {
        return NmeaSentence.isCorrupt(lines.text()) ? Optional.empty() : NmeaSentence.of(lines.text());
    }
}
