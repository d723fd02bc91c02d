package dev.roadrig.wires.ssh;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A hash that the board is at. The shell that does it says its process number first, and then the hash. */
final class BegunHash implements SshProcess.Listener, AutoCloseable {
    private static final Duration ENDING = Duration.ofSeconds(5);
    /** What reads its input ends with it. */
    private static final Duration BY_ITSELF = Duration.ofMillis(200);

    private final SshLink link;
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();
    private String shell = "";
    private @Nullable SshProcess process;

    private BegunHash(SshLink link) {
        this.link = link;
    }

    /** @param permit which it gives back at its end, and where it does not start */
    static BegunHash start(SshLink link, Channels.Permit permit, String commandLine, Deadline deadline)
            throws RunFault, InterruptedException {
        var begun = new BegunHash(link);
        begun.process = SshProcess.start(link, permit, "echo $$;" + commandLine, begun, deadline);
        return begun;
    }

    @Override
    public void line(String text, boolean error) {
        synchronized (this) {
            if (!error && shell.isEmpty()) {
                shell = text.strip();
            } else {
                (error ? err : out).append(text).append('\n');
            }
        }
        link.ticker().signal();
    }

    @Override
    public void ended(SshProcess.End end) {
        link.ticker().signal();
    }

    /** Gives it input, which is lost where the connection is. */
    void say(String text) {
        if (process != null) {
            process.say(text);
        }
    }

    void endInput() {
        if (process != null) {
            process.endInput();
        }
    }

    boolean isRunning() {
        return process != null && process.isRunning();
    }

    synchronized String out() {
        return out.toString();
    }

    synchronized String err() {
        return err.toString();
    }

    private synchronized String shell() {
        return shell;
    }

    /** Waits for it, hex; empty where it ends without one, or does not by the deadline. */
    Optional<String> said(Deadline deadline) throws InterruptedException {
        // Not for the end of the command, which is seen later than its line.
        boolean unused = link.ticker().await(() -> hex().isPresent() || !isRunning(), deadline);
        return hex();
    }

    private Optional<String> hex() {
        return BoardHash.hex(out());
    }

    /**
     * Leaves it. Where it still goes on it is ended on the board, which would read to the file's end; and the board's server
     * closes the channel, as in {@link SshFiles}.
     */
    @Override
    public void close() {
        SshProcess hashing = process;
        if (hashing == null || !hashing.isRunning()) {
            return;
        }
        Deadline ending = link.ticker().in(ENDING);
        try {
            if (hex().isEmpty()) {
                end(hashing, ending);
            }
            hashing.awaitClosed(ending);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            hashing.close();
        }
    }

    private void end(SshProcess hashing, Deadline ending) throws InterruptedException {
        hashing.endInput();
        hashing.awaitClosed(ending.or(link.ticker().in(BY_ITSELF)));
        if (hashing.isClosed()) {
            return;
        }
        boolean known = link.ticker().await(() -> !shell().isEmpty() || !hashing.isRunning(), ending);
        try {
            if (known && shell().matches("[0-9]{1,10}") && hashing.isRunning()) {
                Shell.Result unused = new SshShell(link).run(kill(shell()), ending);
            }
        } catch (RunFault e) {
            // The connection is gone or slow: what made the transfer fail is what is told.
        }
    }

    /** A shell and what it runs: a group of its own under OpenSSH and dropbear, not everywhere. */
    private static String kill(String shell) {
        return "c=$(grep -ls \"^PPid:.%s$\" /proc/[0-9]*/status|cut -d/ -f3);kill -TERM -%s 2>/dev/null||kill -TERM %s $c"
                .formatted(shell, shell, shell);
    }
}
