package dev.roadrig.harness.cli;

import dev.roadrig.reports.text.JsonWriter;
import dev.roadrig.wires.tool.Figure;
import dev.roadrig.wires.tool.Row;
import dev.roadrig.wires.tool.ToolResult;
import java.util.List;

/** What a tool said, for machines; what it did not say is not there. */
final class ToolJson {
    private ToolJson() {}

    static String of(ToolResult result) {
        var json = new JsonWriter().beginObject();
        json.name("tool").value(result.tool().id());
        if (!result.version().equals(ToolResult.NOT_STATED)) {
            json.name("version").value(result.version());
        }
        json.name("measured").value(result.measured().what());
        strings("conditions", result.measured().conditions(), json);
        json.name("settings").beginObject();
        result.measured().settings().forEach((name, value) -> json.name(name).value(value));
        json.endObject();
        strings("not_stated", result.measured().unstated(), json);
        json.name("failed").value(result.failed());
        figures(result.figures(), json);
        json.name("facts").beginObject();
        result.facts().forEach((name, words) -> json.name(name).value(words));
        json.endObject().name("rows").beginArray();
        for (Row row : result.rows()) {
            json.beginObject().name("kind").value(row.kind());
            some("name", row.name(), json);
            some("where", row.where(), json);
            some("detail", row.detail(), json);
            figures(row.figures(), json);
            json.endObject();
        }
        json.endArray();
        strings("notes", result.notes(), json);
        json.name("raw").value(result.raw());
        return json.endObject().text().strip();
    }

    private static void figures(List<Figure> figures, JsonWriter json) {
        json.name("figures").beginArray();
        for (Figure figure : figures) {
            json.beginObject().name("name").value(figure.name());
            json.name("value").value(figure.value());
            some("unit", figure.unit(), json);
            json.endObject();
        }
        json.endArray();
    }

    private static void some(String name, String value, JsonWriter json) {
        if (!value.isEmpty()) {
            json.name(name).value(value);
        }
    }

    private static void strings(String name, List<String> values, JsonWriter json) {
        json.name(name).beginArray();
        values.forEach(json::value);
        json.endArray();
    }
}
