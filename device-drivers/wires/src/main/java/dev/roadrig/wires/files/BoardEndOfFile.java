package dev.roadrig.wires.files;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.wires.ssh.ShellWord;
import java.util.List;
import java.util.Optional;

/** What one board's shell can tell of one file, and do with it, until a deadline. */
final class BoardEndOfFile {
    /** A whole file is compared by the best that there is. */
    private static final List<BoardProgram> SUMS = List.of(
            new BoardProgram(Sum.SHA_256, "sha256sum"),
            new BoardProgram(Sum.SHA_256, "busybox sha256sum"),
            new BoardProgram(Sum.CKSUM, "cksum"),
            new BoardProgram(Sum.CKSUM, "busybox cksum"),
            new BoardProgram(Sum.MD5, "md5sum"));

    final SureShell sure;
    final String path;
    private final Deadline deadline;
    private Optional<BoardProgram> summing = Optional.empty();

    BoardEndOfFile(SureShell sure, String path, Deadline deadline) {
        this.sure = sure;
        this.path = path;
        this.deadline = deadline;
    }

    SureShell.Answer run(String command) throws RunFault, InterruptedException {
        return sure.run(command, deadline);
    }

    Optional<SureShell.Answer> once(String command) throws RunFault, InterruptedException {
        return sure.once(command, deadline);
    }

    /** Bytes of a file, 0 where there is none. */
    long size(String file) throws RunFault, InterruptedException {
        String word = ShellWord.quote(file);
        return number(run("[ ! -f " + word + " ]&&echo 0||wc -c <" + word));
    }

    long number(SureShell.Answer answer) throws UnknownFault {
        String text = answer.text().strip();
        if (!answer.ok() || !text.matches("[0-9]{1,18}")) {
            throw refused(answer);
        }
        return Long.parseLong(text);
    }

    /** The command did not do it: its words are the board's, and about a path. */
    UnknownFault refused(SureShell.Answer answer) {
        return new UnknownFault(
                answer.text().contains("No space left") ? "files.no-space" : "files.refused",
                "The board can't do it with %s: %s (exit code %d). Check the path, its permissions and the free space."
                        .formatted(path, answer.text().strip(), answer.exitCode()));
    }

    void must(String command) throws RunFault, InterruptedException {
        SureShell.Answer answer = run(command);
        if (!answer.ok()) {
            throw refused(answer);
        }
    }

    /** Which checksum the board has for a whole file. */
    BoardProgram summing() throws RunFault, InterruptedException {
        if (summing.isEmpty()) {
            summing = Optional.of(findSum());
        }
        return summing.get();
    }

    private BoardProgram findSum() throws RunFault, InterruptedException {
        for (BoardProgram each : SUMS) {
            SureShell.Answer answer = run("printf %s rr|" + each.command());
            if (answer.text().strip().equals(each.sum().of("rr"))) {
                return each;
            }
        }
        throw new RigFault("files.no-sum", "The board has no checksum any more. Check whether it booted meanwhile.");
    }

    /** The checksum of what a command prints. */
    String sumOf(String command) throws RunFault, InterruptedException {
        return run(command + summing().command()).text().strip();
    }
}
