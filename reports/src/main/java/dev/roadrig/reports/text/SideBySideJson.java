package dev.roadrig.reports.text;

import dev.roadrig.reports.accuracy.FrameDifferences.Difference;
import dev.roadrig.reports.compare.SideBySide;
import dev.roadrig.reports.compare.SideBySide.Figures;
import dev.roadrig.reports.compare.SideBySide.Verdicts;
import java.util.Optional;

/** Two runs side by side as JSON, figures in their base units. */
public final class SideBySideJson {
    private SideBySideJson() {}

    /** One value among others. */
    public static void write(SideBySide runs, JsonWriter json) {
        json.beginObject();
        json.name("left").value(runs.left());
        json.name("right").value(runs.right());
        json.name("answered_in_both").value(runs.frames().answeredInBoth());
        json.name("differences").beginArray();
        for (Difference difference : runs.frames().differences()) {
            json.beginObject();
            json.name("frame").value(difference.frame());
            json.name("kind").value(difference.kind().name());
            json.name("sentence").value(difference.sentence());
            json.endObject();
        }
        json.endArray();
        json.name("verdicts").beginArray();
        for (Verdicts verdicts : runs.verdicts()) {
            json.beginObject();
            json.name("id").value(verdicts.id());
            json.name("left").value(verdicts.left());
            json.name("right").value(verdicts.right());
            json.endObject();
        }
        json.endArray();
        json.name("figures").beginArray();
        runs.figures().forEach(figures -> write(figures, json));
        json.endArray();
        json.endObject();
    }

    private static void write(Figures figures, JsonWriter json) {
        json.beginObject();
        json.name("name").value(figures.name());
        json.name("statistic").value(figures.statistic());
        if (!figures.unit().isEmpty()) {
            json.name("unit").value(figures.unit());
        }
        json.name("left");
        value(figures.left(), json);
        json.name("right");
        value(figures.right(), json);
        json.endObject();
    }

    private static void value(Optional<Double> value, JsonWriter json) {
        if (value.isPresent()) {
            json.value(value.get());
        } else {
            json.nothing();
        }
    }
}
