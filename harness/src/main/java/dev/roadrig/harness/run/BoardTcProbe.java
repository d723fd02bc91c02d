package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.ssh.SshLink;
import dev.roadrig.wires.tc.TcAbility;
import dev.roadrig.wires.tc.TcPlace;
import dev.roadrig.wires.tc.TcProbe;
import java.time.Duration;
import java.util.List;

/** Asks a board of a rack, over its SSH, what tc can do on its own interface. Nothing of the board is changed. */
public final class BoardTcProbe {
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private BoardTcProbe() {}

    /**
     * Asks. The caller holds the board's lease.
     *
     * @throws BadInput for a board that has no shell, or no kernel of its own
     * @throws RunFault when it does not answer
     */
    public static List<TcAbility> of(RackBoard board, String interfaceName, Ticker ticker)
            throws RunFault, InterruptedException {
        if (board.process().isPresent()) {
            throw new BadInput(
                    board.name() + " is emulated by a process of this host and has no kernel of its own to make"
                            + " a link with; its link is Roadrig's relay. Ask for a real board or one under QEMU.");
        }
        RackBoard.SshWire wire = board.shell()
                .orElseThrow(() -> new BadInput("Board " + board.name()
                        + " has no `shell: {ssh: ...}` in its rack file, and tc is spoken to over it."));
        var place = new TcPlace(board.name(), interfaceName);
        try (SshLink link = SshLink.connect(SshTargets.of(board.name(), wire), ticker, ticker.in(ANSWER))) {
            return TcAbility.of(place, TcProbe.of(place, link.shell(), ticker.in(ANSWER)));
        }
    }
}
