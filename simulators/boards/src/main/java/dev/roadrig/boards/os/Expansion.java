package dev.roadrig.boards.os;

import dev.roadrig.boards.os.Syntax.Part;
import dev.roadrig.boards.os.Syntax.Word;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Turns words into arguments: variables, substitutions, splitting and file patterns, as POSIX sh 2.6. */
final class Expansion {
    /** Marks a pattern character that was quoted. */
    private static final char QUOTE = '\u0002';

    private final Shell shell;
    private final Stdio stdio;

    Expansion(Shell shell, Stdio stdio) {
        this.shell = shell;
        this.stdio = stdio;
    }

    List<String> arguments(List<Word> words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        for (Word word : words) {
            for (String field : fields(word)) {
                all.addAll(matches(field));
            }
        }
        return all;
    }

    /** A word as one text: for assignments and redirections. */
    String text(Word word) throws IOException, InterruptedException {
        var text = new StringBuilder();
        for (Part part : word.parts()) {
            text.append(value(part));
        }
        return text.toString();
    }

    private List<String> fields(Word word) throws IOException, InterruptedException {
        List<String> done = new ArrayList<>();
        var field = new StringBuilder();
        boolean begun = false;
        for (Part part : word.parts()) {
            if (part instanceof Part.Variable variable && variable.name().equals("@")) {
                List<String> given = shell.positional();
                for (int i = 0; i < given.size(); i++) {
                    field.append(protect(given.get(i), part.quoted()));
                    begun = true;
                    if (i + 1 < given.size()) {
                        done.add(field.toString());
                        field.setLength(0);
                    }
                }
                continue;
            }
            String value = value(part);
            if (part.quoted() || part instanceof Part.Literal) {
                field.append(protect(value, part.quoted()));
                begun = true;
                continue;
            }
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c == ' ' || c == '\t' || c == '\n') {
                    if (begun) {
                        done.add(field.toString());
                        field.setLength(0);
                        begun = false;
                    }
                } else {
                    field.append(c);
                    begun = true;
                }
            }
        }
        if (begun) {
            done.add(field.toString());
        }
        return done;
    }

    private static String protect(String value, boolean quoted) {
        return quoted ? value.replaceAll("[*?\\[]", QUOTE + "$0") : value;
    }

    private String value(Part part) throws IOException, InterruptedException {
        if (part instanceof Part.Literal literal) {
            return literal.text();
        }
        if (part instanceof Part.Substitution substitution) {
            var captured = new Stdio.Captured();
            shell.interpreter().substitute(substitution.command(), stdio.withOut(captured));
            return captured.text().replaceAll("\n+$", "");
        }
        if (part instanceof Part.Arithmetic arithmetic) {
            return Long.toString(Arithmetic.value(text(arithmetic.expression()).replace('\u0001', ' '), shell));
        }
        var variable = (Part.Variable) part;
        String value = shell.variable(variable.name());
        return value.isEmpty() && variable.otherwise().isPresent()
                ? text(variable.otherwise().get())
                : value;
    }

    private List<String> matches(String field) throws IOException {
        String plain = field.replace(String.valueOf(QUOTE), "");
        boolean pattern = false;
        for (int i = 0; i < field.length(); i++) {
            pattern |= "*?".indexOf(field.charAt(i)) >= 0 && (i == 0 || field.charAt(i - 1) != QUOTE);
        }
        if (!pattern) {
            return List.of(plain);
        }
        boolean absolute = field.startsWith("/");
        List<String> found = List.of(absolute ? "/" : "");
        for (String name : field.split("/")) {
            List<String> next = new ArrayList<>();
            for (String prefix : found) {
                next.addAll(step(prefix, name));
            }
            found = next;
        }
        List<String> sorted = found.stream().sorted().toList();
        return sorted.isEmpty() ? List.of(plain) : sorted;
    }

    private List<String> step(String prefix, String name) throws IOException {
        if (name.isEmpty()) {
            return List.of(prefix);
        }
        String slash = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
        Path folder = shell.system().files().host(BoardFiles.resolve(shell.folder(), slash.isEmpty() ? "." : slash));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        Pattern pattern = toRegex(name);
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String each = String.valueOf(entry.getFileName());
                if (pattern.matcher(each).matches() && (each.startsWith(".") == name.startsWith("."))) {
                    found.add(slash + each);
                }
            }
        }
        return found;
    }

    private static Pattern toRegex(String name) {
        var regex = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == QUOTE) {
                continue;
            }
            boolean quoted = i > 0 && name.charAt(i - 1) == QUOTE;
            regex.append(c == '*' && !quoted ? ".*" : c == '?' && !quoted ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString());
    }
}
