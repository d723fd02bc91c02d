package dev.roadrig.harness.cli;

import dev.roadrig.reports.text.JsonWriter;
import dev.roadrig.reports.text.PlainText;
import dev.roadrig.scenarios.drive.formats.DriveImport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What an import tells: what the drive holds, in which units, on what clock, and what was dropped. */
final class ImportText {
    private ImportText() {}

    /** For people, a line a fact. */
    static String of(Path target, DriveImport made) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("drive", PlainText.line(target.toString())));
        rows.add(List.of("sha256", made.made().sha256()));
        rows.add(List.of("source", made.form() + ", sha256 " + made.account().sourceSha256()));
        rows.add(List.of("form", PlainText.line(made.recognised())));
        rows.add(List.of("time base", PlainText.line(made.account().timeBase())));
        rows.add(List.of("frames", String.valueOf(made.made().frames())));
        made.made()
                .channels()
                .forEach(channel -> rows.add(List.of(
                        PlainText.line(channel.topic()),
                        channel.messages() + " of " + channel.schema()
                                + (channel.units().isEmpty() ? "" : ": " + channel.units()))));
        made.account().notes().forEach(what -> rows.add(List.of("note", PlainText.line(what))));
        if (made.account().dropped().isEmpty()) {
            rows.add(List.of("dropped", "nothing"));
        }
        made.account().dropped().forEach(what -> rows.add(List.of("dropped", PlainText.line(what))));
        return String.join("\n", Columns.of(rows));
    }

    /** For machines. */
    static String json(Path target, DriveImport made) {
        var json = new JsonWriter().beginObject();
        json.name("drive").value(target.toString());
        json.name("sha256").value(made.made().sha256());
        json.name("form").value(made.form());
        json.name("recognised").value(made.recognised());
        json.name("source_sha256").value(made.account().sourceSha256());
        json.name("time_base").value(made.account().timeBase());
        json.name("frames").value(made.made().frames());
        RecordingText.json(made.made(), json);
        json.name("notes").beginArray();
        made.account().notes().forEach(json::value);
        json.endArray().name("dropped").beginArray();
        made.account().dropped().forEach(json::value);
        return json.endArray().endObject().text();
    }
}
