package dev.roadrig.wires.console;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.wires.console.BoundedPattern.CharacterClass;
import dev.roadrig.wires.console.BoundedPattern.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads the text of a {@link BoundedPattern}. */
final class BoundedRegex {
    private static final int MOST_STEPS = 4096;
    private static final int DEEPEST = 16;

    private final String regex;
    private final Part whole;
    private int at;
    private int depth;

    BoundedRegex(String regex) {
        this.regex = regex;
        whole = alternatives();
        if (at < regex.length()) {
            throw refused("')' without '('");
        }
    }

    List<Step> program() {
        var program = new ArrayList<>(whole.steps);
        program.add(new Step(null, List.of()));
        return List.copyOf(program);
    }

    int longest() {
        return whole.longest;
    }

    /** Steps that end by falling out behind the last of them. */
    private record Part(List<Step> steps, int longest) {
        static final Part EMPTY = new Part(List.of(), 0);
    }

    private Part alternatives() {
        if (++depth > DEEPEST) {
            throw refused("groups deeper than " + DEEPEST);
        }
        Part part = sequence();
        while (at < regex.length() && regex.charAt(at) == '|') {
            at++;
            part = either(part, sequence());
        }
        depth--;
        return part;
    }

    private Part sequence() {
        Part part = Part.EMPTY;
        while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
            int from = at;
            part = both(part, repeated(atom(), from));
        }
        return part;
    }

    private Part atom() {
        char c = regex.charAt(at++);
        return switch (c) {
            case '(' -> group();
            case '[' -> single(bracket());
            case '.' -> single(any -> any != '\n' && any != '\r');
            case '\\' -> single(escape());
            case '*', '+', '?', '{', '^', '$' -> throw refused("'" + c + "'");
            default -> single(other -> other == c);
        };
    }

    private Part group() {
        if (regex.startsWith("?:", at)) {
            at += 2;
        }
        Part part = alternatives();
        if (at >= regex.length() || regex.charAt(at) != ')') {
            throw refused("'(' without ')'");
        }
        at++;
        return part;
    }

    private CharacterClass escape() {
        if (at >= regex.length()) {
            throw refused("'\\' at the end");
        }
        char c = regex.charAt(at++);
        return switch (c) {
            case 'd' -> digit -> digit >= '0' && digit <= '9';
            case 'w' -> word -> Character.isLetterOrDigit(word) || word == '_';
            case 's' -> Character::isWhitespace;
            case 't' -> tab -> tab == '\t';
            default -> {
                if (Character.isLetterOrDigit(c)) {
                    throw refused("'\\" + c + "'");
                }
                yield other -> other == c;
            }
        };
    }

    private CharacterClass bracket() {
        boolean negated = at < regex.length() && regex.charAt(at) == '^';
        if (negated) {
            at++;
        }
        var classes = new ArrayList<CharacterClass>();
        while (at < regex.length() && (regex.charAt(at) != ']' || classes.isEmpty())) {
            char c = regex.charAt(at++);
            if (c == '\\') {
                classes.add(escape());
            } else if (at + 1 < regex.length() && regex.charAt(at) == '-' && regex.charAt(at + 1) != ']') {
                char last = regex.charAt(at + 1);
                at += 2;
                classes.add(between -> between >= c && between <= last);
            } else {
                classes.add(other -> other == c);
            }
        }
        if (at >= regex.length()) {
            throw refused("'[' without ']'");
        }
        at++;
        return c -> negated != classes.stream().anyMatch(one -> one.has(c));
    }

    private Part repeated(Part part, int from) {
        if (at >= regex.length()) {
            return part;
        }
        switch (regex.charAt(at)) {
            case '*', '+' ->
                throw refused("'" + regex.substring(from, at + 1) + "' has no longest match; write {0,80}");
            case '?' -> {
                at++;
                return times(part, 0, 1);
            }
            case '{' -> {
                return counted(part, from);
            }
            default -> {
                return part;
            }
        }
    }

    private Part counted(Part part, int from) {
        int close = regex.indexOf('}', at);
        String inside = close < 0 ? "" : regex.substring(at + 1, close);
        if (!inside.matches("\\d{1,4}(,\\d{1,4})?")) {
            String shown = regex.substring(from, close < 0 ? regex.length() : close + 1);
            throw refused("'" + shown + "' has no longest match; write {n} or {n,m}");
        }
        at = close + 1;
        String[] numbers = inside.split(",");
        int least = Integer.parseInt(numbers[0]);
        int most = Integer.parseInt(numbers[numbers.length - 1]);
        if (most < least) {
            throw refused("'{" + inside + "}'");
        }
        return times(part, least, most);
    }

    private Part times(Part part, int least, int most) {
        if ((long) part.steps.size() * most > MOST_STEPS) {
            throw refused("it needs more than " + MOST_STEPS + " steps");
        }
        Part all = Part.EMPTY;
        for (int i = 0; i < most; i++) {
            all = both(all, i < least ? part : either(part, Part.EMPTY));
        }
        return all;
    }

    private Part both(Part first, Part second) {
        var steps = new ArrayList<>(first.steps);
        steps.addAll(second.steps);
        return sized(steps, first.longest + second.longest);
    }

    /** Jump into the first or over it; the first jumps over the second at its end. */
    private Part either(Part first, Part second) {
        var steps = new ArrayList<Step>();
        steps.add(jump(1, first.steps.size() + 2));
        steps.addAll(first.steps);
        steps.add(jump(second.steps.size() + 1));
        steps.addAll(second.steps);
        return sized(steps, Math.max(first.longest, second.longest));
    }

    private Part sized(List<Step> steps, int longest) {
        if (steps.size() > MOST_STEPS) {
            throw refused("it needs more than " + MOST_STEPS + " steps");
        }
        return new Part(Collections.unmodifiableList(steps), longest);
    }

    private static Part single(CharacterClass characters) {
        return new Part(List.of(new Step(characters, List.of())), 1);
    }

    private static Step jump(Integer... targets) {
        return new Step(null, List.of(targets));
    }

    private BadInput refused(String what) {
        return new BadInput("The pattern '%s' is refused at character %d: %s.".formatted(regex, at, what));
    }
}
