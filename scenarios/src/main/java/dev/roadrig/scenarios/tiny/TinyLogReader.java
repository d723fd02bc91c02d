package dev.roadrig.scenarios.tiny;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.tiny.TinyLog.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Follows a log line by line, and makes a window of each {@code infer} whose answer is whole. */
final class TinyLogReader {
    private static final Pattern LOADED = Pattern.compile("Command \"bloadp? (?:dut )?\"([^\"]*)\"( \\d+ \\d+)?\"");
    private static final Pattern SESSION = Pattern.compile("m-session-start-id\\[([^]]*)]");

    private final Path file;
    private final List<TinyWindow> windows = new ArrayList<>();
    private String id = "";
    private String model = "";
    private boolean multi;
    private String input = "";
    private long warmups;
    private @Nullable Begun begun;

    /** An inference whose results have not come yet. */
    private static final class Begun {
        final Entry start;
        final long runs;
        final List<Long> laps = new ArrayList<>();
        double doneAt = Double.NaN;

        Begun(Entry start, long runs) {
            this.start = start;
            this.runs = runs;
        }
    }

    TinyLogReader(Path file) {
        this.file = file;
    }

    void take(Entry entry) {
        entry.board().ifPresentOrElse(line -> board(entry, line), () -> runner(entry.text()));
    }

    private void runner(String text) {
        Matcher session = SESSION.matcher(text);
        if (session.matches()) {
            id = session.group(1);
        }
        Matcher loaded = LOADED.matcher(text);
        if (loaded.matches()) {
            String path = loaded.group(1).replace('\\', '/');
            input = path.substring(path.lastIndexOf('/') + 1);
        }
        multi |= text.matches("m-bm-cfg-name\\[[^]]*]-key\\[runMode]-val\\[multi]");
    }

    private void board(Entry entry, TinyLine line) {
        line.bracketed("m-model-").ifPresent(said -> model = said);
        line.number("m-warmup-start-").ifPresent(said -> warmups = said);
        OptionalLong runs = line.number("m-infer-start-");
        if (runs.isPresent()) {
            begin(entry, runs.getAsLong());
            return;
        }
        Begun now = begun;
        if (line.startsUp() && now != null) {
            throw bad(entry, "the board started anew inside the inferences that began in line " + now.start.number());
        }
        if (now == null) {
            return;
        }
        line.lapMicros().ifPresent(now.laps::add);
        if (line.text().equals("m-infer-done")) {
            now.doneAt = entry.seconds();
        }
        if (line.text().startsWith("m-results-")) {
            List<Double> results =
                    line.results().orElseThrow(() -> bad(entry, Wording.quote(line.text()) + " is no list of scores"));
            windows.add(window(entry, now, results));
            begun = null;
        }
    }

    private void begin(Entry entry, long runs) {
        Begun now = begun;
        if (now != null) {
            throw bad(entry, "inferences begin before the results of those of line " + now.start.number());
        }
        if (runs < 1) {
            throw bad(entry, "no inference is asked for");
        }
        begun = new Begun(entry, runs);
    }

    private TinyWindow window(Entry entry, Begun now, List<Double> results) {
        if (Double.isNaN(now.doneAt)) {
            throw bad(entry, "results without m-infer-done before them");
        }
        if (now.laps.size() != 0 && now.laps.size() != 2) {
            throw bad(
                    entry,
                    now.laps.size() + " time stamps around the inferences of line " + now.start.number()
                            + "; there are two, or none in energy mode");
        }
        OptionalLong elapsed = OptionalLong.empty();
        if (now.laps.size() == 2) {
            try {
                elapsed = OptionalLong.of(LapClock.between(now.laps.get(0), now.laps.get(1)));
            } catch (IllegalArgumentException e) {
                throw bad(entry, String.valueOf(e.getMessage()));
            }
        }
        return new TinyWindow(
                now.start.number(), input, now.runs, warmups, elapsed, now.doneAt - now.start.seconds(), results);
    }

    TinyLog log(int lines, String other) {
        if (id.isEmpty()) {
            throw new BadInput("%s is no log of MLPerf Tiny's runner: no line has `m-session-start-id[...]`%s."
                    .formatted(file, other.isEmpty() ? "" : ", and one is " + other));
        }
        Begun now = begun;
        if (now != null) {
            throw new BadInput(
                    "%s:%d: it ends inside the %d inferences that began in line %d. It is cut, or the board died; run the session again."
                            .formatted(file, lines, now.runs, now.start.number()));
        }
        if (windows.isEmpty()) {
            throw new BadInput(file + " has no inference: no line of the board's has m-infer-start and m-results.");
        }
        return new TinyLog(id, model, multi, windows);
    }

    private BadInput bad(Entry entry, String what) {
        return new BadInput("%s:%d: %s.".formatted(file, entry.number(), what));
    }
}
