package dev.roadrig.wires.power.off;

/**
 * What was made of a switch that says off.
 *
 * @param shown whether anything but the switch shows that the board is off
 * @param by what shows it, for people; of an off that nothing shows, why
 */
public record Off(boolean shown, String by) {
    /** The next step after one that nothing shows. */
    public static final String WHAT_SHOWS_IT =
            "What shows an off: a console that answers an empty line right before it, an SSH server that greets right before"
                    + " it, or a supply that measures current.";

    /** For people, after what was switched. */
    public String words() {
        return shown ? "shown by " + by : "unproven: " + by;
    }
}
