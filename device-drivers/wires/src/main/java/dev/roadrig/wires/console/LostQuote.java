package dev.roadrig.wires.console;

/**
 * Keys that bring a shell back to its prompt whose line did not come whole: a lost quote leaves it in a line that goes on,
 * and whatever is typed then is more of it. Ctrl-C ends that, unless it is lost too, or the shell has no controlling
 * terminal ({@code /dev/console}) and no line editor of its own, when nobody gets the signal. Then the line is closed so
 * that it is a syntax error: a shell parses the whole of it before it does any of it, so none of it is done.
 */
final class LostQuote {
    static final String CTRL_C = "\u0003";
    /**
     * Each with a line's end, since a raw terminal hands ctrl-C on as a letter of the next word. Each may open what it was to close, where the shell
     * was at its prompt after all; the next ctrl-C or turn closes it.
     */
    private static final String[] WAYS = {"\n", "\n", "')\n", "\")\n", ")\n"};

    private int turn = -1;

    /** Something was typed whose end did not come. */
    void suspect() {
        turn = Math.max(turn, 0);
    }

    void gone() {
        turn = -1;
    }

    boolean suspected() {
        return turn >= 0;
    }

    /** How many times each way was gone in vain: the shell may be too slow for its probes, and not in an open line. */
    int rounds() {
        return Math.max(turn, 0) / WAYS.length;
    }

    /** What to type before the next probe. */
    String keys() {
        suspect();
        return CTRL_C + WAYS[turn++ % WAYS.length];
    }
}
