package dev.roadrig.boards.os;

/** A line that the shell cannot read; incomplete when more lines could mend it. */
final class SyntaxFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean incomplete;

    SyntaxFault(String message, boolean incomplete) {
        super(message);
        this.incomplete = incomplete;
    }

    boolean incomplete() {
        return incomplete;
    }
}
