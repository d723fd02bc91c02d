package dev.roadrig.harness.cli;

import dev.roadrig.harness.reproduce.FieldRecord;
import dev.roadrig.harness.reproduce.Shrink;
import dev.roadrig.reports.reproduce.Rate;
import dev.roadrig.reports.text.JsonWriter;
import dev.roadrig.reports.text.SideBySideJson;
import dev.roadrig.scenarios.scenario.Symptom;
import java.util.Optional;

/** A replay's outcome for machines. */
final class ReplayJson {
    private ReplayJson() {}

    static String of(FieldRecord field, Optional<Symptom> symptom, ReplaySession.Summary summary) {
        var json = new JsonWriter();
        json.beginObject();
        json.name("record").value(field.path().toString());
        json.name("reproduces").value(symptom.map(Symptom::text).orElse(""));
        json.name("rate");
        rate(summary.rate(), json);
        json.name("unusable_runs").value(summary.unusable());
        if (summary.control().isPresent()) {
            json.name("control");
            rate(summary.control().get(), json);
            json.name("p_same_rate")
                    .value(summary.rate().sameAs(summary.control().get()));
        }
        summary.beside().ifPresent(both -> SideBySideJson.write(both, json.name("side_by_side")));
        if (summary.least().isPresent()) {
            Shrink.Result least = summary.least().get();
            json.name("least").beginObject();
            json.name("what").value(Shrink.describe(least.scenario()));
            json.name("file").value(summary.file().map(String::valueOf).orElse(""));
            json.name("rate");
            rate(least.rate(), json);
            json.name("runs").value(least.runs());
            json.name("candidates").value(least.candidates());
            json.name("finished").value(least.finished());
            json.endObject();
        }
        json.endObject();
        return json.text();
    }

    private static void rate(Rate rate, JsonWriter json) {
        json.beginObject();
        json.name("shown").value(rate.shown());
        json.name("runs").value(rate.runs());
        json.name("low").value(rate.interval().low());
        json.name("high").value(rate.interval().high());
        json.endObject();
    }
}
