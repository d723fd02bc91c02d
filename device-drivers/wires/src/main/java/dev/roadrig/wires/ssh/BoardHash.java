package dev.roadrig.wires.ssh;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import java.util.Optional;

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
    BegunHash begin() throws RunFault, InterruptedException {
        return BegunHash.start(link, line("<" + ShellWord.quote(remote)), deadline);
    }

    /** Begins to hash blocks of a file as they are told: {@code FIRST COUNT} a line, by {@link #BLOCK}, until the input ends. */
    BegunHash follow(String file) throws RunFault, InterruptedException {
        return BegunHash.start(
                link,
                "while read -r s c; do dd if=" + ShellWord.quote(file) + " bs=" + BLOCK
                        + " skip=\"$s\" count=\"$c\" 2>/dev/null; done | { " + line("") + "; }",
                deadline);
    }

    /** Waits for a hash that has begun. */
    String hex(BegunHash begun) throws RunFault, InterruptedException {
        Optional<String> said = begun.said(deadline);
        if (said.isPresent()) {
            return said.get();
        }
        if (begun.isRunning()) {
            throw new UnknownFault(
                    "files.no-sum",
                    "%s did not say the SHA-256 of %s by the deadline. Give it more time."
                            .formatted(link.target().board(), remote));
        }
        if (!link.isUp()) {
            throw link.lostFault("hashing " + remote);
        }
        return hex(begun.out(), begun.err());
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

    static Optional<String> hex(String out) {
        return Optional.of(out.strip().split("\\s+")[0]).filter(hex -> hex.matches("[0-9a-f]{64}"));
    }

    private static String with(String input, String program) {
        return input.endsWith("|") ? input + program : (program + " " + input).stripTrailing();
    }
}
