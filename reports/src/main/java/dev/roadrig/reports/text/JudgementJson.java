package dev.roadrig.reports.text;

import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.link.LinkTable;
import dev.roadrig.reports.verdict.Finding;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.scenarios.record.v1.RunStart;
import java.time.Instant;
import java.util.Locale;
import java.util.TreeMap;

/**
 * A judgement for machines: what {@code --json} prints. Members are only ever added; a change of meaning changes
 * {@code format}.
 *
 * <p>The text is one object: {@code format}, {@code scenario}, {@code board}, {@code spec}, {@code verdict} (PASS,
 * INCONCLUSIVE, FAIL, ERROR), {@code runs} and {@code findings}. A run has {@code runId}, {@code repetition} of
 * {@code repetitions}, {@code seed} (a string: it has 64 bits), {@code startedAt} (UTC), {@code outcome} (completed,
 * faulted, interrupted, or incomplete for a record without its end), {@code drive} and {@code model} with
 * {@code sha256}, {@code frames} counted by state, {@code link} (see {@link LinkJson}), {@code packets} where a link counted
 * some, {@code console} (see {@link ConsoleJson}), and {@code boardFacts}. A finding has {@code value} and
 * {@code interval} in {@code unit} (s, W, J, C, B, or empty for shares and counts; null where there is none; an end of
 * an interval is null where there is no bound), {@code samples}, {@code sentence}, {@code evidence} and {@code slices},
 * which are findings.
 */
public final class JudgementJson {
    public static final String FORMAT = "roadrig.judgement/1";

    private JudgementJson() {}

    public static String of(Judgement judgement) {
        var json = new JsonWriter();
        write(judgement, json);
        return json.text();
    }

    /** As a value inside a larger text, such as the list of a suite. */
    public static void write(Judgement judgement, JsonWriter json) {
        RunStart start = judgement.runs().get(0).start();
        json.beginObject();
        json.name("format").value(FORMAT);
        json.name("scenario").value(start.getScenario());
        json.name("board").value(start.getBoard());
        json.name("spec").value(judgement.spec().name());
        json.name("verdict").value(judgement.verdict().name());
        json.name("runs").beginArray();
        judgement.runs().forEach(run -> run(run, json));
        json.endArray();
        json.name("findings").beginArray();
        judgement.findings().forEach(finding -> finding(finding, json));
        json.endArray();
        json.endObject();
    }

    private static void run(RunTable run, JsonWriter json) {
        RunStart start = run.start();
        json.beginObject();
        json.name("runId").value(start.getRunId());
        json.name("repetition").value(start.getRepetition());
        json.name("repetitions").value(start.getRepetitions());
        json.name("seed").value(Long.toUnsignedString(start.getSeed()));
        json.name("startedAt").value(startedAt(start).toString());
        json.name("outcome").value(outcome(run));
        json.name("drive").beginObject();
        json.name("name").value(start.getDrive().getName());
        json.name("sha256").value(start.getDrive().getSha256()).endObject();
        json.name("model").beginObject();
        json.name("name").value(start.getModel().getName());
        json.name("sha256").value(start.getModel().getSha256()).endObject();
        json.name("frames").beginObject();
        for (FrameRow.State state : FrameRow.State.values()) {
            json.name(state.name().toLowerCase(Locale.ROOT))
                    .value(run.frames().stream().filter(f -> f.state() == state).count());
        }
        json.name("unmatched").value(run.unmatched());
        json.name("doublyMatched").value(run.doublyMatched()).endObject();
        json.name("link");
        LinkTable link = LinkTable.of(run);
        LinkJson.write(link, json);
        if (link.packets().isPresent()) {
            json.name("packets");
            PacketLines.write(link.packets().get(), json);
        }
        json.name("console");
        ConsoleJson.write(run, json);
        json.name("boardFacts").beginObject();
        new TreeMap<>(start.getBoardFactsMap())
                .forEach((name, value) -> json.name(name).value(value));
        json.endObject();
        json.endObject();
    }

    private static void finding(Finding finding, JsonWriter json) {
        json.beginObject();
        json.name("id").value(finding.id());
        json.name("slice").value(finding.slice());
        json.name("verdict").value(finding.verdict().name());
        json.name("metric").value(finding.metric());
        json.name("statistic").value(finding.statistic());
        json.name("bound").value(finding.bound());
        json.name("value");
        finding.value().ifPresentOrElse(json::value, json::nothing);
        json.name("interval");
        finding.interval().ifPresentOrElse(interval -> interval(interval, json), json::nothing);
        json.name("unit").value(finding.unit());
        json.name("samples").value(finding.samples());
        json.name("sentence").value(finding.sentence());
        json.name("evidence").beginArray();
        finding.evidence().forEach(evidence -> {
            json.beginObject().name("title").value(evidence.title());
            json.name("text").value(evidence.text()).endObject();
        });
        json.endArray();
        json.name("slices").beginArray();
        finding.slices().forEach(slice -> finding(slice, json));
        json.endArray();
        json.endObject();
    }

    private static void interval(Finding.Interval interval, JsonWriter json) {
        json.beginObject();
        json.name("low").value(interval.low());
        json.name("high").value(interval.high());
        json.name("confidence").value(interval.confidence()).endObject();
    }

    private static String outcome(RunTable run) {
        return run.end()
                .map(end -> end.getOutcome().name().toLowerCase(Locale.ROOT))
                .orElse("incomplete");
    }

    private static Instant startedAt(RunStart start) {
        return Instant.ofEpochSecond(0, start.getUtcAnchorNs());
    }
}
