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

    private final ShellCursor cursor;
    private final int depth;
    private int nesting;

    ShellParser(String text, int depth) {
        this(text, 0, depth);
    }

    ShellParser(String text, int at, int depth) {
        this.cursor = new ShellCursor(text, at);
        this.depth = depth;
    }

    static Syntax parse(String text) throws SyntaxFault {
        return new ShellParser(text, 0).whole();
    }

    int at() {
        return cursor.at();
    }

    Syntax whole() throws SyntaxFault {
        Syntax all = list();
        if (!cursor.ended()) {
            throw new SyntaxFault(
                    "unexpected \"" + (cursor.peekWord().isEmpty() ? cursor.character() : cursor.peekWord()) + "\"",
                    false);
        }
        return all;
    }

    /** Reads a list up to a closing bracket, which stays unread. */
    Syntax listUntil(String closing) throws SyntaxFault {
        Syntax all = list();
        if (!cursor.looksAt(closing)) {
            throw new SyntaxFault("missing \"" + closing + "\"", cursor.ended());
        }
        return all;
    }

    private Syntax list() throws SyntaxFault {
        List<Item> items = new ArrayList<>();
        cursor.skipBreaks();
        while (!cursor.ended() && cursor.character() != ')' && !CLOSING.contains(cursor.peekWord())) {
            Syntax command = andOr();
            boolean background = cursor.take("&");
            if (!background && cursor.looksAt(";;")) {
                throw new SyntaxFault("unexpected \";;\"", false);
            }
            boolean semicolon = cursor.take(";");
            boolean more = cursor.skipBreaks() || semicolon || background;
            items.add(new Item(command, background));
            cursor.skipBreaks();
            if (!more) {
                break;
            }
        }
        return new Syntax.Sequence(items);
    }

    private Syntax andOr() throws SyntaxFault {
        Syntax left = pipeline();
        while (cursor.looksAt("&&") || cursor.looksAt("||")) {
            boolean and = cursor.character() == '&';
            cursor.skip(2);
            cursor.skipBreaks();
            cursor.needMore();
            left = new Syntax.AndOr(left, and, pipeline());
        }
        return left;
    }

    private Syntax pipeline() throws SyntaxFault {
        if (cursor.takeWord("!")) {
            return new Syntax.Not(pipeline());
        }
        List<Syntax> commands = new ArrayList<>(List.of(command()));
        while (cursor.looksAt("|") && !cursor.looksAt("||")) {
            cursor.skip(1);
            cursor.skipBreaks();
            cursor.needMore();
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
        if (cursor.take("(")) {
            Syntax body = listUntil(")");
            cursor.skip(1);
            return new Syntax.Group(body, true, redirections());
        }
        if (cursor.takeWord("{")) {
            Syntax body = list();
            cursor.expectWord("}");
            return new Syntax.Group(body, false, redirections());
        }
        if (cursor.takeWord("if")) {
            return ifTail();
        }
        if (cursor.takeWord("while")) {
            return loop(true);
        }
        if (cursor.takeWord("until")) {
            return loop(false);
        }
        if (cursor.takeWord("for")) {
            return forLoop();
        }
        return simple();
    }

    private Syntax ifTail() throws SyntaxFault {
        Syntax condition = list();
        cursor.expectWord("then");
        Syntax then = list();
        if (cursor.takeWord("elif")) {
            return new Syntax.If(condition, then, Optional.of(ifTail()));
        }
        Optional<Syntax> otherwise = cursor.takeWord("else") ? Optional.of(list()) : Optional.empty();
        cursor.expectWord("fi");
        return new Syntax.If(condition, then, otherwise);
    }

    private Syntax loop(boolean wanted) throws SyntaxFault {
        Syntax condition = list();
        cursor.expectWord("do");
        Syntax body = list();
        cursor.expectWord("done");
        return new Syntax.While(condition, wanted, body);
    }

    private Syntax forLoop() throws SyntaxFault {
        String name = cursor.peekWord();
        cursor.skip(name.length());
        cursor.skipBlanks();
        cursor.expectWord("in");
        List<Word> words = new ArrayList<>();
        for (Word word = word(); !word.parts().isEmpty(); word = word()) {
            words.add(word);
        }
        cursor.take(";");
        cursor.skipBreaks();
        cursor.expectWord("do");
        Syntax body = list();
        cursor.expectWord("done");
        return new Syntax.For(name, words, body);
    }

    private Syntax simple() throws SyntaxFault {
        List<Assignment> assignments = new ArrayList<>();
        List<Word> words = new ArrayList<>();
        List<Redirection> redirections = new ArrayList<>();
        while (true) {
            redirections.addAll(redirections());
            String name = words.isEmpty() ? cursor.assignedName() : "";
            if (!name.isEmpty()) {
                cursor.skip(name.length() + 1);
                assignments.add(new Assignment(name, word()));
                continue;
            }
            Word word = word();
            if (word.parts().isEmpty()) {
                break;
            }
            words.add(word);
            if (words.size() == 1 && cursor.looksAt("(")) {
                return function(word);
            }
        }
        if (assignments.isEmpty() && words.isEmpty() && redirections.isEmpty()) {
            throw new SyntaxFault(
                    !cursor.ended() ? "unexpected \"" + cursor.character() + "\"" : "unexpected end of file",
                    cursor.ended());
        }
        return new Syntax.Simple(assignments, words, redirections);
    }

    private Syntax function(Word word) throws SyntaxFault {
        cursor.skip(1);
        cursor.skipBlanks();
        if (!cursor.take(")") || !(word.parts().get(0) instanceof Part.Literal name)) {
            throw new SyntaxFault("bad function name", false);
        }
        cursor.skipBreaks();
        cursor.needMore();
        return new Syntax.Function(name.text(), command());
    }

    private List<Redirection> redirections() throws SyntaxFault {
        List<Redirection> all = new ArrayList<>();
        while (true) {
            Optional<ShellCursor.Operator> operator = cursor.takeRedirection();
            if (operator.isEmpty()) {
                return all;
            }
            Word target = word();
            if (target.parts().isEmpty()) {
                throw new SyntaxFault("redirection without a target", cursor.ended());
            }
            all.add(new Redirection(operator.get().descriptor(), operator.get().kind(), target));
        }
    }

    private Word word() throws SyntaxFault {
        cursor.skipBlanks();
        var reader = new WordReader(cursor.text(), cursor.at(), depth);
        Word word = reader.read();
        cursor.moveTo(reader.at());
        cursor.skipBlanks();
        return word;
    }
}
