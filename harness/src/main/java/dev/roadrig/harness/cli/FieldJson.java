package dev.roadrig.harness.cli;

import dev.roadrig.reports.text.JsonWriter;
import dev.roadrig.scenarios.drive.field.FieldImport;
import dev.roadrig.scenarios.drive.field.FieldPart;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** What an import from the field tells machines; times are whole nanoseconds, and what is not known is not there. */
final class FieldJson {
    private FieldJson() {}

    static String of(Path target, FieldImport made) {
        var json = new JsonWriter().beginObject();
        json.name("recording").value(target.toString());
        json.name("sha256").value(made.made().sha256());
        json.name("frames").value(made.made().frames());
        json.name("facts").beginObject();
        new TreeMap<>(made.report().facts())
                .forEach((key, value) -> json.name(key).value(value));
        json.endObject().name("parts").beginArray();
        made.report().parts().forEach(part -> part(part, json));
        json.endArray();
        list("missing", made.missing(), json);
        list("not_read", made.unread(), json);
        RecordingText.json(made.made(), json);
        return json.endObject().text().strip();
    }

    private static void part(FieldPart part, JsonWriter json) {
        json.beginObject().name("kind").value(part.kind());
        json.name("file").value(part.file());
        json.name("form").value(part.form());
        json.name("clock").value(part.clock());
        json.name("messages").value(part.messages());
        json.name("first_ns").value(part.firstNanos());
        json.name("last_ns").value(part.lastNanos());
        json.name("basis").value(part.alignment().basis().name().toLowerCase(Locale.ROOT));
        json.name("method").value(part.alignment().method());
        json.name("points").value(part.alignment().points());
        part.offsetNanos().ifPresent(nanos -> json.name("offset_ns").value(nanos));
        if (part.alignment().residualNanos() > 0) {
            json.name("residual_ns").value(part.alignment().residualNanos());
        }
        part.alignment().clock().ifPresent(map -> json.name("skew_ppm").value(-map.skew() * 1e6));
        part.alignment().skewNote().ifPresent(note -> json.name("skew_note").value(note));
        list("notes", part.notes(), json);
        json.endObject();
    }

    private static void list(String name, List<String> values, JsonWriter json) {
        json.name(name).beginArray();
        values.forEach(json::value);
        json.endArray();
    }
}
