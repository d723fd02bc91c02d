package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.DriveImporter;
import dev.roadrig.scenarios.drive.FolderImporter;
import dev.roadrig.scenarios.drive.video.VideoDecoder;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The importers of all forms, found by their names and by what a source holds. */
final class DriveImporters {
    private final List<DriveImporter> importers;

    DriveImporters(Optional<VideoDecoder> decoder) {
        importers = List.of(
                new FolderImporter(),
                new CandumpImporter(),
                new AscImporter(),
                new NmeaImporter(),
                new GpxImporter(),
                new GNetTrackImporter(),
                new MahimahiImporter(),
                new LinkCsvImporter(),
                new CommaImporter(),
                new KittiObjectImporter(),
                new KittiRawImporter(),
                new MlperfImporter(),
                new Mdf4Importer(),
                new PtsFramesImporter(),
                new LogImporter(true),
                new VideoImporter(decoder),
                new RosImporter(),
                new CocoImporter(),
                new LogImporter(false));
    }

    /** What can be imported: names for {@code --as}, each with the form in words. */
    List<String> forms() {
        return importers.stream()
                .map(known -> known.name() + " (" + known.form() + ")")
                .toList();
    }

    /** By its name. Throws {@link BadInput} with the known ones. */
    DriveImporter named(String name) {
        return importers.stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadInput("There is no form " + Wording.quote(name)
                        + Wording.instead(
                                name,
                                importers.stream().map(DriveImporter::name).toList()) + "."));
    }

    /** All that know a source. */
    List<DriveImporter> knowing(Path source) {
        return importers.stream().filter(importer -> importer.knows(source)).toList();
    }

    /** The one that knows a source. Throws {@link BadInput} where none or more than one does. */
    DriveImporter recognised(Path source) {
        List<DriveImporter> known = knowing(source);
        if (known.size() > 1) {
            throw new BadInput(source + " looks like more than one form: "
                    + known.stream().map(DriveImporter::name).collect(Collectors.joining(", "))
                    + ". Say which with --as.");
        }
        if (known.isEmpty()) {
            throw new BadInput(source + " is of no form that can be imported. Known: " + String.join(", ", forms())
                    + ". Insist on one with --as NAME, and it says where the content differs.");
        }
        return known.get(0);
    }
}
