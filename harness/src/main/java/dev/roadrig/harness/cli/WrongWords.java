package dev.roadrig.harness.cli;

import dev.roadrig.scenarios.fault.Wording;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of a command line that cannot be understood, before the command's usage. */
final class WrongWords {
    private static final Pattern NONE_OF = Pattern.compile(
            "Invalid value for .*: expected one of \\[(.*)] \\(case-insensitive\\) but was '(.*)'", Pattern.DOTALL);

    private WrongWords() {}

    /** As picocli does it, but for the names that constants have in Java. */
    static int handle(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(command.getColorScheme().errorText(told(String.valueOf(wrong.getMessage()))));
        if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
            command.usage(err, command.getColorScheme());
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String told(String message) {
        Matcher noneOf = NONE_OF.matcher(message);
        if (!noneOf.matches()) {
            return message;
        }
        List<String> allowed =
                Arrays.asList(noneOf.group(1).toLowerCase(Locale.ROOT).split(", "));
        return noneOf(noneOf.group(2), allowed);
    }

    /** Of a word that is not in a closed table. */
    static String noneOf(String word, List<String> allowed) {
        return Wording.quote(word) + " is none of " + String.join(", ", allowed) + Wording.didYouMean(word, allowed);
    }
}
