package dev.roadrig.wires.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tool's text by lines, without terminal sequences and blanks at the ends. A last line without a line end may be cut
 * in the middle of a number, and is not read.
 */
public final class ToolText {
    /** A number with or without exponent, as one group, and nothing of a longer word or number after it. */
    public static final String NUMBER =
            "([-+]?+[0-9]++(?:\\.[0-9]++)?+(?:[eE][-+]?+[0-9]++)?+)(?![0-9A-Za-z_]|[.,][0-9])";

    /** The same with a unit or anything else after it, but not with a comma as in 12,5. */
    public static final String NUMBER_THEN = "([-+]?+[0-9]++(?:\\.[0-9]++)?+(?:[eE][-+]?+[0-9]++)?+)(?![.,]?[0-9])";

    /** A whole number in groups of three, or without groups. */
    public static final String GROUPED = "([0-9]{1,3}+(?:,[0-9]{3}+)++|[0-9]++)(?![0-9A-Za-z_]|[.,][0-9])";

    /** Patterns are tried on this much of a line; no tool writes longer ones. */
    private static final int LONGEST_LINE = 20_000;

    private static final Pattern TERMINAL = Pattern.compile("\u001b\\[[0-9;?]*+[ -/]*+[@-~]");
    private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");

    private final String raw;
    private final List<String> lines;
    private final boolean torn;
    private final Optional<String> command;

    private ToolText(String raw, List<String> lines, boolean torn, Optional<String> command) {
        this.raw = raw;
        this.lines = List.copyOf(lines);
        this.torn = torn;
        this.command = command;
    }

    /** The lines of what a tool wrote. */
    public static ToolText of(String raw) {
        List<String> lines = new ArrayList<>();
        String[] pieces = LINE_END.split(raw, -1);
        for (int i = 0; i < pieces.length - 1; i++) {
            String line = pieces[i].length() > LONGEST_LINE ? pieces[i].substring(0, LONGEST_LINE) : pieces[i];
            lines.add(TERMINAL.matcher(line).replaceAll("").stripTrailing());
        }
        return new ToolText(raw, lines, !pieces[pieces.length - 1].isBlank(), Optional.empty());
    }

    /** The same text, and the command line that it came of where that is known. */
    public ToolText cameOf(Optional<String> line) {
        return new ToolText(raw, lines, torn, line);
    }

    /** The options of the command line that it came of; absent where none was kept with it. */
    public Optional<ToolOptions> options() {
        return command.map(ToolOptions::of);
    }

    /** The same lines from one on. */
    public ToolText from(int line) {
        return new ToolText(raw, lines.subList(line, lines.size()), torn, command);
    }

    /** The same lines up to one, without it. */
    public ToolText before(int line) {
        return new ToolText(raw, lines.subList(0, line), torn, command);
    }

    public String raw() {
        return raw;
    }

    public List<String> lines() {
        return lines;
    }

    /** Whether a last line has no line end, and was not read. */
    public boolean torn() {
        return torn;
    }

    /** The last whole line that is not blank. */
    public Optional<String> lastWritten() {
        return lines.stream().filter(line -> !line.isBlank()).reduce((a, b) -> b);
    }

    public boolean has(String words) {
        return lines.stream().anyMatch(line -> line.contains(words));
    }

    public boolean has(Pattern pattern) {
        return first(pattern).isPresent();
    }

    /** The first place at which a pattern is found within a line. */
    public Optional<MatchResult> first(Pattern pattern) {
        for (String line : lines) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return Optional.of(matcher.toMatchResult());
            }
        }
        return Optional.empty();
    }

    /** Every line's first place at which a pattern is found. */
    public List<MatchResult> all(Pattern pattern) {
        List<MatchResult> found = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                found.add(matcher.toMatchResult());
            }
        }
        return found;
    }

    /** The number of the last line in which a pattern is found, from 0; -1 where it is in none. */
    public int lastLine(Pattern pattern) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (pattern.matcher(lines.get(i)).find()) {
                return i;
            }
        }
        return -1;
    }

    /** The number of the first line in which a pattern is found, from 0; -1 where it is in none. */
    public int firstLine(Pattern pattern) {
        for (int i = 0; i < lines.size(); i++) {
            if (pattern.matcher(lines.get(i)).find()) {
                return i;
            }
        }
        return -1;
    }
}
