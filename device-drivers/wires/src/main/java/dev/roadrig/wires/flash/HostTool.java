package dev.roadrig.wires.flash;

import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Runs a program of this host to its end; at the deadline it is ended, with all that it started. Its input is empty. */
final class HostTool {
    private static final Duration POLL = Duration.ofMillis(10);
    private static final int MOST_KEPT = 64 * 1024;

    private final String board;
    private final Ticker ticker;

    /** @param board whose firmware it handles, for faults */
    HostTool(String board, Ticker ticker) {
        this.board = board;
        this.ticker = ticker;
    }

    /**
     * Runs it.
     *
     * @return the last 64 KiB of what it said on both streams
     * @throws RunFault {@code flash.no-tool} as the rig's when it cannot be started; unknown: {@code flash.late} when it did
     *     not end in time, {@code flash.refused} when it ended with another exit code than 0
     */
    String run(List<String> words, Deadline deadline) throws RunFault, InterruptedException {
        Process process = start(words);
        var said = new ByteArrayOutputStream();
        boolean ended = false;
        try {
            var unused = process.onExit().thenRun(ticker::signal);
            while (process.isAlive() && !deadline.passed(ticker)) {
                boolean unusedToo = ticker.await(() -> !process.isAlive(), deadline.or(ticker.in(POLL)));
                drain(process.getInputStream(), said);
            }
            ended = !process.isAlive();
            drain(process.getInputStream(), said);
        } catch (IOException e) {
            throw noTool(words, e);
        } finally {
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
        String out = said.toString(StandardCharsets.UTF_8);
        if (!ended) {
            throw new UnknownFault(
                    "flash.late",
                    "`%s` did not end in time and was ended; nobody knows what it left on %s. Run it by hand to see what it waits for."
                            .formatted(String.join(" ", words), board),
                    said(words, out));
        }
        if (process.exitValue() != 0) {
            throw new UnknownFault(
                    "flash.refused",
                    "`%s` for %s ended with exit code %d: %s"
                            .formatted(String.join(" ", words), board, process.exitValue(), Complaint.of(out)),
                    said(words, out));
        }
        return out;
    }

    private static Evidence said(List<String> words, String out) {
        return new Evidence("what " + words.get(0) + " said", out);
    }

    private Process start(List<String> words) throws RigFault {
        try {
            return new ProcessBuilder(words)
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw noTool(words, e);
        }
    }

    private RigFault noTool(List<String> words, IOException e) {
        return new RigFault(
                "flash.no-tool",
                "`%s`, which flashes %s, cannot be run on this host: %s. Install it, or correct `firmware:` in the rack file."
                        .formatted(words.get(0), board, e.getMessage()));
    }

    private static void drain(InputStream from, ByteArrayOutputStream to) throws IOException {
        while (from.available() > 0) {
            byte[] bytes = from.readNBytes(Math.min(from.available(), MOST_KEPT));
            if (to.size() > MOST_KEPT) {
                to.reset();
            }
            to.writeBytes(bytes);
        }
    }
}
