package dev.roadrig.harness.cli;

import dev.roadrig.reports.text.JsonWriter;
import dev.roadrig.reports.text.PlainText;
import dev.roadrig.scenarios.drive.DriveRecovery;
import dev.roadrig.scenarios.mcap.Recovery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What a recovery tells: what was kept, and in words what is missing. */
final class RecoveryText {
    private RecoveryText() {}

    /** For people, a line a fact. */
    static String of(Path damaged, Path target, DriveRecovery recovery) {
        Recovery kept = recovery.kept();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("recovered", PlainText.line(target.toString())));
        rows.add(List.of("from", PlainText.line(damaged.toString())));
        rows.add(List.of(
                "kept",
                kept.messages() + " messages, " + kept.attachments() + " attachments, " + kept.metadata()
                        + " metadata"));
        kept.messagesByTopic()
                .forEach((topic, messages) -> rows.add(List.of(PlainText.line(topic), messages + " messages")));
        missing(recovery).forEach(what -> rows.add(List.of("missing", PlainText.line(what))));
        if (kept.unchecked() > 0) {
            rows.add(List.of(
                    "unchecked",
                    kept.unchecked() + " messages are of a chunk that was cut: whole, but without a CRC that covers"
                            + " them"));
        }
        return String.join("\n", Columns.of(rows));
    }

    /** What is missing, a sentence each; one that says so when nothing is. */
    private static List<String> missing(DriveRecovery recovery) {
        Recovery kept = recovery.kept();
        List<String> missing = new ArrayList<>();
        kept.damage().forEach(damage -> missing.add(damage.toString()));
        OptionalLong counted = kept.counted();
        if (counted.isPresent() && counted.getAsLong() != kept.messages()) {
            missing.add(counted.getAsLong() - kept.messages() + " of the " + counted.getAsLong()
                    + " messages that the file counts");
        } else if (counted.isEmpty() && !kept.damage().isEmpty()) {
            missing.add("how many messages are lost is not known: the file's own count stood at its end");
        }
        if (recovery.halfFrames() > 0) {
            missing.add(recovery.halfFrames() + " messages of frames of which only a part is there; they are left out");
        }
        long unknown = kept.leftOut() - recovery.halfFrames();
        if (unknown > 0) {
            missing.add(unknown + " messages of channels that nothing in the file describes");
        }
        return missing.isEmpty() ? List.of("nothing") : missing;
    }

    /** For machines; a count that is not known is null. */
    static String json(Path damaged, Path target, DriveRecovery recovery) {
        Recovery kept = recovery.kept();
        var json = new JsonWriter().beginObject();
        json.name("recovered").value(target.toString());
        json.name("from").value(damaged.toString());
        json.name("messages").value(kept.messages());
        json.name("attachments").value(kept.attachments());
        json.name("metadata").value(kept.metadata());
        json.name("unchecked").value(kept.unchecked());
        json.name("left_out").value(kept.leftOut());
        json.name("half_frames").value(recovery.halfFrames());
        json.name("counted");
        if (kept.counted().isPresent()) {
            json.value(kept.counted().getAsLong());
        } else {
            json.value(Double.NaN);
        }
        json.name("topics").beginObject();
        kept.messagesByTopic().forEach((topic, messages) -> json.name(topic).value(messages));
        json.endObject().name("damage").beginArray();
        kept.damage().forEach(damage -> {
            json.beginObject().name("offset").value(damage.offset());
            json.name("what").value(damage.what()).endObject();
        });
        return json.endArray().endObject().text();
    }
}
