package dev.roadrig.scenarios.observe;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of Java's for one line, with a bound on the work that a line may cost: it is counted in characters
 * looked at, and not in time, so that a record is judged alike on every host.
 */
public final class LinePattern {
    /** Characters of a line that are looked at; what is longer is cut, and told. */
    public static final int LONGEST_LINE = 1000;

    private static final int LONGEST_PATTERN = 400;
    private static final int MOST_LOOKS = 200_000;
    private static final Pattern NAME = Pattern.compile("\\\\.|\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");
    /** A group repeated by number can be empty, and then costs no look however often it is repeated. */
    private static final Pattern COUNTED = Pattern.compile("(\\)?)\\{(\\d+)(?:,(\\d*))?}");

    private static final int MOST_COUNTED = 1000;
    private static final int LEAST_BEGINNING = 3;
    private static final String SPECIAL = "\\.[]{}()*+?^$|";

    private final Pattern pattern;
    private final List<String> groups;
    private final String beginning;

    /** What a line is to a pattern. */
    public enum Fit {
        NONE,
        ONE,
        /** It matches a second time behind the first: two lines that ran together. */
        SEVERAL,
        /** Given up: the pattern goes back over the line too often. */
        TOO_COSTLY
    }

    /** @param groups by name, those that took part */
    public record Found(Fit fit, Map<String, String> groups) {
        public Found {
            groups = Map.copyOf(groups);
        }
    }

    private LinePattern(Pattern pattern, List<String> groups) {
        this.pattern = pattern;
        this.groups = List.copyOf(groups);
        this.beginning = beginning(pattern.pattern());
    }

    /** @throws BadInput for what is no pattern, or one whose work cannot be bounded */
    public static LinePattern of(String regex) {
        if (regex.length() > LONGEST_PATTERN) {
            throw new BadInput("is over " + LONGEST_PATTERN + " characters long");
        }
        if (regex.contains("\\Q")) {
            throw new BadInput("\\Q is not taken; put a \\ before each character that is meant as it is");
        }
        refuseManyCounted(regex);
        try {
            var pattern = Pattern.compile(regex);
            return new LinePattern(pattern, names(pattern));
        } catch (PatternSyntaxException e) {
            throw new BadInput("is no regular expression: " + e.getDescription() + " at character " + e.getIndex(), e);
        }
    }

    private static void refuseManyCounted(String regex) {
        long groups = 1;
        Matcher counts = COUNTED.matcher(regex);
        while (counts.find()) {
            String least = counts.group(2);
            String most = counts.group(3) == null || counts.group(3).isEmpty() ? least : counts.group(3);
            long times = most.length() > 4 || least.length() > 4 ? MOST_COUNTED + 1 : Long.parseLong(most);
            groups *= counts.group(1).isEmpty() ? 1 : Math.max(1, times);
            if (times > MOST_COUNTED || groups > MOST_COUNTED) {
                throw new BadInput(Wording.quote(counts.group()) + " repeats more than " + MOST_COUNTED
                        + " times; write + or *, whose work is bounded by the line");
            }
        }
    }

    private static List<String> names(Pattern pattern) {
        List<String> names = new ArrayList<>();
        Matcher found = NAME.matcher(pattern.pattern());
        while (found.find()) {
            if (found.group(1) != null) {
                names.add(found.group(1));
            }
        }
        return names;
    }

    /** Names of its groups, in order. */
    public List<String> groups() {
        return groups;
    }

    /** Searches a line, or its first {@link #LONGEST_LINE} characters. */
    public Found in(String line) {
        var bounded = new Looks(line.substring(0, Math.min(LONGEST_LINE, line.length())));
        try {
            Matcher matcher = pattern.matcher(bounded);
            if (!matcher.find()) {
                return new Found(Fit.NONE, Map.of());
            }
            Map<String, String> found = new LinkedHashMap<>();
            for (String name : groups) {
                String text = matcher.group(name);
                if (text != null) {
                    found.put(name, text);
                }
            }
            return new Found(matcher.find() ? Fit.SEVERAL : Fit.ONE, found);
        } catch (TooManyLooks | StackOverflowError e) {
            return new Found(Fit.TOO_COSTLY, Map.of());
        }
    }

    /** Whether every match begins with the same three characters at least, by which a torn line is known for one. */
    public boolean hasBeginning() {
        return beginning.length() >= LEAST_BEGINNING;
    }

    /** Whether a line holds what every match begins with, though it may be no match: it was meant to be one. */
    public boolean begins(String line) {
        return hasBeginning() && line.contains(beginning);
    }

    /** The characters that a match begins with; empty where the pattern leaves them open. */
    private static String beginning(String regex) {
        int end = 0;
        while (end < regex.length() && SPECIAL.indexOf(regex.charAt(end)) < 0) {
            end++;
        }
        boolean repeated = end < regex.length() && "*+?{".indexOf(regex.charAt(end)) >= 0;
        return hasAlternatives(regex) ? "" : regex.substring(0, Math.max(0, repeated ? end - 1 : end));
    }

    /** Whether a bar stands outside every group and class. */
    private static boolean hasAlternatives(String regex) {
        int depth = 0;
        boolean inClass = false;
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '[' || c == ']') {
                inClass = c == '[';
            } else if (!inClass) {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                if (c == '|' && depth == 0) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }

    /** A line that counts how often it is looked at. */
    private static final class Looks implements CharSequence {
        private final String line;
        private int looks;

        Looks(String line) {
            this.line = line;
        }

        @Override
        public char charAt(int index) {
            if (++looks > MOST_LOOKS) {
                throw new TooManyLooks();
            }
            return line.charAt(index);
        }

        @Override
        public int length() {
            return line.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return line.substring(start, end);
        }

        @Override
        public String toString() {
            return line;
        }
    }

    private static final class TooManyLooks extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyLooks() {
            super("too many looks", null, false, false);
        }
    }
}
