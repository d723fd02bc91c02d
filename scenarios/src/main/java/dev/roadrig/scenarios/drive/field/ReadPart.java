package dev.roadrig.scenarios.drive.field;

import dev.roadrig.scenarios.drive.Recording;
import dev.roadrig.scenarios.drive.align.Alignment;
import dev.roadrig.scenarios.drive.formats.DriveImport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a bundle as a recording with its own stamps.
 *
 * @param name in the bundle
 * @param mcap where the recording is
 * @param imported what the import told
 */
record ReadPart(PartKind kind, String name, Path mcap, DriveImport imported) {
    private static final String MONOTONIC = "monotonic";

    /** UTC, PTS or monotonic: a clock without a date counts from a zero of its own. */
    String clock() {
        if (!imported.hasOwnZero()) {
            return "UTC";
        }
        return kind == PartKind.VIDEO ? "PTS" : kind == PartKind.GNSS ? "time of day" : MONOTONIC;
    }

    boolean isMonotonic() {
        return clock().equals(MONOTONIC);
    }

    /** With what is known of its clock. */
    FieldPart with(Alignment alignment, List<String> remarks) {
        Recording made = imported.made();
        List<String> notes = new ArrayList<>(remarks);
        notes.addAll(imported.account().notes());
        imported.account().dropped().forEach(what -> notes.add("dropped: " + what));
        long zero = imported.hasOwnZero() ? DriveImport.OWN_ZERO_UTC_NANOS : 0;
        long first = made.startUtcNanos();
        Alignment own = zero == 0 ? alignment : alignment.sinceZero(zero);
        return new FieldPart(
                kind.word(),
                name,
                imported.form(),
                clock(),
                made.messages(),
                first - zero,
                first - zero + made.duration().toNanos(),
                own,
                notes);
    }
}
