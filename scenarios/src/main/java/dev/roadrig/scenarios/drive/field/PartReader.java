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
        unread.addAll(finder.unread());
        for (Source source : finder.sources()) {
            read(source, finder.name(source.path()));
        }
        return parts;
    }

    private void read(Source source, String name) throws RigFault {
        boolean second =
                source.kind() == PartKind.VIDEO && parts.stream().anyMatch(part -> part.kind() == PartKind.VIDEO);
        if (second) {
            unread.add(name + ": a second video; a drive has the pictures of one camera");
            return;
        }
        Path mcap = workspace.file("part-" + parts.size() + "-" + unread.size() + ".mcap");
        try {
            DriveImport imported = DriveImport.of(source.path(), mcap, Optional.of(source.form()), decoder);
            parts.add(new ReadPart(source.kind(), name, mcap, imported));
        } catch (BadInput e) {
            unread.add(name + ": " + e.getMessage());
        }
    }

    /** What is there and was not read, each with why. */
    List<String> unread() {
        return unread;
    }
}
