package dev.roadrig.harness.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which rack file a command means that takes one as its first word too. */
final class RackWords {
    private final Path usual;

    @Option(
            names = "--rack",
            paramLabel = "RACK",
            description = "the rack file; without it the first word is one, or a board of rack.yaml")
    private @Nullable Path rack;

    RackWords() {
        this(Path.of("rack.yaml"));
    }

    /** @param usual the rack file where none is named */
    RackWords(Path usual) {
        this.usual = usual;
    }

    /** The rack file: named by {@code --rack}, else the first word where that is one, else {@code rack.yaml}. */
    Path file(List<String> words) {
        if (rack != null) {
            return rack;
        }
        return isNamed(words) ? Path.of(words.get(0)) : usual;
    }

    /** The words without the rack file. */
    List<String> rest(List<String> words) {
        return rack == null && isNamed(words) ? words.subList(1, words.size()) : words;
    }

    /** A first word is a rack file that is there, or looks like one; where there is no usual one, whatever it is. */
    private boolean isNamed(List<String> words) {
        if (words.isEmpty()) {
            return false;
        }
        String first = words.get(0);
        return first.endsWith(".yaml")
                || first.endsWith(".yml")
                || Files.isRegularFile(Path.of(first))
                || !Files.isRegularFile(usual);
    }
}
