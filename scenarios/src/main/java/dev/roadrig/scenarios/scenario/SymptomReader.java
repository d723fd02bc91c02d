package dev.roadrig.scenarios.scenario;

import dev.roadrig.scenarios.yaml.YamlFile;
import dev.roadrig.scenarios.yaml.YamlMap;
import dev.roadrig.scenarios.yaml.YamlNode;
import dev.roadrig.scenarios.yaml.YamlScalar;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads {@code reproduces}, one of
 *
 * <pre>{@code
 * reproduces: reboot
 * reproduces: {requirement: LAT-1}
 * reproduces: {console: "watchdog: BUG: soft lockup"}          # a regular expression
 * reproduces: {missing-results: {from: 8s, to: 12s, at-least: 3}}
 * reproduces: {result: {frame: 57, answered: [12, 3]}}
 * }</pre>
 */
public final class SymptomReader {
    private static final int MOST_FRAMES = 100_000_000;
    private static final int MOST_CLASSES = 1_000_000;
    private static final int LONGEST_PATTERN = 500;

    private SymptomReader() {}

    /**
     * Reads a symptom that stands alone, such as an option of the command line.
     *
     * @param source what it is, for messages
     */
    public static Symptom parse(String source, String text) {
        return read(YamlFile.parse(source, "reproduces: " + text).node("reproduces"));
    }

    static Symptom read(YamlNode node) {
        if (node instanceof YamlScalar word) {
            return word.word(new Symptom[] {new Symptom.Reboot()}, Symptom::text);
        }
        YamlMap map = node.asMap().only("requirement", "console", "missing-results", "result");
        if (map.keys().size() != 1) {
            throw map.bad("name one symptom: requirement, console, missing-results, result, or the word reboot");
        }
        return switch (map.keys().iterator().next()) {
            case "requirement" ->
                new Symptom.Requirement(map.scalar("requirement").title());
            case "console" -> new Symptom.ConsoleLine(pattern(map.scalar("console")));
            case "missing-results" -> missing(map.map("missing-results").only("from", "to", "at-least"));
            default -> wrong(map.map("result").only("frame", "answered"));
        };
    }

    private static Pattern pattern(YamlScalar scalar) {
        if (scalar.text().isBlank() || scalar.text().length() > LONGEST_PATTERN) {
            throw scalar.bad("a pattern has 1 to " + LONGEST_PATTERN + " characters");
        }
        try {
            return Pattern.compile(scalar.text());
        } catch (PatternSyntaxException e) {
            throw scalar.bad("is no regular expression: " + e.getDescription() + " at character " + e.getIndex());
        }
    }

    private static Symptom missing(YamlMap map) {
        Duration from = map.scalar("from").duration(Duration.ZERO);
        Duration to = map.scalar("to").duration(Duration.ZERO);
        if (to.compareTo(from) <= 0) {
            throw map.bad("the part of the drive ends before it begins");
        }
        return new Symptom.MissingResults(from, to, (int) map.whole("at-least", 1, MOST_FRAMES));
    }

    private static Symptom wrong(YamlMap map) {
        List<Integer> classes = map.list("answered").scalars().stream()
                .map(s -> (int) s.whole(0, MOST_CLASSES))
                .toList();
        if (classes.isEmpty()) {
            throw map.bad("name the class that is answered for each labelled object");
        }
        return new Symptom.WrongResult((int) map.whole("frame", 0, MOST_FRAMES), classes);
    }
}
