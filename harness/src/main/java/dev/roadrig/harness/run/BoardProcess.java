package dev.roadrig.harness.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.ssh.ShellWord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A process that the rig starts for a board before its wires exist, such as an emulation. Its first line of output says
 * which wires it has; it ends when the pipe to its standard input closes, however the rig ends.
 */
final class BoardProcess implements AutoCloseable {
    private static final int KEPT_LINES = 50;
    private static final int MOST_LINE_CHARS = 64 * 1024;
    private static final long GRACE_SECONDS = 5;

    private final String board;
    private final Process process;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final Thread out;
    private final Thread err;
    private @Nullable String announcement;
    private volatile boolean closing;

    private BoardProcess(String board, Process process, Ticker ticker) {
        this.board = board;
        this.process = process;
        this.out = drain("out", process.getInputStream(), ticker, true);
        this.err = drain("err", process.getErrorStream(), ticker, false);
    }

    /**
     * Starts the process and waits for the line that says which wires it has.
     *
     * @throws RigFault {@code board.process} when it cannot be started, ends, or says nothing by the deadline
     */
    static BoardProcess start(String board, ProcessBuilder command, Ticker ticker, Deadline deadline)
            throws RigFault, InterruptedException {
        Process process;
        try {
            process = command.start();
        } catch (IOException e) {
            throw new RigFault(
                    "board.process",
                    "Cannot start the process of " + board + ": " + e.getMessage()
                            + ". Check `process: command` of the board in the rack file.");
        }
        var started = new BoardProcess(board, process, ticker);
        boolean spoke = ticker.await(() -> started.announced() != null || !process.isAlive(), deadline);
        if (started.announced() == null) {
            started.close();
            throw new RigFault(
                    "board.process",
                    "The process of " + board
                            + (spoke ? " ended with exit code " + process.exitValue() : " said nothing in time")
                            + " before it named its wires" + started.lastWords()
                            + ". Run its command by hand to see why: "
                            + pasted(command),
                    started.evidence());
        }
        return started;
    }

    /** As a shell takes it, with what its environment has beside this program's: a class path, for one. */
    static String pasted(ProcessBuilder command) {
        Map<String, String> inherited = System.getenv();
        Stream<String> own = command.environment().entrySet().stream()
                .filter(entry -> !entry.getValue().equals(inherited.get(entry.getKey())))
                .map(entry -> entry.getKey() + "=" + ShellWord.quote(entry.getValue()));
        return Stream.concat(own, command.command().stream().map(ShellWord::quote))
                .collect(Collectors.joining(" "));
    }

    /** The first line of its output. */
    synchronized @Nullable String announced() {
        return announcement;
    }

    private synchronized String lastWords() {
        return lastLines.isEmpty()
                ? ""
                : ", and said: " + lastLines.getLast().strip().replaceAll("\\.$", "");
    }

    synchronized Evidence evidence() {
        return new Evidence("the board process's last lines", String.join("\n", lastLines));
    }

    /** Tells once when the process ends without being asked to. */
    void onDeath(Consumer<RigFault> listener) {
        var unused = process.onExit().thenAccept(ended -> {
            if (!closing) {
                listener.accept(new RigFault(
                        "board.process",
                        "The process of " + board + " ended by itself with exit code " + ended.exitValue()
                                + ". Its last lines are in the evidence.",
                        evidence()));
            }
        });
    }

    private Thread drain(String role, InputStream stream, Ticker ticker, boolean announces) {
        var thread = new Thread(
                () -> {
                    try (var lines = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            keep(Wording.firstOf(line, MOST_LINE_CHARS), announces);
                            ticker.signal();
                        }
                    } catch (IOException e) {
                        // The pipe broke, which is how a process's output ends when it is killed.
                    }
                },
                "rr-" + board + "-process-" + role);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private synchronized void keep(String line, boolean announces) {
        if (announces && announcement == null) {
            announcement = line;
            return;
        }
        lastLines.add(line);
        if (lastLines.size() > KEPT_LINES) {
            lastLines.remove();
        }
    }

    /** Writes a line to its standard input. */
    synchronized void order(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The pipe is broken already: the process is gone.
        }
        boolean interrupted = false;
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            out.join();
            err.join();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
