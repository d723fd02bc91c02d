package dev.roadrig.scenarios.drive.field;

import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.FolderHash;
import dev.roadrig.scenarios.drive.Recording;
import dev.roadrig.scenarios.drive.align.ClockMap;
import dev.roadrig.scenarios.drive.formats.DriveImport;
import dev.roadrig.scenarios.drive.video.VideoDecoder;
import dev.roadrig.scenarios.drive.zip.FolderBundle;
import dev.roadrig.scenarios.drive.zip.ZipBundle;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an import of a support ticket's bundle made.
 *
 * @param report facts and parts, as the recording has them too
 * @param made what the recording holds
 * @param missing what a ticket should hold and this one does not, in words
 * @param unread files that are there and were not read, each with why
 */
public record FieldImport(FieldReport report, Recording made, List<String> missing, List<String> unread) {
    public FieldImport {
        missing = List.copyOf(missing);
        unread = List.copyOf(unread);
    }

    /**
     * Imports a bundle: finds its parts, brings their clocks to UTC as far as they show how, and writes one recording.
     *
     * @param source a folder, or a ZIP archive; both under the rules of {@link ZipBundle}
     * @param target the .mcap to make; must not be there
     * @param decoder what makes frames of a video file; empty where there is nothing that can
     * @throws BadInput when the bundle is refused or holds nothing that can be read, or the target is there; nothing is
     *     made then
     * @throws RigFault when the target's disk fails
     */
    public static FieldImport of(Path source, Path target, Optional<VideoDecoder> decoder) throws RigFault {
        if (!DriveReader.isMcap(target)) {
            throw new BadInput(target + " should end in .mcap, since that is what an import makes.");
        }
        if (!Files.exists(source)) {
            throw new BadInput("There is no bundle at " + source + ".");
        }
        boolean folder = Files.isDirectory(source);
        if (!folder && !ZipBundle.isOne(source)) {
            throw new BadInput(source
                    + " is neither a folder nor a ZIP archive. For a single log there is `roadrig drive" + " import`.");
        }
        try (Workspace workspace = Workspace.beside(target)) {
            if (folder) {
                // A link that the user names is followed; those in the bundle are refused.
                Path bundle = Files.isSymbolicLink(source) ? real(source) : source;
                return imported(bundle, bundle, target, new Parts(workspace, decoder));
            }
            Path unpacked = workspace.folder("bundle");
            ZipBundle.unpack(source, unpacked);
            try {
                return imported(source, unpacked, target, new Parts(workspace, decoder));
            } catch (BadInput e) {
                // Where it was unpacked to is gone when somebody reads this.
                throw new BadInput(String.valueOf(e.getMessage()).replace(unpacked.toString(), source.toString()), e);
            }
        }
    }

    private static Path real(Path link) {
        try {
            return link.toRealPath();
        } catch (IOException e) {
            throw FileTrouble.unread(link, e);
        }
    }

    /** What parts are read with. */
    private record Parts(Workspace workspace, Optional<VideoDecoder> decoder) {}

    private static FieldImport imported(Path source, Path bundle, Path target, Parts with) throws RigFault {
        List<Path> files = FolderBundle.files(bundle);
        OwnReport.refuse(source, bundle, files);
        var finder = new PartFinder(bundle, files);
        FieldFile facts = finder.fieldFile().map(FieldFile::read).orElse(FieldFile.absent());
        var reader = new PartReader(finder, with.workspace(), with.decoder());
        List<ReadPart> read = reader.read();
        if (read.isEmpty()) {
            throw new BadInput(source + " holds nothing that can be read"
                    + (reader.unread().isEmpty() ? "." : ": " + String.join("; ", reader.unread()) + "."));
        }
        var clocks = new PartClocks(read, facts.clocks());
        Map<ReadPart, FieldPart> parts = clocks.parts();
        String hash = bundle.equals(source) ? FolderHash.ofFolder(source) : FolderHash.ofFile(source);
        var report = new FieldReport(named(facts), List.copyOf(parts.values()));
        write(source, target, hash, report, parts);
        Recording made = Recording.ofMade(target);
        return new FieldImport(report, made, missing(finder, facts, read), reader.unread());
    }

    private static Map<String, String> named(FieldFile file) {
        Map<String, String> facts = new TreeMap<>();
        file.facts().forEach((key, value) -> facts.put(key.path(), value));
        return facts;
    }

    private static void write(Path source, Path target, String hash, FieldReport report, Map<ReadPart, FieldPart> parts)
            throws RigFault {
        // Where nothing is aligned, there is no timeline that a part could be missing from.
        boolean anyAligned =
                parts.values().stream().anyMatch(part -> part.alignment().isAligned());
        try (var writer = new DriveWriter(target);
                var merger = new PartMerger(writer)) {
            parts.forEach((read, part) -> {
                long zero = read.imported().hasOwnZero() ? DriveImport.OWN_ZERO_UTC_NANOS : 0;
                Optional<ClockMap> clock = part.alignment().clock().map(map -> map.sinceZero(-zero));
                merger.add(read.mcap(), read.name(), clock.orElse(ClockMap.UTC), clock.isPresent() || !anyAligned);
            });
            merger.write();
            writer.facts(FieldReport.FACTS, report.facts());
            for (FieldPart part : report.parts()) {
                writer.facts(FieldReport.PART, part.facts());
            }
            writer.finish(Map.of(
                    "form",
                    "field bundle",
                    "source",
                    String.valueOf(source.toAbsolutePath().normalize().getFileName()),
                    "source-sha256",
                    hash,
                    "time-base",
                    anyAligned
                            ? "UTC, to which each part's clock was brought; how, stands in the records "
                                    + FieldReport.PART
                            : "each part's own, since no clock could be compared with another"));
        }
    }

    private static List<String> missing(PartFinder finder, FieldFile facts, List<ReadPart> read) {
        List<String> missing = new ArrayList<>();
        Set<PartKind> kinds = EnumSet.allOf(PartKind.class);
        read.forEach(part -> kinds.remove(part.kind()));
        kinds.forEach(kind -> missing.add(kind.wanted()));
        if (finder.fieldFile().isEmpty()) {
            missing.add(FieldFile.NAME);
        } else {
            facts.missing().forEach(key -> missing.add(FieldFile.NAME + ": " + key));
        }
        return missing;
    }
}
