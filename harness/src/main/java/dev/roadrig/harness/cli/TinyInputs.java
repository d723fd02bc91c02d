package dev.roadrig.harness.cli;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.tiny.TinyLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which files of raw tensors a session takes. */
final class TinyInputs {
    private static final String ENDING = ".bin";

    private TinyInputs() {}

    /**
     * Those that the labels name, in their order, else those of the folder by name.
     *
     * @param most how many of them
     */
    static List<Path> of(Path folder, @Nullable Path labels, int most) {
        List<Path> inputs = labels == null ? in(folder) : named(folder, TinyLabels.read(labels));
        if (inputs.isEmpty()) {
            throw new BadInput("%s has no file ending in %s.".formatted(folder, ENDING));
        }
        return inputs.subList(0, Math.min(most, inputs.size()));
    }

    private static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw FileTrouble.unread("The folder of inputs", folder, e);
        }
    }

    private static List<Path> named(Path folder, TinyLabels labels) {
        return labels.inputs().stream()
                .map(name -> {
                    Path file = folder.resolve(name);
                    // A label is a name and leads nowhere else.
                    if (!folder.equals(file.getParent()) || !Files.isRegularFile(file)) {
                        throw new BadInput("The labels name " + dev.roadrig.scenarios.fault.Wording.quote(name)
                                + ", which is no file of " + folder + ".");
                    }
                    return file;
                })
                .toList();
    }
}
