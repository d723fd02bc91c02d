package dev.roadrig.wires.ssh;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** SHA-256 of files as the board itself works it out, with what it has: coreutils, busybox, OpenSSL. */
final class BoardHash {
    /** Blocks by which the beginning of a file is hashed. */
    static final int BLOCK = 64 * 1024;

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
        return begin(line("<" + ShellWord.quote(remote)));
    }

    /** Begins to hash blocks of a file as they are told: {@code FIRST COUNT} a line, by {@link #BLOCK}, until the input ends. */
    Begun follow(String file) throws RunFault, InterruptedException {
        return begin("while read -r s c; do dd if=" + ShellWord.quote(file) + " bs=" + BLOCK
                + " skip=\"$s\" count=\"$c\" 2>/dev/null; done | { " + line("") + "; }");
    }

    private Begun begin(String commandLine) throws RunFault, InterruptedException {
        var begun = new Begun();
        begun.process = link.start(commandLine, begun, deadline);
        return begun;
    }

    SshLink link() {
        return link;
    }

    private static String line(String input) {
        return String.join(
                " || ",
                with(input, "sha256sum"),
                with(input, "busybox sha256sum"),
                with(input, "openssl dgst -sha256 -r"));
    }

    private String hex(String out, String err) throws UnknownFault {
        return hex(out).orElseThrow(() -> new UnknownFault(
                "files.no-sum",
                "%s does not say the SHA-256 of %s: %s. Check the file there, and that it has sha256sum, busybox or openssl."
                        .formatted(link.target().board(), remote, err.strip()),
                new Evidence("sha256sum on the board", out + err)));
    }

    private static Optional<String> hex(String out) {
        return Optional.of(out.strip().split("\\s+")[0]).filter(hex -> hex.matches("[0-9a-f]{64}"));
    }

    /** A hash that the board is at. */
    final class Begun implements SshProcess.Listener, AutoCloseable {
        private final StringBuilder out = new StringBuilder();
        private final StringBuilder err = new StringBuilder();
        private @Nullable SshProcess process;

        @Override
        public void line(String text, boolean error) {
            synchronized (this) {
                (error ? err : out).append(text).append('\n');
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

        /** Waits for it; empty where it ends without one, or does not by the deadline. */
        Optional<String> said() throws InterruptedException {
            if (process == null) {
                return Optional.empty();
            }
            // Not for the end of the command, which is seen later than its line.
            SshProcess running = process;
            boolean unused = link.ticker().await(() -> line().isPresent() || !running.isRunning(), deadline);
            return line();
        }

        private synchronized Optional<String> line() {
            return BoardHash.hex(out.toString());
        }

        /** Leaves it, where nobody asks any more. */
        @Override
        public void close() {
            if (process != null) {
                process.close();
            }
        }

        /** As above, as a must. */
        String hex() throws RunFault, InterruptedException {
            Optional<String> said = said();
            if (said.isPresent()) {
                return said.get();
            }
            if (process == null || process.isRunning()) {
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

    private static String with(String input, String program) {
        return input.endsWith("|") ? input + program : (program + " " + input).stripTrailing();
    }
}
