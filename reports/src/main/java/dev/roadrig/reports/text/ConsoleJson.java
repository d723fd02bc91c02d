package dev.roadrig.reports.text;

import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.observe.ConsoleSaid;
import dev.roadrig.reports.observe.PatternTally;
import java.util.OptionalLong;

/**
 * What a board's own lines gave, for machines: null where its profile takes nothing of them; else {@code baud} (0 where
 * unknown), {@code behind}, {@code setAside}, {@code ofNoFrame}, {@code again} and {@code patterns}, each with its
 * counts, {@code floor} in seconds, null where nothing bounds it, and {@code stampLate}, how late a line's stamp may be in
 * seconds, null where the record does not say.
 */
final class ConsoleJson {
    private ConsoleJson() {}

    static void write(RunTable run, JsonWriter json) {
        if (run.said().isEmpty()) {
            json.nothing();
            return;
        }
        ConsoleSaid said = run.said().get();
        json.beginObject();
        json.name("baud").value(said.floor().baud());
        json.name("behind").value(said.floor().behind());
        json.name("setAside").value(said.setAside());
        json.name("ofNoFrame").value(said.ofNoFrame());
        json.name("again").value(said.again());
        json.name("patterns").beginArray();
        said.patterns().forEach(pattern -> pattern(pattern, said, json));
        json.endArray();
        json.endObject();
    }

    private static void pattern(PatternTally p, ConsoleSaid said, JsonWriter json) {
        json.beginObject();
        json.name("pattern").value(p.pattern());
        json.name("taken").value(p.taken());
        json.name("early").value(p.early());
        json.name("cut").value(p.cut());
        json.name("twice").value(p.twice());
        json.name("unreadable").value(p.unreadable());
        json.name("costly").value(p.costly());
        json.name("floor");
        OptionalLong held = said.floor().nanos(p.longestBytes());
        if (held.isPresent()) {
            json.value(held.getAsLong() / 1e9);
        } else {
            json.nothing();
        }
        json.name("stampLate");
        if (p.latestStampNanos().isPresent()) {
            json.value(p.latestStampNanos().getAsLong() / 1e9);
        } else {
            json.nothing();
        }
        json.endObject();
    }
}
