package dev.roadrig.wires.files;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.console.BoardText;
import dev.roadrig.wires.ssh.ShellWord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Commands over a wire that loses characters and puts others between: the board runs a line only when the line's checksum
 * is right, and an answer counts only with its own. What did not come through is said again, so a command may run twice.
 * No fault holds what was typed or printed: it may be a secret's text.
 */
final class SureShell {
    private static final int TRIES = 12;
    private static final int PROBES = 3;
    private static final int NOT_THE_LINE = 97;
    private static final List<BoardProgram> SUMS = List.of(
            new BoardProgram(Sum.CKSUM, "cksum"),
            new BoardProgram(Sum.CKSUM, "busybox cksum"),
            new BoardProgram(Sum.SHA_256, "sha256sum"),
            new BoardProgram(Sum.SHA_256, "busybox sha256sum"),
            new BoardProgram(Sum.MD5, "md5sum"));

    private final Shell shell;
    private final Ticker ticker;
    private final Duration answersWithin;
    private BoardProgram summing = SUMS.get(0);
    private boolean defined;
    private int torn;

    /** @param answersWithin how long a line may take before it is taken for lost */
    SureShell(Shell shell, Ticker ticker, Duration answersWithin) {
        this.shell = shell;
        this.ticker = ticker;
        this.answersWithin = answersWithin;
    }

    /**
     * An answer that came through.
     *
     * @param exitCode 0 to 255
     * @param text output and errors, without the last line end
     */
    record Answer(int exitCode, String text) {
        boolean ok() {
            return exitCode == 0;
        }
    }

    /** Finds a checksum that the board has; what was found before is tried first. */
    void begin(Deadline deadline) throws RunFault, InterruptedException {
        for (BoardProgram program : SUMS) {
            for (int i = 0; i < PROBES; i++) {
                Optional<Shell.Result> came = say("printf %s rr|" + program.command(), deadline);
                if (came.isPresent()
                        && came.get().out().strip().equals(program.sum().of("rr"))) {
                    summing = program;
                    defined = false;
                    return;
                }
                if (came.isPresent() && came.get().out().contains("not found")) {
                    break;
                }
            }
        }
        throw new RigFault(
                "files.no-sum",
                "The board's shell has none of cksum, sha256sum, md5sum and busybox, or does not answer: nothing that comes"
                        + " over its console can be verified. Put one of them on it.");
    }

    /** How many characters a command may have, as one line with all that goes around it. */
    int longestCommand() {
        int around = "rr '' ''".length() + summing.sum().of("").length() + 12 + Form.HEX.word.length();
        return Math.min(shell.longestLine(), 1 << 16) - around;
    }

    /** How many lines did not come through and were said again. */
    int torn() {
        return torn;
    }

    /**
     * Runs a command until one answer came through whole.
     *
     * @throws UnknownFault {@code files.noisy} after a dozen tries
     */
    Answer run(String command, Deadline deadline) throws RunFault, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            Optional<Answer> answer = once(command, Form.of(i), deadline);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new UnknownFault(
                "files.noisy",
                ("A line of %d characters did not come through whole in %d tries. Check the cable and the rate, silence"
                                + " what else writes on the console, or slow down: `typed-bytes` and `typing-delay`.")
                        .formatted(command.length(), TRIES));
    }

    /** One try; none where the line or its answer was torn. */
    Optional<Answer> once(String command, Deadline deadline) throws RunFault, InterruptedException {
        return once(command, Form.PLAIN, deadline);
    }

    private Optional<Answer> once(String command, Form form, Deadline deadline) throws RunFault, InterruptedException {
        if (!defined && !define(deadline)) {
            torn++;
            return Optional.empty();
        }
        String line = "rr '" + summing.sum().of(command) + "' " + ShellWord.quote(command) + form.word;
        Optional<Shell.Result> came = say(line, deadline);
        Optional<Answer> answer = came.flatMap(result -> whole(result, form));
        if (answer.isEmpty()) {
            torn++;
            came.ifPresent(wrong -> shell.doubt());
            // The board may have booted meanwhile.
            defined = false;
        }
        return answer;
    }

    private boolean define(Deadline deadline) throws RunFault, InterruptedException {
        String program = summing.command();
        String function = "rr(){ [ \"$(printf %s \"$2\"|" + program + ")\" = \"$1\" ]||return " + NOT_THE_LINE
                + ";O=$(eval \"$2\" 2>&1;echo \" $?\");" + Form.PRINT + ";printf %s \"$O\"|" + program + ";}";
        String line = "F='" + function + "';[ \"$(printf %s \"$F\"|" + program + ")\" = '"
                + summing.sum().of(function) + "' ]&&eval \"$F\"&&echo sure";
        defined = say(line, deadline)
                .filter(result -> result.out().strip().equals("sure"))
                .isPresent();
        return defined;
    }

    private Optional<Answer> whole(Shell.Result result, Form form) {
        String out = result.out().stripTrailing();
        int line = out.lastIndexOf('\n');
        String sum = out.substring(line + 1);
        return form.bytes(out.substring(0, Math.max(0, line))).stream()
                .filter(bytes -> summing.sum().of(bytes).equals(sum))
                .findFirst()
                .flatMap(SureShell::answer);
    }

    private static Optional<Answer> answer(byte[] bytes) {
        String said = BoardText.of(bytes);
        int blank = said.lastIndexOf(' ');
        return blank < 0
                ? Optional.empty()
                : Optional.of(new Answer(
                        Integer.parseInt(said.substring(blank + 1)),
                        said.substring(0, blank).stripTrailing()));
    }

    private Optional<Shell.Result> say(String line, Deadline deadline) throws RunFault, InterruptedException {
        try {
            return Optional.of(shell.run(line, deadline.or(ticker.in(answersWithin))));
        } catch (UnknownFault e) {
            if (deadline.passed(ticker)) {
                throw new UnknownFault(
                        e.code(),
                        "The transfer did not end by the deadline. What came stays, and the same goes on there.");
            }
            return Optional.empty();
        } catch (RigFault e) {
            throw new RigFault(e.code(), String.valueOf(e.getMessage()));
        }
    }
}
