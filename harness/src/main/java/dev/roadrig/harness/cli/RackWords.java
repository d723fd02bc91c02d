package dev.roadrig.harness.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which rack file a command means that takes one as its first word too. */
final class RackWords {
    @Option(names = "--rack", paramLabel = "RACK", description = "the rack file; without it the first word is one")
    private @Nullable Path rack;

    /** The rack file: named by {@code --rack}, else the first word, else {@code rack.yaml}. */
    Path file(List<String> words) {
        if (rack != null) {
            return rack;
        }
        return Path.of(words.isEmpty() ? "rack.yaml" : words.get(0));
    }

    /** The words without the rack file. */
    List<String> rest(List<String> words) {
        return rack != null || words.isEmpty() ? words : words.subList(1, words.size());
    }
}
