package dev.roadrig.wires.tool.catalog;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.BoardFault;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A tool that has run on a board.
 *
 * @param exitCode the tool's own
 * @param raw everything that it printed, in order; kept before anything is read of it
 */
public record ToolOnBoard(Invocation invocation, int exitCode, String raw) {
    private static final int NOT_EXECUTABLE = 126;
    /** Of SSH and the console, and of adb. */
    private static final Set<String> NO_ANSWER = Set.of("shell.no-answer", "adb.no-answer");

    private static final int NOT_FOUND = 127;
    private static final int SHOWN_LINES = 20;
    private static final Duration ENDING = Duration.ofSeconds(15);

    /**
     * Runs a tool and waits for its end; when it takes longer it is ended on the board.
     *
     * @throws BadInput when the line is longer than the board's shell takes
     * @throws RunFault when it has not ended in time, or the connection is lost; what it said by then is in the evidence
     */
    public static ToolOnBoard run(Shell shell, Invocation invocation, Ticker ticker, Duration within)
            throws RunFault, InterruptedException {
        Leash leash = new Leash();
        String line = leash.line(invocation);
        if (line.length() > shell.longestLine()) {
            throw new BadInput("The command line of " + invocation.program() + " has " + line.length()
                    + " characters, and the board's console takes at most " + shell.longestLine()
                    + ". Put its options into a script on the board and name that with --program.");
        }
        Shell.Result result;
        try {
            result = shell.run(line, ticker.in(within));
        } catch (RunFault e) {
            throw ended(e, leash, shell, invocation, ticker, within);
        }
        String text = result.out() + (result.err().isBlank() ? "" : "\n" + result.err());
        // The command has ended, so its last line is whole.
        return new ToolOnBoard(
                invocation, result.exitCode(), text.isEmpty() || text.endsWith("\n") ? text : text + "\n");
    }

    private static RunFault ended(
            RunFault first, Leash leash, Shell shell, Invocation invocation, Ticker ticker, Duration within)
            throws InterruptedException {
        String how = "was ended there";
        try {
            leash.end(shell, ticker.in(ENDING));
        } catch (RunFault e) {
            first.addSuppressed(e);
            how = "could not be ended there: it may still run";
        }
        if (!NO_ANSWER.contains(first.code())) {
            return first;
        }
        var late = new UnknownFault(
                "tool.late",
                "%s had not ended after %d s on the board, and %s. Give it more time with --within."
                        .formatted(invocation.program(), within.toSeconds(), how),
                first.evidence());
        late.addSuppressed(first);
        return late;
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
            return ToolReaders.read(
                    ToolText.of(raw).cameOf(Optional.of(invocation.line())), Optional.of(invocation.tool()));
        } catch (NotUnderstood e) {
            if (exitCode == NOT_EXECUTABLE) {
                throw new BadInput(
                        "The program " + program()
                                + " on the board may not be run (exit code 126). Say `chmod +x` to it"
                                + " there, and look that it is built for the board and its file system is not noexec. The"
                                + " shell's text is in " + kept + ".",
                        e);
            }
            if (exitCode == NOT_FOUND) {
                throw new BadInput(
                        "There is no program " + missing() + " (exit code " + exitCode + "). The shell's text is in "
                                + kept + ".",
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

    private String program() {
        return invocation.viewer().filter(lastLine()::contains).orElse(invocation.program());
    }

    /** Which of two it was only the shell's own words tell, on the last line. */
    private String missing() {
        return invocation
                .viewer()
                .filter(lastLine()::contains)
                .map(viewer ->
                        viewer + " on the board's path, to read what " + invocation.program() + " wrote. Copy it there")
                .orElse(invocation.program() + " on the board. Copy it there, or name it with --program");
    }

    private String lastLine() {
        List<String> lines = raw.lines().toList();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    private String lastLines() {
        List<String> lines = raw.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    }
}
