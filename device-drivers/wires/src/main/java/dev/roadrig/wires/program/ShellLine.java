package dev.roadrig.wires.program;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line that a shell of this host runs, and what is known of it before it runs. */
final class ShellLine {
    private static final Set<String> SHELLS = Set.of("sh", "ash", "bash", "dash", "ksh", "zsh");

    /** A word without quotes, assignments, expansions or redirections. */
    private static final Pattern PLAIN = Pattern.compile("\\s*+([A-Za-z0-9_./+-]++)(?=\\s|;|&|\\||$)");

    /** Of these a shell needs no program, or they say nothing of the one that follows. */
    private static final Set<String> OWN_WORDS = Set.of(
            ("alias autoload bg break builtin caller case cd command compgen complete compopt continue coproc declare dirs disown do done echo elif else"
                            + " emulate enable esac eval exec exit export false fc fg fi for function"
                            + " getopts hash help history if in jobs kill let local logout mapfile popd print printf pushd pwd read"
                            + " readarray readonly return select set setopt shift shopt source suspend test then time times trap"
                            + " true type typeset ulimit umask unalias unset until wait whence while . :")
                    .split(" "));

    /** Its last option takes the line; those before it say how. */
    private static final Pattern TAKES_LINE = Pattern.compile("-[a-z]{0,8}c");

    private ShellLine() {}

    /** Whether a command is a shell that is given a line. */
    static boolean is(List<String> words) {
        return words.size() > 2
                && TAKES_LINE.matcher(words.get(1)).matches()
                && SHELLS.contains(String.valueOf(Path.of(words.get(0)).getFileName()));
    }

    /** The program that a line runs first; empty where it begins with anything but a plain word that is no shell's own. */
    static Optional<String> program(String line) {
        Matcher word = PLAIN.matcher(line);
        return word.lookingAt() && !OWN_WORDS.contains(word.group(1)) ? Optional.of(word.group(1)) : Optional.empty();
    }
}
