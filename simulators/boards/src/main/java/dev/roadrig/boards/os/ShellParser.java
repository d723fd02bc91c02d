package dev.roadrig.boards.os;

import dev.roadrig.boards.os.Syntax.Assignment;
import dev.roadrig.boards.os.Syntax.Item;
import dev.roadrig.boards.os.Syntax.Part;
import dev.roadrig.boards.os.Syntax.Redirection;
import dev.roadrig.boards.os.Syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads shell text by recursive descent. */
final class ShellParser {
    private static final int DEEPEST = 60;
    private static final Set<String> CLOSING = Set.of("then", "else", "elif", "fi", "do", "done", "}");

    private final String text;
    private final int depth;
    private int at;
    private int nesting;

    ShellParser(String text, int depth) {
        this(text, 0, depth);
    }

    ShellParser(String text, int at, int depth) {
        this.text = text;
        this.at = at;
        this.depth = depth;
    }

    static Syntax parse(String text) throws SyntaxFault {
        return new ShellParser(text, 0).whole();
    }

    int at() {
        return at;
    }

    Syntax whole() throws SyntaxFault {
        Syntax all = list();
        if (at < text.length()) {
            throw new SyntaxFault(
                    "unexpected \"" + (peekWord().isEmpty() ? text.charAt(at) : peekWord()) + "\"", false);
        }
        return all;
    }

    /** Reads a list up to a closing bracket, which stays unread. */
    Syntax listUntil(String closing) throws SyntaxFault {
        Syntax all = list();
        if (!text.startsWith(closing, at)) {
            throw new SyntaxFault("missing \"" + closing + "\"", at >= text.length());
        }
        return all;
    }

    private Syntax list() throws SyntaxFault {
        List<Item> items = new ArrayList<>();
        skipBreaks();
        while (at < text.length() && text.charAt(at) != ')' && !CLOSING.contains(peekWord())) {
            Syntax command = andOr();
            boolean background = take("&");
            if (!background && text.startsWith(";;", at)) {
                throw new SyntaxFault("unexpected \";;\"", false);
            }
            boolean semicolon = take(";");
            boolean more = skipBreaks() || semicolon || background;
            items.add(new Item(command, background));
            skipBreaks();
            if (!more) {
                break;
            }
        }
        return new Syntax.Sequence(items);
    }

    private Syntax andOr() throws SyntaxFault {
        Syntax left = pipeline();
        while (text.startsWith("&&", at) || text.startsWith("||", at)) {
            boolean and = text.charAt(at) == '&';
            at += 2;
            skipBreaks();
            needMore();
            left = new Syntax.AndOr(left, and, pipeline());
        }
        return left;
    }

    private Syntax pipeline() throws SyntaxFault {
        if (takeWord("!")) {
            return new Syntax.Not(pipeline());
        }
        List<Syntax> commands = new ArrayList<>(List.of(command()));
        while (text.startsWith("|", at) && !text.startsWith("||", at)) {
            at++;
            skipBreaks();
            needMore();
            commands.add(command());
        }
        return commands.size() == 1 ? commands.get(0) : new Syntax.Pipeline(commands);
    }

    private Syntax command() throws SyntaxFault {
        if (++nesting > DEEPEST) {
            throw new SyntaxFault("nested too deeply", false);
        }
        Syntax command = nestedCommand();
        nesting--;
        return command;
    }

    private Syntax nestedCommand() throws SyntaxFault {
        if (take("(")) {
            Syntax body = listUntil(")");
            at++;
            return new Syntax.Group(body, true, redirections());
        }
        if (takeWord("{")) {
            Syntax body = list();
            expectWord("}");
            return new Syntax.Group(body, false, redirections());
        }
        if (takeWord("if")) {
            return ifTail();
        }
        if (takeWord("while")) {
            return loop(true);
        }
        if (takeWord("until")) {
            return loop(false);
        }
        if (takeWord("for")) {
            return forLoop();
        }
        return simple();
    }

    private Syntax ifTail() throws SyntaxFault {
        Syntax condition = list();
        expectWord("then");
        Syntax then = list();
        if (takeWord("elif")) {
            return new Syntax.If(condition, then, Optional.of(ifTail()));
        }
        Optional<Syntax> otherwise = takeWord("else") ? Optional.of(list()) : Optional.empty();
        expectWord("fi");
        return new Syntax.If(condition, then, otherwise);
    }

