package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.drive.DriveImporter.Account;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an import made.
 *
 * @param form of the source, in words
 * @param sourceSha256 of the source, as {@link Drive#sha256()} defines it
 * @param sha256 of the drive that was made
 * @param frames of the drive that was made
 * @param channels of the drive that was made, each with its units in words
 * @param timeBase what the stamps count from, in words
 * @param dropped what the source holds and the drive does not, in words
 */
public record DriveImport(
        String form,
        String sourceSha256,
        String sha256,
        int frames,
        Map<Drive.Channel, String> channels,
        String timeBase,
        List<String> dropped) {
    private static final List<DriveImporter> IMPORTERS = List.of(new FolderImporter());

    public DriveImport {
        channels = new java.util.LinkedHashMap<>(channels);
        dropped = List.copyOf(dropped);
    }

    /**
     * Imports a recording, and opens and checks what was made.
     *
     * @param source a file or a folder of a known form
     * @param target the .mcap to make; must not be there
     * @throws BadInput when the source is of no known form, or broken, or the target is there; nothing is made then
     * @throws RigFault when the target's disk fails
     */
    public static DriveImport of(Path source, Path target) throws RigFault {
        if (!DriveReader.isMcap(target)) {
            throw new BadInput(target + " should end in .mcap, since that is what an import makes.");
        }
        if (!Files.exists(source)) {
            throw new BadInput("There is nothing to import at " + source + ".");
        }
        DriveImporter importer = IMPORTERS.stream()
                .filter(known -> known.knows(source))
                .findFirst()
                .orElseThrow(() -> new BadInput(source + " is of no form that can be imported. Known: "
                        + IMPORTERS.stream().map(DriveImporter::form).collect(Collectors.joining(", ")) + "."));
        Account account;
        try (var writer = new DriveWriter(target)) {
            account = importer.write(source, writer);
            writer.finish(Map.of(
                    "form", importer.form(),
                    "source", String.valueOf(source.toAbsolutePath().normalize().getFileName()),
                    "source-sha256", account.sourceSha256(),
                    "time-base", account.timeBase()));
        }
        try (Drive made = DriveReader.open(target)) {
            return new DriveImport(
                    importer.form(),
                    account.sourceSha256(),
                    made.sha256(),
                    made.frameCount(),
                    withUnits(made.channels()),
                    account.timeBase(),
                    account.dropped());
        }
    }

    private static Map<Drive.Channel, String> withUnits(List<Drive.Channel> channels) {
        Map<Drive.Channel, String> units = new java.util.LinkedHashMap<>();
        channels.forEach(channel -> units.put(
                channel,
                Arrays.stream(DriveTopic.values())
                        .filter(topic -> topic.topic().equals(channel.topic()))
                        .map(DriveTopic::units)
                        .findFirst()
                        .orElse("")));
        return units;
    }
}
