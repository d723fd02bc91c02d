package dev.roadrig.harness.cli;

import dev.roadrig.reports.text.JsonWriter;
import dev.roadrig.reports.text.PlainText;
import dev.roadrig.scenarios.drive.DriveRecovery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What a recovery tells: what was kept, and in words what is missing. */
final class RecoveryText {
    private RecoveryText() {}

    /** For people, a line a fact. */
    static String of(Path damaged, Path target, DriveRecovery recovery) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("recovered", PlainText.line(target.toString())));
        rows.add(List.of("from", PlainText.line(damaged.toString())));
        rows.add(List.of(
                "kept",
                recovery.messages() + " messages, " + recovery.attachments() + " attachments, " + recovery.metadata()
                        + " metadata"));
        recovery.messagesByTopic()
                .forEach((topic, messages) -> rows.add(List.of(PlainText.line(topic), messages + " messages")));
        missing(recovery).forEach(what -> rows.add(List.of("missing", PlainText.line(what))));
        if (recovery.unchecked() > 0) {
            rows.add(List.of(
                    "unchecked",
                    recovery.unchecked() + " messages are of a chunk that was cut: whole, but without a CRC that covers"
                            + " them"));
        }
        return String.join("\n", Columns.of(rows));
    }

    /** What is missing, a sentence each; one that says so when nothing is. */
    private static List<String> missing(DriveRecovery recovery) {
        List<String> missing = new ArrayList<>();
        recovery.damage().forEach(damage -> missing.add(damage.toString()));
        OptionalLong counted = recovery.counted();
        if (counted.isPresent() && counted.getAsLong() != recovery.messages()) {
            missing.add(counted.getAsLong() - recovery.messages() + " of the " + counted.getAsLong()
                    + " messages that the file counts");
        } else if (counted.isEmpty() && !recovery.damage().isEmpty()) {
            missing.add("how many messages are lost is not known: the file's own count stood at its end");
        }
        if (recovery.halfFrames() > 0) {
            missing.add(recovery.halfFrames() + " messages of frames of which only a part is there; they are left out");
        }
        long unknown = recovery.leftOut() - recovery.halfFrames();
        if (unknown > 0) {
            missing.add(unknown + " messages of channels that nothing in the file describes");
        }
        return missing.isEmpty() ? List.of("nothing") : missing;
    }

    /** For machines; a count that is not known is null. */
    static String json(Path damaged, Path target, DriveRecovery recovery) {
        var json = new JsonWriter().beginObject();
        json.name("recovered").value(target.toString());
        json.name("from").value(damaged.toString());
        json.name("messages").value(recovery.messages());
        json.name("attachments").value(recovery.attachments());
        json.name("metadata").value(recovery.metadata());
        json.name("unchecked").value(recovery.unchecked());
        json.name("left_out").value(recovery.leftOut());
        json.name("half_frames").value(recovery.halfFrames());
        json.name("counted");
        if (recovery.counted().isPresent()) {
            json.value(recovery.counted().getAsLong());
        } else {
            json.value(Double.NaN);
        }
        json.name("topics").beginObject();
        recovery.messagesByTopic().forEach((topic, messages) -> json.name(topic).value(messages));
        json.endObject().name("damage").beginArray();
        recovery.damage().forEach(damage -> {
            json.beginObject().name("offset").value(damage.offset());
            json.name("what").value(damage.what()).endObject();
        });
        return json.endArray().endObject().text();
    }
}
