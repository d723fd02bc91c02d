package dev.roadrig.wires.tool.catalog;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
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
 * @param viewer the second program, where the first one only writes a log
 * @param script what a POSIX shell is to run, in one line
 */
public record Invocation(Tool tool, String program, Optional<String> viewer, String script) {

    /**
     * Composes the line.
     *
     * @param program in place of the tool's own name, such as a path on the board
     * @param arguments the user's, one word each
     * @throws BadInput for a tool whose text is only read, for words that it does not take, and for control characters
     */
    public static Invocation of(Tool tool, Optional<String> program, List<String> arguments) {
        Recipe recipe = Recipe.of(tool)
                .orElseThrow(
                        () -> new BadInput("The text of " + tool.title() + " is read with 'roadrig tool read', and not"
                                + " made by 'tool run'. What can be run: "
                                + Recipe.tools().stream().map(Tool::id).collect(Collectors.joining(", ")) + "."));
        String name = program.orElse(recipe.program());
        check("--program", name);
        arguments.forEach(argument -> check("An argument of " + tool.title(), argument));
        if (!recipe.takesWords() && !arguments.isEmpty()) {
            throw new BadInput("'tool run " + tool.id() + "' takes no arguments, and was given "
                    + Wording.quote(arguments.get(0)) + ". Leave out what is after --.");
        }
        String script = recipe.shape()
                .formatted(ShellWord.quote(name), words(recipe, arguments))
                .strip();
        return new Invocation(tool, name, recipe.viewer(), script);
    }

    /** A console's line editor would act on them, and a newline ends a command. */
    private static void check(String what, String word) {
        if (word.chars().anyMatch(Character::isISOControl)) {
            throw new BadInput(what + " holds a newline or another control character: " + Wording.quote(word)
                    + ". Put it into a file or a script on the board.");
        }
    }

    /** The one line that runs it in a POSIX shell. */
    public String line() {
        return "sh -c " + ShellWord.quote(script) + " 2>&1";
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
