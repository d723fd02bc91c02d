package dev.roadrig.wires.power.command;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs a program of this host to its end; at the deadline it is ended, with all that it started. Its input is empty. */
final class HostCommand {
    private static final Duration POLL = Duration.ofMillis(5);
    private static final int MOST_KEPT = 64 * 1024;
    private static final File NOTHING = new File("/dev/null");

    private final String supply;
    private final Ticker ticker;

    /**
     * A command that ended by itself.
     *
     * @param out what it printed, at most 64 KiB
     * @param err what it said beside, at most 64 KiB
     */
    record Ended(int exitCode, String out, String err) {
        /** What it said about its failure, for people. */
        String complaint() {
            String said = err.isBlank() ? out : err;
            return said.isBlank() ? "without a word" : said;
        }
    }

    /** @param supply whose command it is, in faults */
    HostCommand(String supply, Ticker ticker) {
        this.supply = supply;
        this.ticker = ticker;
    }

    /**
     * Runs it.
     *
     * @throws RigFault {@code supply.program} when it cannot be started, {@code supply.slow} when it did not end in time
     */
    Ended run(List<String> words, Deadline deadline) throws RigFault, InterruptedException {
        Process process = start(words);
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        boolean ended = false;
        try {
            var unused = process.onExit().thenRun(ticker::signal);
            while (process.isAlive() && !deadline.passed(ticker)) {
                boolean unusedToo = ticker.await(() -> !process.isAlive(), deadline.or(ticker.in(POLL)));
                drain(process.getInputStream(), out);
                drain(process.getErrorStream(), err);
            }
            ended = !process.isAlive();
            drain(process.getInputStream(), out);
            drain(process.getErrorStream(), err);
        } catch (IOException e) {
            throw cannotStart(words, e);
        } finally {
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
        if (!ended) {
            throw new RigFault(
                    "supply.slow",
                    "The command `%s` of %s did not end in time and was ended: %s. Run it by hand to see what it waits for."
                            .formatted(text(words), supply, said(err, out)));
        }
        return new Ended(process.exitValue(), text(out), text(err));
    }

    private Process start(List<String> words) throws RigFault {
        try {
            return new ProcessBuilder(words)
                    .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
                    .start();
        } catch (IOException e) {
            throw cannotStart(words, e);
        }
    }

    private RigFault cannotStart(List<String> words, IOException e) {
        return doesNotRun(supply, words, String.valueOf(e.getMessage()));
    }

    private static RigFault doesNotRun(String supply, List<String> words, String why) {
        return new RigFault(
                "supply.program",
                "The command `%s` of %s does not run: %s. Install it, or write its whole path in the rack file."
                        .formatted(text(words), supply, why));
    }

    /**
     * Looks whether a command's program is there, and runs nothing.
     *
     * @throws RigFault {@code supply.program}
     */
    static void require(String supply, List<String> words) throws RigFault {
        String program = words.get(0);
        String path = program.contains("/") ? "" : String.valueOf(System.getenv("PATH"));
        for (String folder : path.split(":", -1)) {
            if (Files.isExecutable(folder.isEmpty() ? Path.of(program) : Path.of(folder, program))) {
                return;
            }
        }
        throw doesNotRun(supply, words, "there is no such program here");
    }

    private static void drain(InputStream in, ByteArrayOutputStream into) throws IOException {
        byte[] some = new byte[8192];
        for (int waiting = in.available(); waiting > 0; waiting = in.available()) {
            int n = in.read(some, 0, Math.min(waiting, some.length));
            into.write(some, 0, Math.max(0, Math.min(n, MOST_KEPT - into.size())));
        }
    }

    private static String said(ByteArrayOutputStream err, ByteArrayOutputStream out) {
        return new Ended(0, text(out), text(err)).complaint().strip().replaceAll("\\s*\\n\\s*", " / ");
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** A command as one would type it. */
    static String text(List<String> words) {
        boolean shell =
                words.size() == 3 && words.get(0).equals("sh") && words.get(1).equals("-c");
        return shell ? words.get(2) : String.join(" ", words);
    }
}
