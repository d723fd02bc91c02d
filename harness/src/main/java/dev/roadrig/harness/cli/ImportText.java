package dev.roadrig.harness.cli;

import dev.roadrig.reports.text.JsonWriter;
import dev.roadrig.reports.text.PlainText;
import dev.roadrig.scenarios.drive.DriveImport;
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
        rows.add(List.of("sha256", made.sha256()));
        rows.add(List.of("source", made.form() + ", sha256 " + made.sourceSha256()));
        rows.add(List.of("time base", made.timeBase()));
        rows.add(List.of("frames", String.valueOf(made.frames())));
        made.channels()
                .forEach((channel, units) -> rows.add(List.of(
                        PlainText.line(channel.topic()),
                        channel.messages() + " of " + channel.schema() + (units.isEmpty() ? "" : ": " + units))));
        if (made.dropped().isEmpty()) {
            rows.add(List.of("dropped", "nothing"));
        }
        made.dropped().forEach(what -> rows.add(List.of("dropped", PlainText.line(what))));
        return String.join("\n", Columns.of(rows));
    }

    /** For machines. */
    static String json(Path target, DriveImport made) {
        var json = new JsonWriter().beginObject();
        json.name("drive").value(target.toString());
        json.name("sha256").value(made.sha256());
        json.name("form").value(made.form());
        json.name("source_sha256").value(made.sourceSha256());
        json.name("time_base").value(made.timeBase());
        json.name("frames").value(made.frames());
        json.name("channels").beginArray();
        made.channels().forEach((channel, units) -> {
            json.beginObject().name("topic").value(channel.topic());
            json.name("schema").value(channel.schema());
            json.name("messages").value(channel.messages());
            json.name("units").value(units).endObject();
        });
        json.endArray().name("dropped").beginArray();
        made.dropped().forEach(json::value);
        return json.endArray().endObject().text();
    }
}
