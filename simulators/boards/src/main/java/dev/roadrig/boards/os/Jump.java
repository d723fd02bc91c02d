package dev.roadrig.boards.os;

/** Leaves a shell, a function or a loop from inside. */
final class Jump extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is left. */
    enum From {
        SHELL,
        FUNCTION,
        LOOP,
        TURN
    }

    private final From from;
    private final int status;

    Jump(From from, int status) {
        super(from.name(), null, false, false);
        this.from = from;
        this.status = status;
    }

    From from() {
        return from;
    }

    int status() {
        return status;
    }
}
