package dev.roadrig.scenarios.observe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a board's profile takes of its console.
 *
 * @param console in the order of the file
 * @param delay the longest that a USB bridge or a network between the product's UART and the rig holds a line back;
 *     empty where nobody knows
 * @param text a file that says the same
 */
public record Observers(List<LineObserver> console, Optional<Duration> delay, String text) {
    public static final Observers NONE = new Observers(List.of(), Optional.empty(), "");

    public Observers {
        console = List.copyOf(console);
    }

    /** Whether lines are answers; then nothing else is. */
    public boolean giveResults() {
        return console.stream().anyMatch(LineObserver::result);
    }

    /**
     * Why answers cannot be joined to frames by a rule; empty where they can, or where there are none.
     *
     * @param join as a scenario writes it
     */
    public Optional<String> unfitFor(String join) {
        Optional<Meaning> needed =
                switch (join) {
                    case "frame-id" -> Optional.of(Meaning.FRAME);
                    case "timestamp" -> Optional.of(Meaning.TOOK);
                    default -> Optional.empty();
                };
        return needed.flatMap(meaning -> console.stream()
                .filter(o -> o.result() && o.group(meaning).isEmpty())
                .findFirst()
                .map(o -> "The scenario joins results to frames by `join: " + join + "`, and the observer '"
                        + o.pattern() + "' has no group that is `" + meaning.word() + "`. Give it one, or choose"
                        + " another `join`: frame-id goes by the product's number of a frame, timestamp by how long it"
                        + " took, only-one-in-flight by neither."));
    }
}
