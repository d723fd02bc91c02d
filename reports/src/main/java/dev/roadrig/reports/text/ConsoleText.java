package dev.roadrig.reports.text;

import dev.roadrig.reports.observe.ConsoleFloor;
import dev.roadrig.reports.observe.ConsoleSaid;
import dev.roadrig.reports.observe.PatternTally;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a board's own lines gave, for people: a sentence a pattern, what none of them gave, and the wire's floor. */
final class ConsoleText {
    private static final String INDENT = "  ";

    private ConsoleText() {}

    /** @param width of the whole in characters */
    static List<String> lines(ConsoleSaid said, int width) {
        List<String> lines = new ArrayList<>();
        lines.add("console, what the board's own lines gave");
        for (PatternTally pattern : said.patterns()) {
            hang(pattern(pattern, said), width, lines);
        }
        floor(said).ifPresent(floor -> hang(floor, width, lines));
        if (said.setAside() > 0) {
            hang(
                    said.setAside() + " answers that came over the agent's wire are not used: the board's lines are its"
                            + " answers.",
                    width,
                    lines);
        }
        return lines;
    }

    private static void hang(String text, int width, List<String> lines) {
        String indent = INDENT;
        for (String line : Grid.wrap(PlainText.line(text), width - 2 * INDENT.length())) {
            lines.add(indent + line);
            indent = INDENT + INDENT;
        }
    }

    private static String pattern(PatternTally p, ConsoleSaid said) {
        var out = new StringBuilder("'" + p.pattern() + "': " + p.taken());
        out.append(p.result() ? " answers" : " readings");
        part(out, p.early(), "before the drive");
        if (p.result()) {
            part(out, said.ofNoFrame(), "of no frame");
            part(out, said.again(), "for a frame that had one");
        }
        part(out, p.cut(), "cut short or of another form");
        part(out, p.twice(), "that say it twice, and none of it is taken");
        part(out, p.unreadable(), "with a value that cannot be read");
        part(out, p.costly(), "given up, since the pattern goes back over them too often");
        return out.append(p.example().isEmpty() ? "" : ", such as \"" + p.example() + "\"")
                .toString();
    }

    private static void part(StringBuilder out, int count, String what) {
        if (count > 0) {
            out.append(", ").append(count).append(' ').append(what);
        }
    }

    private static Optional<String> floor(ConsoleSaid said) {
        ConsoleFloor floor = said.floor();
        int bytes = said.patterns().stream()
                .mapToInt(PatternTally::longestBytes)
                .max()
                .orElse(0);
        if (bytes == 0) {
            return Optional.empty();
        }
        OptionalLong held = floor.nanos(bytes);
        String wire = floor.baud() > 0 ? floor.baud() + " baud" : "a wire without a known rate";
        String behind = floor.behind().isEmpty() ? "" : " behind " + floor.behind();
        if (held.isEmpty()) {
            return Optional.of("floor: unknown over " + wire + behind
                    + ", so a latency over its limit is no FAIL. State `delay:` under"
                    + " `observe`, the longest that it holds a line back.");
        }
        return Optional.of(
                "floor: a line is on the wire for up to " + Figure.of(held.getAsLong() / 1e9, "s") + " (" + bytes
                        + " bytes, " + wire + behind
                        + floor.delay()
                                .map(d -> ", " + Figure.of(d.toNanos() / 1e9, "s") + " stated")
                                .orElse("")
                        + ")" + stamps(said) + "; each latency's error interval reaches down by its own line's.");
    }

    /** What the reader adds, which polls. */
    private static String stamps(ConsoleSaid said) {
        List<PatternTally> taken =
                said.patterns().stream().filter(p -> p.taken() > 0).toList();
        if (taken.stream().anyMatch(p -> p.latestStampNanos().isEmpty())) {
            return ", with its reader for a time that this record does not state";
        }
        long latest = taken.stream()
                .mapToLong(p -> p.latestStampNanos().orElseThrow())
                .max()
                .orElse(0);
        return ", with its reader for up to " + Figure.of(latest / 1e9, "s");
    }
}
