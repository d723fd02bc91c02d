package dev.roadrig.scenarios.scenario;

import dev.roadrig.scenarios.yaml.YamlFile;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a run must show for a failure to count as reproduced: the scenario's {@code reproduces}. */
public sealed interface Symptom {

    /** As a scenario file writes it; {@link SymptomReader} reads it again. */
    String text();

    /** A requirement of the spec, or a built-in one such as board.alive, FAILs in the run. */
    record Requirement(String id) implements Symptom {
        @Override
        public String text() {
            return "{requirement: " + YamlFile.quoted(id) + "}";
        }
    }

    /** A line of the board's console in which the pattern is found. */
    record ConsoleLine(Pattern pattern) implements Symptom {
        @Override
        public String text() {
            return "{console: " + YamlFile.quoted(pattern.pattern()) + "}";
        }

        // A pattern is equal to itself only; two symptoms are the same when they are written the same.
        @Override
        public boolean equals(Object other) {
            return other instanceof ConsoleLine line && text().equals(line.text());
        }

        @Override
        public int hashCode() {
            return text().hashCode();
        }
    }

    /** The board reboots, panics or is reset by its watchdog, and no ordered fault asked for it. */
    record Reboot() implements Symptom {
        @Override
        public String text() {
            return "reboot";
        }
    }

    /**
     * Frames without an answer in a part of the drive.
     *
     * @param from since the drive's start, inclusive
     * @param to exclusive
     * @param atLeast how many, 1 or more
     */
    record MissingResults(Duration from, Duration to, int atLeast) implements Symptom {
        @Override
        public String text() {
            return "{missing-results: {from: " + from.toNanos() + "ns, to: " + to.toNanos() + "ns, at-least: " + atLeast
                    + "}}";
        }
    }

    /**
     * A frame that is answered with exactly these classes: the first result that differs from a good run's.
     *
     * @param frame its number in the drive
     * @param classes one a labelled object, in the request's order
     */
    record WrongResult(int frame, List<Integer> classes) implements Symptom {
        public WrongResult {
            classes = List.copyOf(classes);
        }

        @Override
        public String text() {
            return "{result: {frame: " + frame + ", answered: ["
                    + classes.stream().map(String::valueOf).collect(Collectors.joining(", ")) + "]}}";
        }
    }
}
