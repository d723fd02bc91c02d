package dev.roadrig.boards.os;

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
