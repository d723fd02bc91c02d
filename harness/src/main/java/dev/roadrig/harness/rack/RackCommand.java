package dev.roadrig.harness.rack;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.wires.program.HostCommand;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

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
     * With its secrets put in. The shell is given the name of the variable that holds one, which stands in double quotes,
     * and so reads none of a secret's characters as its own; what a command makes of it that gets a line itself, such as
     * {@code eval}, is that command's matter.
     *
     * @throws BadInput where a secret is not there
     */
    public HostCommand reveal() {
        List<String> values = secrets.stream().map(Secret::reveal).toList();
        List<String> words = written.stream().map(this::revealed).toList();
        return line ? HostCommand.shell(words.get(0), values) : new HostCommand(words, values);
    }

    /** Looks at each reference once: what a secret's value looks like is no reference. */
    private String revealed(String word) {
        Optional<Secret> whole = secret(word);
        if (whole.isPresent() && !line) {
            return whole.get().reveal();
        }
        return RackText.ENV.matcher(word).replaceAll(found -> {
            String reference = found.group();
            return Matcher.quoteReplacement(secret(reference)
                    .map(secret -> line ? RackText.variable(reference) : secret.reveal())
                    .orElse(reference));
        });
    }

    private Optional<Secret> secret(String reference) {
        return secrets.stream()
                .filter(secret -> secret.toString().equals(reference))
                .findFirst();
    }
}
