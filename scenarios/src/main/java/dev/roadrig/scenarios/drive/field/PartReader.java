package dev.roadrig.scenarios.drive.field;

import dev.roadrig.scenarios.drive.field.PartFinder.Source;
import dev.roadrig.scenarios.drive.formats.DriveImport;
import dev.roadrig.scenarios.drive.video.VideoDecoder;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a bundle's parts, each as a recording of its own. A part that is broken is told and left out: the rest of a ticket
 * is worth having.
 */
final class PartReader {
    private static final String SECOND = ": a second video; a drive has the pictures of one camera";

    private final PartFinder finder;
    private final Workspace workspace;
    private final Optional<VideoDecoder> decoder;
    private final List<ReadPart> parts = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();

    PartReader(PartFinder finder, Workspace workspace, Optional<VideoDecoder> decoder) {
        this.finder = finder;
        this.workspace = workspace;
        this.decoder = decoder;
    }

    List<ReadPart> read() throws RigFault {
        if (finder.sources().size() > PartMerger.MOST_PARTS) {
            throw PartMerger.tooMany(finder.sources().size());
        }
        unread.addAll(finder.unread());
        for (Source source : finder.sources()) {
            read(source, finder.name(source.path()));
        }
        return parts;
    }

    private void read(Source source, String name) throws RigFault {
        if (source.kind() == PartKind.VIDEO && hasVideo()) {
            unread.add(name + SECOND);
            return;
        }
        Path mcap = workspace.file("part-" + parts.size() + "-" + unread.size() + ".mcap");
        try {
            DriveImport imported = DriveImport.of(source.path(), mcap, Optional.of(source.form()), decoder);
            parts.add(new ReadPart(source.kind(), name, mcap, imported));
        } catch (BadInput e) {
            unread.add(told(source.path(), name, e));
        }
    }

    private boolean hasVideo() {
        return parts.stream().anyMatch(part -> part.kind() == PartKind.VIDEO);
    }

    /** Why a part was not read, by its name in the bundle: an archive is unpacked to a place that is gone afterwards. */
    private String told(Path path, String name, BadInput why) {
        String message = finder.told(String.valueOf(why.getMessage()).replace(path.toString(), name));
        return message.startsWith(name) ? message : name + ": " + message;
    }

    /** What is there and was not read, each with why. */
    List<String> unread() {
        return unread;
    }
}
