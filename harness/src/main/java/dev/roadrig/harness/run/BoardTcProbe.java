package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.tc.TcAbility;
import dev.roadrig.wires.tc.TcPlace;
import dev.roadrig.wires.tc.TcProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Asks a board of a rack, over its SSH, what tc can do on its own interface. Nothing of the board is changed; one under QEMU
 * is started for it.
 */
public final class BoardTcProbe {
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** No board that is asked carries one. */
    private static final AgentJar NO_AGENT = new AgentJar(Path.of(""), "");

    private BoardTcProbe() {}

    /**
     * Asks. The caller holds the board's lease.
     *
     * @throws BadInput for a board that has no shell, or no kernel of its own
     * @throws RunFault when it does not answer
     */
    public static List<TcAbility> of(RackBoard board, String interfaceName, Ticker ticker)
            throws RunFault, InterruptedException {
        if (board.tier().equals("emulated")) {
            throw new BadInput(
                    board.name() + " is emulated by a process of this host and has no kernel of its own to make"
                            + " a link with; its link is Roadrig's relay. Ask for a real board or one under QEMU.");
        }
        if (board.shell().isEmpty()) {
            throw new BadInput("Board " + board.name()
                    + " has no `shell: {ssh: ...}` in its rack file, and tc is spoken to over it.");
        }
        var place = new TcPlace(board.name(), interfaceName);
        try (BoardShell open = BoardShell.open(board, NO_AGENT, ticker)) {
            return TcAbility.of(place, TcProbe.of(place, open.shell(), ticker.in(ANSWER)));
        }
    }
}
