package dev.roadrig.harness.rack;

import dev.roadrig.scenarios.yaml.YamlList;
import dev.roadrig.scenarios.yaml.YamlNode;
import dev.roadrig.scenarios.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads commands of this host: a list is a program and its words, a single text a line for its shell. {@code ${process:NAME}}
 * is put in; {@code ${env:NAME}}, in a line within double quotes, and a word that is {@code file:PATH}, are secrets. Any other
 * {@code ${}} is the program's.
 */
final class CommandReader {
    private static final Pattern NEARLY = Pattern.compile("(?i)\\$\\{(env|process|file):");
    private static final Pattern FILE = Pattern.compile("file:(?!//).+");

    private final Optional<Map<String, String>> announced;

    CommandReader(Optional<Map<String, String>> announced) {
        this.announced = announced;
    }

    RackCommand read(YamlNode node) {
        if (!(node instanceof YamlList list)) {
            YamlScalar line = node.asScalar();
            return new RackCommand(List.of(text(line)), true, secrets(line, true));
        }
        if (list.items().isEmpty()) {
            throw list.bad("the command is empty");
        }
        List<String> words = new ArrayList<>();
        List<Secret> secrets = new ArrayList<>();
        for (YamlScalar word : list.scalars()) {
            words.add(text(word));
            secrets.addAll(secrets(word, false));
        }
        return new RackCommand(words, false, secrets);
    }

    private String text(YamlScalar word) {
        String text = RackText.putIn(word, announced);
        if (NEARLY.matcher(RackText.ENV
                        .matcher(RackText.PROCESS.matcher(text).replaceAll(""))
                        .replaceAll(""))
                .find()) {
            throw word.bad("write ${process:NAME} or ${env:NAME}, or of a word on its own file:PATH");
        }
        return text;
    }

    private List<Secret> secrets(YamlScalar word, boolean line) {
        if (!line && FILE.matcher(word.text()).matches()) {
            return List.of(RackText.secret(word, announced));
        }
        List<Secret> secrets = new ArrayList<>();
        Matcher reference = RackText.ENV.matcher(word.text());
        while (reference.find()) {
            char quote = line ? quoteAt(word.text(), reference.start()) : '"';
            if (quote != '"') {
                throw word.bad(reference.group()
                        + (quote == 0
                                ? " outside double quotes would be split and its * and ? taken for files by the shell; write them around it"
                                : " in single quotes would reach the shell as it stands; write double ones")
                        + ", or the command as a list of words");
            }
            secrets.add(RackText.secret(new YamlScalar(word.place(), word.key(), reference.group()), announced));
        }
        return secrets;
    }

    /** The quotes around a place in a line for the shell: {@code '}, {@code "} or 0. */
    private static char quoteAt(String line, int at) {
        char quote = 0;
        for (int i = 0; i < at; i++) {
            char c = line.charAt(i);
            if (c == '\\' && quote != '\'') {
                i++;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
        }
        return quote;
    }
}