    private Syntax loop(boolean wanted) throws SyntaxFault {
        Syntax condition = list();
        expectWord("do");
        Syntax body = list();
        expectWord("done");
        return new Syntax.While(condition, wanted, body);
    }

    private Syntax forLoop() throws SyntaxFault {
        String name = peekWord();
        at += name.length();
        skipBlanks();
        expectWord("in");
        List<Word> words = new ArrayList<>();
        for (Word word = word(); !word.parts().isEmpty(); word = word()) {
            words.add(word);
        }
        take(";");
        skipBreaks();
        expectWord("do");
        Syntax body = list();
        expectWord("done");
        return new Syntax.For(name, words, body);
    }

    private Syntax simple() throws SyntaxFault {
        List<Assignment> assignments = new ArrayList<>();
        List<Word> words = new ArrayList<>();
        List<Redirection> redirections = new ArrayList<>();
        while (true) {
            redirections.addAll(redirections());
            String name = words.isEmpty() ? assignedName() : "";
            if (!name.isEmpty()) {
                at += name.length() + 1;
                assignments.add(new Assignment(name, word()));
                continue;
            }
            Word word = word();
            if (word.parts().isEmpty()) {
                break;
            }
            words.add(word);
            if (words.size() == 1 && text.startsWith("(", at)) {
                return function(word);
            }
        }
        if (assignments.isEmpty() && words.isEmpty() && redirections.isEmpty()) {
            throw new SyntaxFault(
                    at < text.length() ? "unexpected \"" + text.charAt(at) + "\"" : "unexpected end of file",
                    at >= text.length());
        }
        return new Syntax.Simple(assignments, words, redirections);
    }

    private Syntax function(Word word) throws SyntaxFault {
        at++;
        skipBlanks();
        if (!take(")") || !(word.parts().get(0) instanceof Part.Literal name)) {
            throw new SyntaxFault("bad function name", false);
        }
        skipBreaks();
        needMore();
        return new Syntax.Function(name.text(), command());
    }

    private List<Redirection> redirections() throws SyntaxFault {
        List<Redirection> all = new ArrayList<>();
        while (true) {
            skipBlanks();
            int start = at;
            boolean digit = at + 1 < text.length() && "012".indexOf(text.charAt(at)) >= 0;
            int operator = digit ? at + 1 : at;
            String kind = "";
            for (String each : List.of(">>", ">&", "<", ">")) {
                if (kind.isEmpty() && text.startsWith(each, operator)) {
                    kind = each;
                }
            }
            if (kind.isEmpty()) {
                return all;
            }
            if (text.startsWith("<<", operator)) {
                throw new SyntaxFault("here-documents are not known to this shell", false);
            }
            int descriptor = digit ? text.charAt(start) - '0' : kind.equals("<") ? 0 : 1;
            at = operator + kind.length();
            skipBlanks();
            Word target = word();
            if (target.parts().isEmpty()) {
                throw new SyntaxFault("redirection without a target", at >= text.length());
            }
            all.add(new Redirection(descriptor, kind, target));
        }
    }

    private Word word() throws SyntaxFault {
        skipBlanks();
        var reader = new WordReader(text, at, depth);
        Word word = reader.read();
        at = reader.at();
        skipBlanks();
        return word;
    }

    private String assignedName() {
        int end = at;
        while (end < text.length() && WordReader.isNamePart(text.charAt(end))) {
            end++;
        }
        boolean assigned =
                end > at && end < text.length() && text.charAt(end) == '=' && !Character.isDigit(text.charAt(at));
        return assigned ? text.substring(at, end) : "";
    }

    private String peekWord() {
        int end = at;
        while (end < text.length() && " \t\n;&|<>()'\"\\$`".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(at, end);
    }

    private boolean takeWord(String word) {
        skipBlanks();
        if (!peekWord().equals(word)) {
            return false;
        }
        at += word.length();
        skipBlanks();
        return true;
    }

    private void expectWord(String word) throws SyntaxFault {
        if (!takeWord(word)) {
            throw new SyntaxFault("missing \"" + word + "\"", at >= text.length());
        }
    }

    private boolean take(String symbol) {
        skipBlanks();
        if (!text.startsWith(symbol, at) || (symbol.equals("&") && text.startsWith("&&", at))) {
            return false;
        }
        at += symbol.length();
        skipBlanks();
        return true;
    }

    private void needMore() throws SyntaxFault {
        if (at >= text.length()) {
            throw new SyntaxFault("unexpected end of file", true);
        }
    }

    private boolean skipBreaks() {
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

    private void skipBlanks() {
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
