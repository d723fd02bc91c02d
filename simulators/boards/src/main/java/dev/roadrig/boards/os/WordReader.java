package dev.roadrig.boards.os;

import dev.roadrig.boards.os.Syntax.Part;
import dev.roadrig.boards.os.Syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads words character by character: quotes, backslashes, variables and substitutions, as POSIX sh 2.2 and 2.6. */
final class WordReader {
    private static final String ENDS_WORD = " \t\n;&|<>()";
    private static final int DEEPEST = 40;

    private final String text;
    private final int depth;
    private int at;

    WordReader(String text, int at, int depth) throws SyntaxFault {
        if (depth > DEEPEST) {
            throw new SyntaxFault("nested too deeply", false);
        }
        this.text = text;
        this.at = at;
        this.depth = depth;
    }

    int at() {
        return at;
    }

    /** Reads one word; it has no parts when none is here. */
    Word read() throws SyntaxFault {
        List<Part> parts = new ArrayList<>();
        while (at < text.length() && ENDS_WORD.indexOf(text.charAt(at)) < 0) {
            char c = text.charAt(at);
            if (c == '\'') {
                int end = find('\'', at + 1);
                parts.add(new Part.Literal(text.substring(at + 1, end), true));
                at = end + 1;
            } else if (c == '"') {
                at++;
                readQuoted(parts);
            } else if (c == '\\') {
                readEscape(parts);
            } else if (c == '$' || c == '`') {
                parts.add(readDollar(false));
            } else {
                parts.add(new Part.Literal(readPlain(ENDS_WORD + "'\"\\$`"), false));
            }
        }
        return new Word(parts);
    }

    private void readQuoted(List<Part> parts) throws SyntaxFault {
        parts.add(new Part.Literal("", true));
        while (true) {
            char c = charAt(at);
            if (c == '"') {
                at++;
                return;
            }
            if (c == '$' || c == '`') {
                parts.add(readDollar(true));
            } else if (c == '\\') {
                char next = charAt(at + 1);
                boolean special = "$`\"\\\n".indexOf(next) >= 0;
                parts.add(new Part.Literal(next == '\n' ? "" : special ? "" + next : "\\" + next, true));
                at += 2;
            } else {
                parts.add(new Part.Literal(readPlain("\"$`\\"), true));
            }
        }
    }

    private void readEscape(List<Part> parts) throws SyntaxFault {
        char next = charAt(at + 1);
        if (next != '\n') {
            parts.add(new Part.Literal("" + next, true));
        }
        at += 2;
    }

    private String readPlain(String until) {
        int start = at;
        while (at < text.length() && until.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private Part readDollar(boolean quoted) throws SyntaxFault {
        if (text.charAt(at) == '`') {
            int end = find('`', at + 1);
            String inside = text.substring(at + 1, end);
            at = end + 1;
            return new Part.Substitution(new ShellParser(inside, depth + 1).whole(), quoted);
        }
        at++;
        char c = at < text.length() ? text.charAt(at) : ' ';
        if (text.startsWith("((", at)) {
            return readArithmetic(quoted);
        }
        if (c == '(') {
            var parser = new ShellParser(text, at + 1, depth + 1);
            Syntax command = parser.listUntil(")");
            at = parser.at() + 1;
            return new Part.Substitution(command, quoted);
        }
        if (c == '{') {
            return readBraces(quoted);
        }
        int start = at;
        if ("?$!#@*".indexOf(c) >= 0 || Character.isDigit(c)) {
            at++;
        } else {
            while (at < text.length() && isNamePart(text.charAt(at))) {
                at++;
            }
        }
        String name = text.substring(start, at);
        return name.isEmpty() ? new Part.Literal("$", quoted) : new Part.Variable(name, Optional.empty(), quoted);
    }

    private Part readArithmetic(boolean quoted) throws SyntaxFault {
        int end = text.indexOf("))", at);
        if (end < 0) {
            throw new SyntaxFault("missing '))'", true);
        }
        var inside = new WordReader(text.substring(at + 2, end).replace(' ', '\u0001'), 0, depth + 1);
        Word expression = inside.read();
        at = end + 2;
        return new Part.Arithmetic(expression, quoted);
    }

    private Part readBraces(boolean quoted) throws SyntaxFault {
        int end = find('}', at);
        String inside = text.substring(at + 1, end);
        at = end + 1;
        int colon = inside.indexOf(":-");
        String name = colon < 0 ? inside : inside.substring(0, colon);
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*|[?$!#@*0-9]")) {
            throw new SyntaxFault("bad substitution", false);
        }
        if (colon < 0) {
            return new Part.Variable(name, Optional.empty(), quoted);
        }
        var otherwise = new WordReader(inside.substring(colon + 2), 0, depth + 1);
        return new Part.Variable(name, Optional.of(otherwise.read()), quoted);
    }

    static boolean isNamePart(char c) {
        return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
    }

    private int find(char wanted, int from) throws SyntaxFault {
        int end = text.indexOf(wanted, from);
        if (end < 0) {
            throw new SyntaxFault("unterminated " + (wanted == '}' ? "${" : "quoted string"), true);
        }
        return end;
    }

    private char charAt(int index) throws SyntaxFault {
        if (index >= text.length()) {
            throw new SyntaxFault("unterminated quoted string", true);
        }
        return text.charAt(index);
    }
}
