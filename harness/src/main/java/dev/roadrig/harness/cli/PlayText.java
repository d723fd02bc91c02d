package dev.roadrig.harness.cli;

import dev.roadrig.harness.replay.Lateness;
import dev.roadrig.harness.replay.ReplaySummary;
import dev.roadrig.harness.replay.ReplaySummary.Row;
import dev.roadrig.reports.text.JsonWriter;
import dev.roadrig.reports.text.PlainText;
import dev.roadrig.scenarios.drive.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/** What became of a recording that was played, for people and for machines. */
final class PlayText {
    private static final double MILLI = 1e6;

    private PlayText() {}

    /** @param took of real time, where the replay had another */
    static String of(ReplaySummary summary, OptionalLong took) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "topic", "recorded", "sent", "dropped", "filtered", "not reached", "late ms p50", "p99", "max"));
        summary.channels()
                .forEach(row -> rows.add(row(PlainText.line(row.channel().topic()), row)));
        rows.add(cells(
                "all",
                sum(summary, Row::recorded),
                sum(summary, Row::sent),
                sum(summary, Row::dropped),
                sum(summary, Row::filtered),
                sum(summary, Row::notReached),
                summary.late()));
        List<String> lines = new ArrayList<>(Columns.of(rows));
        lines.add("");
        List<List<String>> facts = new ArrayList<>();
        facts.add(List.of("played", String.format(Locale.ROOT, "%.3f s", summary.playedNanos() / 1e9)));
        took.ifPresent(nanos -> facts.add(List.of(
                "took",
                String.format(
                        Locale.ROOT,
                        "%.3f s, %.1f times as fast",
                        nanos / 1e9,
                        (double) summary.playedNanos() / nanos))));
        if (!Double.isNaN(summary.driftPpm())) {
            facts.add(List.of("drift", String.format(Locale.ROOT, "%.3f ppm", summary.driftPpm())));
        }
        summary.channels().forEach(row -> jumps(row.channel().seen())
                .forEach(text -> facts.add(List.of("stamps", PlainText.line(text)))));
        facts.add(List.of("end", end(summary.end())));
        lines.addAll(Columns.of(facts));
        return String.join("\n", lines);
    }

    private static String end(ReplaySummary.End end) {
        return switch (end.way()) {
            case COMPLETE -> "complete";
            case STOPPED -> "stopped: " + PlainText.line(end.text());
            case CONSUMER_FAILED, RECORDING_FAILED, LOG_FAILED -> "failed: " + PlainText.line(end.text());
            case UNFINISHED -> "stopped: the consumer does not come back";
        };
    }

    private static List<String> row(String name, Row row) {
        return cells(name, row.recorded(), row.sent(), row.dropped(), row.filtered(), row.notReached(), row.late());
    }

    private static List<String> cells(
            String name, long recorded, long sent, long dropped, long filtered, long notReached, Lateness late) {
        List<String> cells = new ArrayList<>(List.of(name));
        for (long count : new long[] {recorded, sent, dropped, filtered, notReached}) {
            cells.add(Long.toString(count));
        }
        for (long nanos : new long[] {late.p50Nanos(), late.p99Nanos(), late.maxNanos()}) {
            cells.add(late.messages() == 0 ? "-" : String.format(Locale.ROOT, "%.3f", nanos / MILLI));
        }
        return cells;
    }

    private static long sum(ReplaySummary summary, ToLongFunction<Row> column) {
        return summary.channels().stream().mapToLong(column).sum();
    }

    /** What is told of a channel's stamps: whatever would surprise. */
    private static List<String> jumps(Recording.Stream seen) {
        List<String> texts = new ArrayList<>();
        if (seen.stepsBack() > 0) {
            texts.add(String.format(
                    Locale.ROOT,
                    "%s: %d jumps back, the furthest by %.3f s",
                    seen.topic(),
                    seen.stepsBack(),
                    seen.furthestBack().toNanos() / 1e9));
        }
        if (seen.repeats() > 0) {
            texts.add(seen.topic() + ": " + seen.repeats() + " with the stamp of the one before");
        }
        if (seen.gaps() > 0) {
            texts.add(String.format(
                    Locale.ROOT,
                    "%s: %d gaps, the longest %.3f s",
                    seen.topic(),
                    seen.gaps(),
                    seen.longestInterval().toNanos() / 1e9));
        }
        return texts;
    }

    /** @param took of real time, where the replay had another */
    static String json(ReplaySummary summary, OptionalLong took) {
        var json = new JsonWriter().beginObject();
        json.name("end")
                .value(summary.end().way().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.name("end_text").value(summary.end().text());
        json.name("played_ns").value(summary.playedNanos());
        took.ifPresent(nanos -> json.name("took_ns").value(nanos));
        json.name("drift_ppm").value(summary.driftPpm());
        late(json, summary.late());
        json.name("channels").beginArray();
        summary.channels().forEach(row -> {
            Recording.Stream seen = row.channel().seen();
            json.beginObject();
            json.name("topic").value(seen.topic());
            json.name("recorded").value(row.recorded());
            json.name("sent").value(row.sent());
            json.name("dropped").value(row.dropped());
            json.name("filtered").value(row.filtered());
            json.name("not_reached").value(row.notReached());
            late(json, row.late());
            json.name("jumps_back").value(seen.stepsBack());
            json.name("furthest_back_ns").value(seen.furthestBack().toNanos());
            json.name("repeated_stamps").value(seen.repeats());
            json.name("gaps").value(seen.gaps());
            json.name("longest_interval_ns").value(seen.longestInterval().toNanos());
            json.endObject();
        });
        return json.endArray().endObject().text().strip();
    }

    private static void late(JsonWriter json, Lateness late) {
        json.name("late").beginObject();
        json.name("messages").value(late.messages());
        json.name("p50_ns").value(late.p50Nanos());
        json.name("p99_ns").value(late.p99Nanos());
        json.name("p99_9_ns").value(late.p999Nanos());
        json.name("max_ns").value(late.maxNanos());
        json.endObject();
    }
}
