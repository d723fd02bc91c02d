package dev.roadrig.wires.ssh;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** SHA-256 of files as the board itself works it out, with what it has: coreutils, busybox, OpenSSL. */
final class BoardHash {
    /** Blocks by which the beginning of a file is hashed. */
    static final int BLOCK = 64 * 1024;

    private static final Duration ENDING = Duration.ofSeconds(5);

    private final SshLink link;
    private final String remote;
    private final Deadline deadline;

    BoardHash(SshLink link, String remote, Deadline deadline) {
        this.link = link;
        this.remote = remote;
        this.deadline = deadline;
    }

    /** Of a whole file, hex. */
    String of(String file) throws RunFault, InterruptedException {
        return hash("<" + ShellWord.quote(file));
    }

    /** Of the first bytes of the file, a multiple of {@link #BLOCK}. */
    String ofFirst(long bytes) throws RunFault, InterruptedException {
        return hash("<" + ShellWord.quote(remote) + " dd bs=" + BLOCK + " count=" + bytes / BLOCK + " 2>/dev/null|");
    }

    private String hash(String input) throws RunFault, InterruptedException {
        Shell.Result sum = new SshShell(link).run(line(input), deadline);
        return hex(sum.out(), sum.err());
    }

    /** Begins to hash the whole file while something else is done over the same connection. */
    Begun begin() throws RunFault, InterruptedException {
        var begun = new Begun();
        begun.process = link.start("echo $$;" + line("<" + ShellWord.quote(remote)), begun, deadline);
        return begun;
    }

    private static String line(String input) {
        return String.join(
                " || ",
                with(input, "sha256sum"),
                with(input, "busybox sha256sum"),
                with(input, "openssl dgst -sha256 -r"));
    }

    private String hex(String out, String err) throws UnknownFault {
        String hex = out.strip().split("\\s+")[0];
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new UnknownFault(
                    "files.no-sum",
                    "%s does not say the SHA-256 of %s: %s. Check the file there, and that it has sha256sum, busybox or openssl."
                            .formatted(link.target().board(), remote, err.strip()),
                    new Evidence("sha256sum on the board", out + err));
        }
        return hex;
    }

    /** A hash that the board is at. */
    final class Begun implements SshProcess.Listener {
        private final StringBuilder out = new StringBuilder();
        private String shell = "";
        private final StringBuilder err = new StringBuilder();
        private @Nullable SshProcess process;

        @Override
        public synchronized void line(String text, boolean error) {
            if (!error && shell.isEmpty()) {
                shell = text.strip();
                link.ticker().signal();
            } else {
                (error ? err : out).append(text).append('\n');
            }
        }

        private synchronized String shell() {
            return shell;
        }

        @Override
        public void ended(SshProcess.End end) {
            link.ticker().signal();
        }

        /** Ends it on the board where it still goes on: closing its channel would leave it to read to the file's end. */
        void end() throws InterruptedException {
            SshProcess hashing = process;
            if (hashing == null || !hashing.isRunning()) {
                return;
            }
            Deadline ending = link.ticker().in(ENDING);
            boolean known = link.ticker().await(() -> !shell().isEmpty() || !hashing.isRunning(), ending);
            try {
                if (known && shell().matches("[0-9]{1,10}") && hashing.isRunning()) {
                    Shell.Result unused = new SshShell(link).run(kill(shell()), ending);
                }
            } catch (RunFault e) {
                // The connection is gone or slow: what made the transfer fail is what is told.
            } finally {
                hashing.close();
            }
        }

        /** Waits for it. */
        String hex() throws RunFault, InterruptedException {
            if (process == null || !process.awaitEnd(deadline)) {
                throw new UnknownFault(
                        "files.no-sum",
                        "%s did not say the SHA-256 of %s by the deadline. Give it more time."
                                .formatted(link.target().board(), remote));
            }
            synchronized (this) {
                return BoardHash.this.hex(out.toString(), err.toString());
            }
        }
    }

    /** A shell and what it runs: a group of its own under OpenSSH and dropbear, not everywhere. */
    private static String kill(String shell) {
        return "c=$(grep -ls \"^PPid:.%s$\" /proc/[0-9]*/status|cut -d/ -f3);kill -TERM -%s 2>/dev/null||kill -TERM %s $c"
                .formatted(shell, shell, shell);
    }

    private static String with(String input, String program) {
        return input.endsWith("|") ? input + program : program + " " + input;
    }
}
