package dev.roadrig.wires.tool.catalog;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.BoardFault;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.ToolResult;
import java.util.List;
import java.util.Optional;

/**
 * A tool that has run on a board.
 *
 * @param exitCode the tool's own
 * @param raw everything that it printed, in order; kept before anything is read of it
 */
public record ToolOnBoard(Invocation invocation, int exitCode, String raw) {
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;
    private static final int SHOWN_LINES = 20;

    /**
     * Runs a tool and waits for its end.
     *
     * @throws RunFault when it has not ended by the deadline, or the connection is lost
     */
    public static ToolOnBoard run(Shell shell, Invocation invocation, Deadline deadline)
            throws RunFault, InterruptedException {
        Shell.Result result = shell.run(invocation.line(), deadline);
        String text = result.out() + (result.err().isBlank() ? "" : "\n" + result.err());
        // The command has ended, so its last line is whole.
        return new ToolOnBoard(
                invocation, result.exitCode(), text.isEmpty() || text.endsWith("\n") ? text : text + "\n");
    }

    /**
     * What it said.
     *
     * @param kept where the raw text is, for messages
     * @throws BadInput when the program is not on the board, or ended well with a text that is not known
     * @throws BoardFault {@code tool.failed} when it ended with another code than 0 and printed no figures
     */
    public ToolResult read(String kept) throws BoardFault {
        try {
            return ToolReaders.read(raw, Optional.of(invocation.tool()));
        } catch (NotUnderstood e) {
            if (exitCode == NOT_FOUND || exitCode == NOT_EXECUTABLE) {
                throw new BadInput(
                        "There is no program " + invocation.program() + " on the board (exit code " + exitCode
                                + "). Copy it there, or name it with --program. The shell's text is in " + kept + ".",
                        e);
            }
            if (exitCode == 0) {
                throw new BadInput(e.getMessage() + " It is in " + kept + ".", e);
            }
            throw new BoardFault(
                    "tool.failed",
                    invocation.program() + " ended with exit code " + exitCode
                            + " and printed no figures. Its whole text is in " + kept + ".",
                    new Evidence("the tool's last lines", lastLines()));
        }
    }

    private String lastLines() {
        List<String> lines = raw.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    }
}
