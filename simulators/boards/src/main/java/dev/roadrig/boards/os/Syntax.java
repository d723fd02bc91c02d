package dev.roadrig.boards.os;

import java.util.List;
import java.util.Optional;

/** What a line of shell is made of, a small part of POSIX sh: see its section 2.9. */
sealed interface Syntax {

    /** One after the other. */
    record Sequence(List<Item> items) implements Syntax {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** A command of a sequence, waited for or not. */
    record Item(Syntax command, boolean background) {}

    /** The right side runs when the left one went well, or when it did not. */
    record AndOr(Syntax left, boolean and, Syntax right) implements Syntax {}

    record Not(Syntax command) implements Syntax {}

    record Pipeline(List<Syntax> commands) implements Syntax {
        public Pipeline {
            commands = List.copyOf(commands);
        }
    }

    record Simple(List<Assignment> assignments, List<Word> words, List<Redirection> redirections) implements Syntax {
        public Simple {
            assignments = List.copyOf(assignments);
            words = List.copyOf(words);
            redirections = List.copyOf(redirections);
        }
    }

    /** Braces or brackets; in brackets, variables and folder are a copy. */
    record Group(Syntax body, boolean subshell, List<Redirection> redirections) implements Syntax {
        public Group {
            redirections = List.copyOf(redirections);
        }
    }

    record If(Syntax condition, Syntax then, Optional<Syntax> otherwise) implements Syntax {}

    /** While, or until when {@code wanted} is false. */
    record While(Syntax condition, boolean wanted, Syntax body) implements Syntax {}

    record For(String name, List<Word> words, Syntax body) implements Syntax {
        public For {
            words = List.copyOf(words);
        }
    }

    record Function(String name, Syntax body) implements Syntax {}

    record Assignment(String name, Word value) {}

    /**
     * @param descriptor that is redirected: 0, 1 or 2
     * @param kind as written: {@code <}, {@code >}, {@code >>} or {@code >&}
     */
    record Redirection(int descriptor, String kind, Word target) {}

    record Word(List<Part> parts) {
        public Word {
            parts = List.copyOf(parts);
        }
    }

    /** A part of a word; quoted, it is neither split nor a pattern. */
    sealed interface Part {
        boolean quoted();

        record Literal(String text, boolean quoted) implements Part {}

        /** {@code $name} or {@code ${name:-otherwise}}. */
        record Variable(String name, Optional<Word> otherwise, boolean quoted) implements Part {}

        /** {@code $(...)} or back quotes. */
        record Substitution(Syntax command, boolean quoted) implements Part {}

        /** {@code $((...))}. */
        record Arithmetic(Word expression, boolean quoted) implements Part {}
    }
}
