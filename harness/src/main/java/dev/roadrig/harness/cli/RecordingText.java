package dev.roadrig.harness.cli;

import dev.roadrig.reports.text.JsonWriter;
import dev.roadrig.reports.text.PlainText;
import dev.roadrig.scenarios.drive.Recording;
import dev.roadrig.scenarios.drive.Recording.Stream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** What an .mcap holds, channel by channel: counts, rates, gaps, jumps, bytes, and where it is damaged. */
final class RecordingText {
    private static final long NANOS = 1_000_000_000L;

    private RecordingText() {}

    /** What heads the channels of a recording without frames, a row a fact. */
    static List<List<String>> head(Recording recording) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("recording", PlainText.line(recording.name())));
        rows.add(List.of("sha256", recording.sha256()));
        rows.add(List.of("duration", time(recording.duration())));
        rows.add(List.of("frames", frames(recording)));
        return rows;
    }

    private static String frames(Recording recording) {
        if (recording.damage().isEmpty()) {
            return "none: it has no camera's pictures, and is not played as a drive";
        }
        return recording.hasFrames()
                ? recording.frames() + " before the damage; not played as a drive until it is recovered"
                : "none before the damage; what lay behind it is not known";
    }

    /** How a damaged recording is dealt with, after the words for its damage. */
    static String remedy(Path file, Recording recording) {
        String anew = ". A drive is played whole or not at all: fetch it again, or import it again with `roadrig drive"
                + " import`";
        return recording.messages() == 0
                ? anew + ". Nothing before the damage can be kept."
                : anew
                        + ", or make a sound file of what is whole of the %d messages before it, %d of them frames, with `roadrig drive recover %s -o FILE.mcap`."
                                .formatted(recording.messages(), recording.frames(), file);
    }

    /** For people, a row a fact. */
    static List<List<String>> rows(Recording recording) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("begins", recording.messages() == 0 ? "-" : utc(recording.startUtcNanos())));
        rows.add(List.of("size", recording.bytes() + " bytes, " + recording.messages() + " messages"));
        recording
                .channels()
                .forEach(channel ->
                        rows.add(List.of(PlainText.line(channel.topic()), PlainText.line(text(channel, recording)))));
        new TreeMap<>(recording.origin())
                .forEach((name, value) -> rows.add(List.of(PlainText.line(name), PlainText.line(value))));
        rows.add(List.of("damage", PlainText.line(recording.damage().orElse("none"))));
        return rows;
    }

    private static String text(Stream channel, Recording recording) {
        var text = new StringBuilder()
                .append(channel.messages())
                .append(" of ")
                .append(channel.schema().isEmpty() ? channel.encoding() : channel.schema());
        if (!channel.units().isEmpty()) {
            text.append(": ").append(channel.units());
        }
        if (!Double.isNaN(channel.messagesPerSecond())) {
            text.append(number("; %.2f a second", channel.messagesPerSecond()));
        }
        if (channel.gaps() > 0) {
            text.append("; ").append(channel.gaps()).append(" gaps, the longest ");
            text.append(time(channel.longestInterval()));
            text.append(number(
                    ", %.3f s in", (channel.longestFromUtcNanos() - recording.startUtcNanos()) / (double) NANOS));
        }
        if (channel.stepsBack() > 0) {
            text.append("; ").append(channel.stepsBack()).append(" jumps back, the furthest ");
            text.append(time(channel.furthestBack()));
        }
        if (channel.repeats() > 0) {
            text.append("; ").append(channel.repeats()).append(" with the stamp of the one before");
        }
        return text.append("; ").append(channel.messageBytes()).append(" bytes").toString();
    }

    /** For machines, members of an object; a rate that is not known is null, and damage is there only where there is some. */
    static void json(Recording recording, JsonWriter json) {
        json.name("start_ns").value(recording.startUtcNanos());
        json.name("span_ns").value(recording.duration().toNanos());
        json.name("bytes").value(recording.bytes());
        json.name("messages").value(recording.messages());
        json.name("channels").beginArray();
        recording.channels().forEach(channel -> {
            json.beginObject().name("topic").value(channel.topic());
            json.name("schema").value(channel.schema());
            json.name("encoding").value(channel.encoding());
            json.name("units").value(channel.units());
            json.name("messages").value(channel.messages());
            json.name("bytes").value(channel.messageBytes());
            json.name("messages_per_second").value(channel.messagesPerSecond());
            json.name("median_interval_ns").value(channel.medianInterval().toNanos());
            json.name("gaps").value(channel.gaps());
            json.name("longest_interval_ns").value(channel.longestInterval().toNanos());
            json.name("longest_interval_from_ns").value(channel.longestFromUtcNanos());
            json.name("jumps_back").value(channel.stepsBack());
            json.name("furthest_back_ns").value(channel.furthestBack().toNanos());
            json.name("repeated_stamps").value(channel.repeats()).endObject();
        });
        json.endArray().name("origin").beginObject();
        new TreeMap<>(recording.origin())
                .forEach((name, value) -> json.name(name).value(value));
        json.endObject();
        recording.damage().ifPresent(what -> json.name("damage").value(what));
    }

    private static String utc(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS)) + ", " + nanos + " ns";
    }

    private static String time(Duration time) {
        return number("%.3f s", time.toNanos() / (double) NANOS);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
