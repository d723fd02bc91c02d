package dev.roadrig.harness.rack;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.wires.program.HostCommand;
import java.util.List;

/**
 * A command of this host as a rack writes it: a program and its words, or a line for the shell. Its secrets stay references
 * until it is run.
 *
 * @param written the words with their references; of a line the only one
 * @param line whether the shell gets it
 */
public record RackCommand(List<String> written, boolean line, List<Secret> secrets) {
    public RackCommand {
        written = List.copyOf(written);
        secrets = List.copyOf(secrets);
    }

    /** For people: with references in place of its secrets. */
    public String text() {
        return String.join(" ", written);
    }

    /**
     * With its secrets put in. The shell is given the name of the variable that holds one, and so reads none of a secret's
     * characters as its own.
     *
     * @throws BadInput where a secret is not there
     */
    public HostCommand reveal() {
        List<String> values = secrets.stream().map(Secret::reveal).toList();
        List<String> words = written.stream().map(this::revealed).toList();
        return line ? HostCommand.shell(words.get(0), values) : new HostCommand(words, values);
    }

    private String revealed(String word) {
        String revealed = word;
        for (Secret secret : secrets) {
            String reference = secret.toString();
            revealed = revealed.replace(reference, line ? RackText.variable(reference) : secret.reveal());
        }
        return revealed;
    }
}
