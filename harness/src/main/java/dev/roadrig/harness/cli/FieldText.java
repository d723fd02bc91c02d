package dev.roadrig.harness.cli;

import dev.roadrig.reports.text.PlainText;
import dev.roadrig.scenarios.drive.field.FieldImport;
import dev.roadrig.scenarios.drive.field.FieldPart;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** What an import from the field tells people: a row a part, how each clock was found, and what is missing. */
final class FieldText {
    private static final long NANOS = 1_000_000_000L;

    private FieldText() {}

    static String of(Path target, FieldImport made) {
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("part", "file", "messages", "clock", "begins", "span", "to UTC", "residual"));
        made.report().parts().forEach(part -> table.add(row(part)));
        List<String> lines = new ArrayList<>(Columns.of(table));
        lines.add("");
        List<List<String>> rows = new ArrayList<>();
        for (FieldPart part : made.report().parts()) {
            rows.add(List.of(part.kind() + " by", PlainText.line(how(part))));
            part.notes().forEach(note -> rows.add(List.of(part.kind() + " note", PlainText.line(note))));
        }
        new TreeMap<>(made.report().facts()).forEach((key, value) -> rows.add(List.of(key, PlainText.line(value))));
        made.unread().forEach(what -> rows.add(List.of("not read", PlainText.line(what))));
        made.missing().forEach(what -> rows.add(List.of("missing", what)));
        if (made.missing().isEmpty()) {
            rows.add(List.of("missing", "nothing"));
        }
        rows.add(List.of(
                "frames",
                made.made().hasFrames()
                        ? made.made().frames() + ": it can be played as a drive"
                        : "none: it is not played as a drive"));
        rows.add(List.of("recording", PlainText.line(target.toString())));
        rows.add(List.of("sha256", made.made().sha256()));
        lines.addAll(Columns.of(rows));
        return String.join("\n", lines);
    }

    private static List<String> row(FieldPart part) {
        return List.of(
                part.kind(),
                PlainText.line(part.file()),
                String.valueOf(part.messages()),
                part.clock(),
                part.isUtc() ? utc(part.firstNanos()) : number("%.3f s", part.firstNanos()),
                number("%.1f s", part.lastNanos() - part.firstNanos()),
                offset(part),
                residual(part));
    }

    private static String how(FieldPart part) {
        String points = part.alignment().points() > 1 ? ", " + part.alignment().points() + " points" : "";
        String skew = part.alignment().skewNote().map(note -> "; " + note).orElse("");
        return (part.alignment().isAligned() ? "" : "unaligned: ")
                + part.alignment().method()
                + points
                + skew;
    }

    /** What is added to the clock, or when a clock of its own had its zero. */
    private static String offset(FieldPart part) {
        return part.offsetNanos()
                .map(nanos -> part.isUtc() ? number("%+.3f s", nanos) : "0 is " + utc(nanos))
                .orElse("unaligned");
    }

    private static String residual(FieldPart part) {
        return switch (part.alignment().basis()) {
            case NONE -> "-";
            case REFERENCE -> "reference";
            case STATED -> "not known";
            case FOUND -> String.format(Locale.ROOT, "%.1f ms", part.alignment().residualNanos() / 1e6);
        };
    }

    private static String utc(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS) / 1_000_000 * 1_000_000)
                .toString();
    }

    private static String number(String format, long nanos) {
        return String.format(Locale.ROOT, format, nanos / (double) NANOS);
    }
}
