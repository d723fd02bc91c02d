package dev.roadrig.wires.files;

import dev.roadrig.ports.Files;
import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Files over a shell that has nothing but its line: a console's, where a board has no network. They go as text, in chunks
 * with a checksum each, and the whole is compared by SHA-256, or by {@code cksum} where the board has no better. What is
 * torn is kept in {@code NAME.rr-part} and the same transfer goes on from there, when what there is of it is right.
 */
public final class ConsoleFiles implements Files {
    static final String PART = ".rr-part";

    private final Shell shell;
    private final Ticker ticker;
    private final ConsoleRate rate;
    private final TransferProgress progress;

    public ConsoleFiles(Shell shell, ConsoleRate rate, TransferProgress progress, Ticker ticker) {
        this.shell = shell;
        this.rate = rate;
        this.progress = progress;
        this.ticker = ticker;
    }

    /**
     * @throws BadInput where there is no such file, or it would take longer than the deadline leaves
     * @throws RunFault {@code files.noisy}, {@code files.no-space}, {@code files.no-sum}, {@code files.damaged},
     *     {@code files.refused}, and all of the shell's
     */
    @Override
    public void put(Path local, String remote, Deadline deadline) throws RunFault, InterruptedException {
        try {
            long size = java.nio.file.Files.size(local);
            BoardEndOfFile board = board(remote, deadline);
            new ConsolePut(board, local, size, progress).run(left -> checkTime(local.toString(), left, deadline));
        } catch (IOException e) {
            throw new BadInput("The file " + local + " can't be read: " + FileTrouble.why(e) + ".");
        }
    }

    /**
     * @throws BadInput where it would take longer than the deadline leaves
     * @throws RunFault {@code files.missing}, {@code files.local}, and those of {@link #put}
     */
    @Override
    public void get(String remote, Path local, Deadline deadline) throws RunFault, InterruptedException {
        try {
            BoardEndOfFile board = board(remote, deadline);
            new ConsoleGet(board, local, progress).run(left -> checkTime(remote, left, deadline));
        } catch (IOException e) {
            throw new RigFault("files.local", "The file " + local + " can't be written: " + FileTrouble.why(e) + ".");
        }
    }

    private BoardEndOfFile board(String remote, Deadline deadline) throws RunFault, InterruptedException {
        if (!remote.startsWith("/") || remote.chars().anyMatch(c -> c < ' ' || c == 127)) {
            throw new BadInput("A path on a board begins with / and has no control characters: " + remote);
        }
        var sure = new SureShell(shell, ticker, rate.answersWithin());
        sure.begin(deadline);
        return new BoardEndOfFile(sure, remote, deadline);
    }

    private void checkTime(String what, long bytes, Deadline deadline) {
        Duration needed = rate.timeFor(bytes);
        Duration left = deadline.left(ticker);
        if (needed.compareTo(left) > 0) {
            throw new BadInput(
                    "%s: %,d bytes take about %s over this console (%,.0f bytes a second each way), and %s are left. Give the board a `shell:`, or give it more time."
                            .formatted(what, bytes, words(needed), rate.bytesPerSecond(), words(left)));
        }
    }

    private static String words(Duration span) {
        long seconds = Math.max(1, span.toSeconds());
        return seconds < 120
                ? seconds + " s"
                : seconds < 7200 ? seconds / 60 + " min" : "%d h %d min".formatted(seconds / 3600, seconds / 60 % 60);
    }
}
