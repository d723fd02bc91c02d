package dev.roadrig.wires.console;

import dev.roadrig.scenarios.fault.BoardFault;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;

/** Puts what a console showed of a board's end into words, and says whose failure it is. */
final class BootFaults {
    private final String board;
    private final ConsoleLog log;

    /**
     * @param board names it
     * @param log the evidence
     */
    BootFaults(String board, ConsoleLog log) {
        this.board = board;
        this.log = log;
    }

    /** A sign of a board's end. */
    RunFault seen(String code, long nanos, String line) {
        String message = "%s at %.3f s: '%s'. Read the console before it, and the board's own logs."
                .formatted(said(code), nanos / 1e9, line.strip());
        return code.equals("board.brown-out")
                ? new UnknownFault(code, message, log.evidence())
                : new BoardFault(code, message, log.evidence());
    }

    private String said(String code) {
        return switch (code) {
            case "board.reboot" -> board + " rebooted though nobody ordered it";
            case "board.out-of-memory" -> board + " ran out of memory";
            case "board.watchdog" -> board + " was caught by its watchdog";
            case "board.oops" -> "The kernel of " + board + " hit a bug";
            // A supply that sags and a board that draws too much look the same from here.
            case "board.brown-out" -> board + " saw its supply sag (measure it to know whose failure that is)";
            default -> board + " panicked";
        };
    }

    /**
     * A board that does not come up.
     *
     * @param bytes what came on the console since the boot was asked for
     */
    RunFault noBoot(Supply supply, BootState state, long bytes) {
        if (supply == Supply.OFF) {
            return new RigFault(
                    "supply.off", "%s did not boot: its supply is off. Switch it on.".formatted(board), log.evidence());
        }
        if (state != BootState.OFF && state != BootState.BOOTING) {
            return new BoardFault(
                    "board.no-boot",
                    "%s did not boot: it stayed in state %s. Read the console's last lines.".formatted(board, state),
                    log.evidence());
        }
        return new UnknownFault(
                "board.silent",
                "%s showed %s on its console%s. Check power, cable, port and baud."
                        .formatted(
                                board,
                                bytes == 0 ? "nothing" : bytes + " bytes and no sign of a boot",
                                supply == Supply.ON
                                        ? ", though its supply was switched on"
                                        : ", and nothing measures its supply"),
                log.evidence());
    }
}
