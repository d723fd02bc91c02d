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
 * What a drive's frames hold, counted in one walk.
 *
 * @param framesPerSecond over the whole drive
 * @param tracks objects, each counted once however many frames it is in
 * @param attributes frames by value, by attribute
 * @param metres from the first to the last frame along the route, NaN where the drive does not say
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
        double metres) {
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
                last - first);
    }

    /** For people, a line a fact. */
    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("drive", PlainText.line(name)));
        rows.add(List.of("sha256", sha256));
        rows.add(List.of("duration", number("%.1f s", duration.toNanos() / 1e9)));
        rows.add(List.of("frames", frames + number(", %.2f a second", framesPerSecond)));
        rows.add(List.of("labels", labels + " labelled objects, " + tracks + " tracks"));
        rows.add(List.of("distance", Double.isNaN(metres) ? "not recorded" : number("%.1f m", metres)));
        attributes.forEach((attribute, values) ->
                rows.add(List.of("by " + PlainText.line(attribute), PlainText.line(counts(values)))));
        return rows;
    }

    /** For machines, members of an object; a distance or a rate that is not known is null. */
    void json(JsonWriter json) {
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
        json.endObject();
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
