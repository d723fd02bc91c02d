package dev.roadrig.wires.tiny;

import dev.roadrig.scenarios.fault.BoardFault;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.fault.Wording;

/** What goes wrong with a board that speaks MLPerf Tiny's protocol, in words. */
final class TinyFaults {
    private final String board;

    TinyFaults(String board) {
        this.board = board;
    }

    UnknownFault silent(String command, Evidence seen) {
        return new UnknownFault(
                "tiny.silent",
                "%s said nothing to %s by the deadline. Check its power, the baud rate and that its firmware is MLPerf Tiny's."
                        .formatted(board, Wording.quote(command)),
                seen);
    }

    UnknownFault incomplete(String command, String last, Evidence seen) {
        return new UnknownFault(
                "tiny.incomplete",
                "%s did not end its answer to %s by the deadline: the last line is %s. Give it more time, or look at its firmware."
                        .formatted(board, Wording.quote(command), Wording.quote(last)),
                seen);
    }

    UnknownFault garbled(String command, long noise, Evidence seen) {
        return new UnknownFault(
                "tiny.garbled",
                "%s answered %s with %d bytes that are no text. Check the baud rate, the ground wire and that nobody else has the port open."
                        .formatted(board, Wording.quote(command), noise),
                seen);
    }

    UnknownFault misheard(String command, String said, Evidence seen) {
        return new UnknownFault(
                "tiny.garbled",
                "%s answered %s with %s, which quotes a word that was not sent. Check the baud rate, the ground wire and that nobody else has the port open."
                        .formatted(board, Wording.quote(command), Wording.quote(said)),
                seen);
    }

    UnknownFault unexpected(String command, String what, Evidence seen) {
        return new UnknownFault(
                "tiny.unexpected",
                "%s answered %s with %s. Nothing was concluded from it; the next command begins with a marker."
                        .formatted(board, Wording.quote(command), what),
                seen);
    }

    BoardFault refused(String command, String said, Evidence seen) {
        return new BoardFault(
                "board.refused",
                "%s refused %s: %s. Look at what its firmware takes."
                        .formatted(board, Wording.quote(command), Wording.quote(said)),
                seen);
    }

    BoardFault reset(String when, Evidence seen) {
        return new BoardFault(
                "board.reset",
                "%s started anew %s, and has lost what was loaded. Look for a watchdog or a brown-out."
                        .formatted(board, when),
                seen);
    }
}
