package dev.roadrig.harness.run;

/**
 * What one wire of a board did.
 *
 * @param text what was seen, or what to do
 */
public record Finding(String wire, State state, String text) {
    /** Whether a wire can be used. */
    public enum State {
        OK("ok"),
        BROKEN("BROKEN"),
        /** Nobody can tell without doing something to the board. */
        UNKNOWN("unknown");

        private final String word;

        State(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public static Finding ok(String wire, String text) {
        return new Finding(wire, State.OK, text);
    }

    public static Finding broken(String wire, String text) {
        return new Finding(wire, State.BROKEN, text);
    }

    public static Finding unknown(String wire, String text) {
        return new Finding(wire, State.UNKNOWN, text);
    }

    public boolean fine() {
        return state != State.BROKEN;
    }
}
