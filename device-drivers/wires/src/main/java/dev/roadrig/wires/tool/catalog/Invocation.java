package dev.roadrig.wires.tool.catalog;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.wires.ssh.ShellWord;
import dev.roadrig.wires.tool.Tool;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A tool's command line for a board's shell. What the tool would take by default is written out, so that the line says
 * what was measured; a user's own option takes its place. Errors go to the same stream as the output, in their order.
 *
 * @param program the first program of the line, as it is looked for on the board
 * @param line one line for a POSIX shell
 */
public record Invocation(Tool tool, String program, String line) {

    /**
     * Composes the line.
     *
     * @param program in place of the tool's own name, such as a path on the board
     * @param arguments the user's, one word each
     * @throws BadInput for a tool whose text is only read
     */
    public static Invocation of(Tool tool, Optional<String> program, List<String> arguments) {
        Recipe recipe = Recipe.of(tool)
                .orElseThrow(
                        () -> new BadInput("The text of " + tool.title() + " is read with 'roadrig tool read', and not"
                                + " made by 'tool run'. What can be run: "
                                + Recipe.tools().stream().map(Tool::id).collect(Collectors.joining(", ")) + "."));
        String name = program.orElse(recipe.program());
        String words = words(recipe, arguments);
        String line = recipe.shape().formatted(ShellWord.quote(name), words).strip();
        return new Invocation(tool, name, "sh -c " + ShellWord.quote(line) + " 2>&1");
    }

    private static String words(Recipe recipe, List<String> arguments) {
        List<String> given = arguments.stream().map(Invocation::option).toList();
        String defaults = recipe.defaults().stream()
                .filter(option -> !given.contains(option(option)))
                .collect(Collectors.joining(" "));
        String own = arguments.stream().map(ShellWord::quote).collect(Collectors.joining(" "));
        return (defaults + " " + own).strip();
    }

    /** An option without its value: --num_runs=50 and "-m times" are --num_runs and -m. */
    private static String option(String word) {
        return word.split("[= ]", 2)[0];
    }
}
