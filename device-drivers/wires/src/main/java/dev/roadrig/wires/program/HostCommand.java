package dev.roadrig.wires.program;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A program of this host and its words, run without a shell. Secrets among the words are masked in every text of it.
 *
 * @param words the program and its arguments
 * @param secrets what is masked, wherever it stands
 */
public record HostCommand(List<String> words, List<String> secrets) {
    private static final String MASK = "***";

    public HostCommand {
        words = List.copyOf(words);
        // A secret that is a part of another one would else leave the rest of it.
        secrets = secrets.stream()
                .filter(secret -> !secret.isEmpty())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command without a program");
        }
    }

    /** One that holds no secret. */
    public static HostCommand of(List<String> words) {
        return new HostCommand(words, List.of());
    }

    /** What this host's shell makes of a line. */
    public static HostCommand shell(String line, List<String> secrets) {
        return new HostCommand(List.of("sh", "-c", line), secrets);
    }

    /** A text with the secrets masked. */
    public String mask(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }

    /** Its program, for people; of a shell's line the one that it runs first, where that can be told. */
    public String program() {
        return mask(firstRun().orElse(words.get(0)));
    }

    /** The program that it runs first; empty where only a shell can tell. */
    Optional<String> firstRun() {
        return ShellLine.is(words) ? ShellLine.program(words.get(2)) : Optional.of(words.get(0));
    }

    /** As one would type it, for people. */
    public String text() {
        boolean shell =
                words.size() == 3 && words.get(0).equals("sh") && words.get(1).equals("-c");
        return mask(shell ? words.get(2) : String.join(" ", words));
    }

    @Override
    public String toString() {
        return text();
    }
}
