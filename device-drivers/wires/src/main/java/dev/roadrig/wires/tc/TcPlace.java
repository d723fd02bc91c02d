package dev.roadrig.wires.tc;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import java.time.Duration;

/**
 * Which interface of which board is shaped.
 *
 * @param board names threads and faults
 * @param interfaceName on the board, such as eth0
 * @param silence after so long without a word from this host the board takes everything back by itself; whole seconds,
 *     5 to 3600, counted by the board's own sleeps, which no step of its clock disturbs
 */
public record TcPlace(String board, String interfaceName, Duration silence) {
    /** Long enough for a slow board's hiccup, short enough that nobody who comes to the board wonders. */
    public static final Duration USUAL_SILENCE = Duration.ofSeconds(15);

    private static final String FOLDERS = "/run/roadrig-tc";

    public TcPlace {
        if (!interfaceName.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,14}")) {
            throw new BadInput(Wording.quote(interfaceName) + " is no network interface of " + board
                    + "; write its name as `ip link` on the board shows it, such as eth0.");
        }
        if (silence.toSeconds() < 5 || silence.toSeconds() > 3600) {
            throw new BadInput("The board " + board + " takes its link back after 5 s to 1 h without a word, not after "
                    + silence.toMillis() / 1e3 + " s.");
        }
    }

    public TcPlace(String board, String interfaceName) {
        this(board, interfaceName, USUAL_SILENCE);
    }

    /** On the board, where its dead-man lives; of root alone. */
    String folder() {
        return FOLDERS + "/" + interfaceName;
    }

    /** Between two words to the board's dead-man: four of them fit into its patience. */
    Duration between() {
        return silence.dividedBy(4);
    }
}
