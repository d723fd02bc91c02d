package dev.roadrig.harness.cli;

import dev.roadrig.reports.text.JsonWriter;
import dev.roadrig.reports.text.PlainText;
import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.Drive.FrameCursor;
import dev.roadrig.scenarios.drive.DriveFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a drive holds, counted in one walk.
 *
 * @param framesPerSecond over the whole drive
 * @param tracks objects, each counted once however many frames it is in
 * @param attributes frames by value, by attribute
 * @param metres from the first to the last frame along the route, NaN where the drive does not say
 * @param channels of a drive in one file, none of a folder
 * @param origin of an imported drive
 */
record DriveSummary(
        String name,
        String sha256,
        Duration duration,
        int frames,
        double framesPerSecond,
        long labels,
        int tracks,
        Map<String, Map<String, Integer>> attributes,
        double metres,
        List<Drive.Channel> channels,
        Map<String, String> origin) {
    private static final int MOST_VALUES = 12;

    static DriveSummary of(Drive drive) {
        long labels = 0;
        Set<Integer> tracks = new HashSet<>();
        Map<String, Map<String, Integer>> attributes = new TreeMap<>();
        double first = Double.NaN;
        double last = Double.NaN;
        try (FrameCursor cursor = drive.frames()) {
            while (cursor.hasNext()) {
                DriveFrame frame = cursor.next();
                labels += frame.truth().size();
                frame.truth().forEach(label -> tracks.add(label.track()));
                frame.attributes().forEach((name, value) -> attributes
                        .computeIfAbsent(name, n -> new TreeMap<>())
                        .merge(value, 1, Integer::sum));
                first = Double.isNaN(first) ? frame.distanceMetres() : first;
                last = Double.isNaN(frame.distanceMetres()) ? last : frame.distanceMetres();
            }
        }
        double seconds = drive.duration().toNanos() / 1e9;
        return new DriveSummary(
                drive.name(),
                drive.sha256(),
                drive.duration(),
                drive.frameCount(),
                seconds > 0 ? drive.frameCount() / seconds : Double.NaN,
                labels,
                tracks.size(),
                attributes,
                last - first,
                drive.channels(),
                drive.origin());
    }

    /** For people, a line a fact. */
    String text() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("drive", PlainText.line(name)));
        rows.add(List.of("sha256", sha256));
        rows.add(List.of("duration", number("%.1f s", duration.toNanos() / 1e9)));
        rows.add(List.of("frames", frames + number(", %.2f a second", framesPerSecond)));
        rows.add(List.of("labels", labels + " labelled objects, " + tracks + " tracks"));
        rows.add(List.of("distance", Double.isNaN(metres) ? "not recorded" : number("%.1f m", metres)));
        attributes.forEach((attribute, values) ->
                rows.add(List.of("by " + PlainText.line(attribute), PlainText.line(counts(values)))));
        channels.forEach(channel -> rows.add(List.of(
                PlainText.line(channel.topic()), channel.messages() + " of " + PlainText.line(channel.schema()))));
        origin.forEach((name, value) -> rows.add(List.of(PlainText.line(name), PlainText.line(value))));
        return String.join("\n", Columns.of(rows));
    }

    /** For machines; a distance or a rate that is not known is null. */
    String json() {
        var json = new JsonWriter().beginObject();
        json.name("name").value(name);
        json.name("sha256").value(sha256);
        json.name("duration_ns").value(duration.toNanos());
        json.name("frames").value(frames);
        json.name("frames_per_second").value(framesPerSecond);
        json.name("labels").value(labels);
        json.name("tracks").value(tracks);
        json.name("distance_m").value(metres);
        json.name("attributes").beginObject();
        attributes.forEach((attribute, values) -> {
            json.name(attribute).beginObject();
            values.forEach((value, count) -> json.name(value).value(count));
            json.endObject();
        });
        json.endObject().name("channels").beginArray();
        channels.forEach(channel -> {
            json.beginObject().name("topic").value(channel.topic());
            json.name("schema").value(channel.schema());
            json.name("messages").value(channel.messages()).endObject();
        });
        json.endArray().name("origin").beginObject();
        origin.forEach((name, value) -> json.name(name).value(value));
        return json.endObject().endObject().text();
    }

    private static String counts(Map<String, Integer> values) {
        List<String> shown = new ArrayList<>();
        values.forEach((value, count) -> {
            if (shown.size() < MOST_VALUES) {
                shown.add(value + " " + count);
            }
        });
        int more = values.size() - shown.size();
        return String.join(", ", shown) + (more == 0 ? "" : ", and " + more + " more values");
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
