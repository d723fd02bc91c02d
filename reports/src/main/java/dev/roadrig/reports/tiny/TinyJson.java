package dev.roadrig.reports.tiny;

import dev.roadrig.reports.text.JsonWriter;
import dev.roadrig.scenarios.tiny.TinyLog;
import java.util.List;

/** A session's figures for machines. */
public final class TinyJson {
    private TinyJson() {}

    /** One object; energies in uJ, times in seconds, shares from 0 to 1 but {@code top-1} of compared rows in percent. */
    public static String of(TinyLog log, TinyFigures figures, List<Compared> compared) {
        var json = new JsonWriter().beginObject();
        json.name("session").value(log.id()).name("model").value(log.model());
        json.name("windows").beginArray();
        for (WindowFigures window : figures.windows()) {
            json.beginObject().name("runs").value(window.runs());
            json.name("seconds").value(window.seconds());
            json.name("perSecond").value(window.perSecond());
            window.microjoules().ifPresent(value -> json.name("microjoules").value(value));
            json.endObject();
        }
        json.endArray();
        figures.medianPerSecond()
                .ifPresent(value -> json.name("medianPerSecond").value(value));
        figures.medianMicrojoules()
                .ifPresent(value -> json.name("medianMicrojoulesPerInference").value(value));
        figures.accuracy().ifPresent(accuracy -> {
            json.name("samples").value(accuracy.samples()).name("right").value(accuracy.right());
            json.name("top1").value(accuracy.top1());
            json.name("officialAuc").value(accuracy.officialAuc());
            json.name("exactAuc").value(accuracy.exactAuc());
        });
        json.name("official").beginArray();
        for (Compared row : compared) {
            json.beginObject().name("figure").value(row.what()).name("unit").value(row.unit());
            json.name("recomputed").value(row.ours()).name("official").value(row.official());
            json.name("mayDiffer").value(row.bound()).name("same").value(row.same());
            json.endObject();
        }
        json.endArray();
        texts(json, "missing", figures.missing());
        texts(json, "remarks", figures.remarks());
        return json.endObject().text();
    }

    private static void texts(JsonWriter json, String name, List<String> texts) {
        json.name(name).beginArray();
        texts.forEach(json::value);
        json.endArray();
    }
}
