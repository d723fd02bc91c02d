package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.DriveImporter;
import dev.roadrig.scenarios.drive.DriveImporter.Account;
import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.Recording;
import dev.roadrig.scenarios.drive.video.VideoDecoder;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an import made.
 *
 * @param form of the source, in words
 * @param recognised how the form was known, in words
 * @param account what is told of the source
 * @param made what the file holds
 */
public record DriveImport(String form, String recognised, Account account, Recording made) {
    /** Where the zero of a clock is laid that knows no date: 2020-01-01. */
    public static final long OWN_ZERO_UTC_NANOS = Stamps.SYNTHETIC_UTC_NANOS;

    /**
     * Imports a recording of the form that its content shows.
     *
     * @see #of(Path, Path, Optional, Optional)
     */
    public static DriveImport of(Path source, Path target) throws RigFault {
        return of(source, target, Optional.empty(), Optional.empty());
    }

    /** The names of the forms that a file or a folder looks like, such as candump; mostly one or none. */
    public static List<String> forms(Path source) {
        return new DriveImporters(Optional.empty())
                .knowing(source).stream().map(DriveImporter::name).toList();
    }

    /** Whether its stamps count from a zero of their own, which was laid at {@link #OWN_ZERO_UTC_NANOS}. */
    public boolean hasOwnZero() {
        return account.timeBase().contains(Stamps.SYNTHETIC);
    }

    /**
     * Imports a recording, and opens and checks what was made.
     *
     * @param source a file or a folder of a known form
     * @param target the .mcap to make; must not be there
     * @param as the name of the form, such as candump; where it is empty the content tells
     * @param decoder what makes pictures of a video file; empty where there is nothing that can
     * @throws BadInput when the source is of no known form, or broken, or the target is there; nothing is made then
     * @throws RigFault when the target's disk fails
     */
    public static DriveImport of(Path source, Path target, Optional<String> as, Optional<VideoDecoder> decoder)
            throws RigFault {
        if (!DriveReader.isMcap(target)) {
            throw new BadInput(target + " should end in .mcap, since that is what an import makes.");
        }
        if (!Files.exists(source)) {
            throw new BadInput("There is nothing to import at " + source + ".");
        }
        var importers = new DriveImporters(decoder);
        DriveImporter importer = as.isPresent() ? importers.named(as.get()) : importers.recognised(source);
        Account account;
        try (var writer = new DriveWriter(target)) {
            account = importer.write(source, writer);
            if (writer.messages() == 0) {
                throw new BadInput(
                        source + " holds nothing to import: read as " + importer.form() + ", it has no messages.");
            }
            writer.finish(Map.of(
                    "form", importer.form(),
                    "source", String.valueOf(source.toAbsolutePath().normalize().getFileName()),
                    "source-sha256", account.sourceSha256(),
                    "time-base", account.timeBase()));
        }
        Recording made = Recording.ofMade(target);
        String recognised = as.isPresent() ? "told to be it" : "recognised by " + importer.mark();
        return new DriveImport(importer.form(), recognised, account, made);
    }
}
