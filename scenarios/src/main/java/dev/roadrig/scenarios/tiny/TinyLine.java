package dev.roadrig.scenarios.tiny;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line that a board says in MLPerf Tiny's serial protocol: {@code m-} messages, {@code e-[...]} errors, anything else is
 * chatter. The format is that of mlcommons/tiny, benchmark/api/internally_implemented.cpp.
 *
 * @param text without its end
 */
public record TinyLine(String text) {
    /** Ends every answer, and a boot too. */
    public static final String READY = "m-ready";

    private static final String UNKNOWN = "e-[Unknown command: ";
    private static final Pattern LONG_NUMBER = Pattern.compile("\\d{1,18}");

    /** What a board says while it starts, and never in an answer. */
    public boolean startsUp() {
        return text.startsWith("m-timestamp-mode-") || text.equals("m-init-done");
    }

    public boolean ready() {
        return text.equals(READY);
    }

    public boolean error() {
        return text.startsWith("e-[");
    }

    /** Errors that the reference firmware prints as plain text, and after which it goes on with the tensor from before. */
    public boolean refusal() {
        return error() || text.startsWith("Input db has ") || text.startsWith("Supplied buffer size ");
    }

    /** The first word of the command that {@code e-[Unknown command: ...]} quotes; empty for any other line. */
    public Optional<String> unknownWord() {
        return text.startsWith(UNKNOWN)
                ? Optional.of(text.substring(UNKNOWN.length()).split("[\\s\\]]", 2)[0])
                : Optional.empty();
    }

    /** What is between the brackets of {@code PREFIX[...]}. */
    public Optional<String> bracketed(String prefix) {
        return text.startsWith(prefix + "[") && text.endsWith("]")
                ? Optional.of(text.substring(prefix.length() + 1, text.length() - 1))
                : Optional.empty();
    }

    /** The whole number behind a prefix, such as the microseconds of {@code m-lap-us-}. */
    public OptionalLong number(String prefix) {
        if (!text.startsWith(prefix)) {
            return OptionalLong.empty();
        }
        String digits = text.substring(prefix.length());
        return LONG_NUMBER.matcher(digits).matches() ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }

    /** The board's clock in microseconds, of a time stamp. */
    public OptionalLong lapMicros() {
        return number("m-lap-us-");
    }

    /**
     * The scores of {@code m-results-[...]}; a firmware's nan and inf are numbers too, and the reference for person
     * detection writes a comma behind the last score.
     */
    public Optional<List<Double>> results() {
        Optional<String> inside = bracketed("m-results-");
        if (inside.isEmpty()) {
            return Optional.empty();
        }
        List<Double> scores = new ArrayList<>();
        for (String word : inside.get().replaceFirst(",\\s*$", "").split(",", -1)) {
            Optional<Double> score = score(word.strip());
            if (score.isEmpty()) {
                return Optional.empty();
            }
            scores.add(score.get());
        }
        return Optional.of(scores);
    }

    private static final Pattern NONE = Pattern.compile("([+-]?)(nan|inf|infinity)(\\(.*\\))?");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d{1,4})?");

    private static Optional<Double> score(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        Matcher none = NONE.matcher(lower);
        if (none.matches()) {
            double value = "nan".equals(none.group(2)) ? Double.NaN : Double.POSITIVE_INFINITY;
            return Optional.of("-".equals(none.group(1)) ? -value : value);
        }
        return DECIMAL.matcher(lower).matches() ? Optional.of(Double.parseDouble(lower)) : Optional.empty();
    }
}
