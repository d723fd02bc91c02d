package dev.roadrig.boards.os;

import java.util.List;
import java.util.Optional;

/** A place in shell text, and what can be taken from there. */
final class ShellCursor {
    private final String text;
    private int at;

    ShellCursor(String text, int at) {
        this.text = text;
        this.at = at;
    }

    String text() {
        return text;
    }

    int at() {
        return at;
    }

    void moveTo(int index) {
        at = index;
    }

    void skip(int characters) {
        at += characters;
    }

    boolean ended() {
        return at >= text.length();
    }

    boolean looksAt(String symbol) {
        return text.startsWith(symbol, at);
    }

    /** The character here; not at the end. */
    char character() {
        return text.charAt(at);
    }

    /** The name before an equals sign here, empty when there is none. */
    String assignedName() {
        int end = at;
        while (end < text.length() && WordReader.isNamePart(text.charAt(end))) {
            end++;
        }
        boolean assigned =
                end > at && end < text.length() && text.charAt(end) == '=' && !Character.isDigit(text.charAt(at));
        return assigned ? text.substring(at, end) : "";
    }

    /** The word here, empty at a symbol. */
    String peekWord() {
        int end = at;
        while (end < text.length() && " \t\n;&|<>()'\"\\$`".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(at, end);
    }

    /** Takes a word if it is this one. */
    boolean takeWord(String word) {
        skipBlanks();
        if (!peekWord().equals(word)) {
            return false;
        }
        at += word.length();
        skipBlanks();
        return true;
    }

    void expectWord(String word) throws SyntaxFault {
        if (!takeWord(word)) {
            throw new SyntaxFault("missing \"" + word + "\"", at >= text.length());
        }
    }

    /** Takes a symbol if it is this one. */
    boolean take(String symbol) {
        skipBlanks();
        if (!text.startsWith(symbol, at) || (symbol.equals("&") && text.startsWith("&&", at))) {
            return false;
        }
        at += symbol.length();
        skipBlanks();
        return true;
    }

    /**
     * What stands before a redirection's target.
     *
     * @param descriptor 0 to 2
     * @param kind one of {@code >> >& < >}
     */
    record Operator(int descriptor, String kind) {}

    /** Takes a redirection's operator, with its descriptor, if one is here. */
    Optional<Operator> takeRedirection() throws SyntaxFault {
        skipBlanks();
        boolean digit = at + 1 < text.length() && "012".indexOf(text.charAt(at)) >= 0;
        int operator = digit ? at + 1 : at;
        for (String kind : List.of(">>", ">&", "<", ">")) {
            if (text.startsWith(kind, operator)) {
                if (text.startsWith("<<", operator)) {
                    throw new SyntaxFault("here-documents are not known to this shell", false);
                }
                int descriptor = digit ? text.charAt(at) - '0' : kind.equals("<") ? 0 : 1;
                at = operator + kind.length();
                skipBlanks();
                return Optional.of(new Operator(descriptor, kind));
            }
        }
        return Optional.empty();
    }

    void needMore() throws SyntaxFault {
        if (at >= text.length()) {
            throw new SyntaxFault("unexpected end of file", true);
        }
    }

    /** Skips blanks, comments and line ends; whether there was a line end. */
    boolean skipBreaks() {
        int start = at;
        skipBlanks();
        boolean any = false;
        while (at < text.length() && text.charAt(at) == '\n') {
            any = true;
            at++;
            skipBlanks();
        }
        return any && at > start;
    }

    /** Skips blanks, comments and joined lines. */
    void skipBlanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\r') {
                at++;
            } else if (c == '\\' && text.startsWith("\\\n", at)) {
                at += 2;
            } else if (c == '#' && (at == 0 || " \t\n;&|()".indexOf(text.charAt(at - 1)) >= 0)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else {
                return;
            }
        }
    }
}
