package dev.roadrig.wires.tool;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The options of a tool's command line, as a tool prints it or a run keeps it. Quotes are not told from other text. */
public final class ToolOptions {
    private final List<String> words;

    private ToolOptions(List<String> words) {
        this.words = words;
    }

    /** The options in a line of text; the {@code -c} of a shell that runs it is none of them. */
    public static ToolOptions of(String line) {
        List<String> words = Arrays.stream(line.replaceAll("['\"\\\\]", "").split("\\s++"))
                .filter(word -> !word.isEmpty())
                .toList();
        boolean inShell =
                words.size() > 2 && words.get(0).equals("sh") && words.get(1).equals("-c");
        return new ToolOptions(inShell ? words.subList(2, words.size()) : words);
    }

    /** Whether one of these was given, with a value or without. */
    public boolean has(String... names) {
        return words.stream().anyMatch(word -> names(word, names));
    }

    /** The value of the last one given, as {@code --name=value} or {@code --name value}; absent where it has none. */
    public Optional<String> value(String... names) {
        for (int i = words.size() - 1; i >= 0; i--) {
            String word = words.get(i);
            if (names(word, names)) {
                int equals = word.indexOf('=');
                if (equals >= 0) {
                    return Optional.of(word.substring(equals + 1));
                }
                return i + 1 < words.size() && !words.get(i + 1).startsWith("-")
                        ? Optional.of(words.get(i + 1))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The words that begin so, without the dashes, in their order and each once. */
    public List<String> starting(String prefix) {
        return words.stream()
                .filter(word -> word.startsWith(prefix))
                .map(word -> word.replaceFirst("^-++", ""))
                .distinct()
                .toList();
    }

    private static boolean names(String word, String... names) {
        return Arrays.stream(names).anyMatch(name -> word.equals(name) || word.startsWith(name + "="));
    }
}
