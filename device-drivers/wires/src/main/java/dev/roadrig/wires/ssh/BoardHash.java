package dev.roadrig.wires.ssh;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** SHA-256 of files as the board itself works it out, with what it has: OpenSSL, coreutils, busybox. */
final class BoardHash {
    /** Blocks by which the beginning of a file is hashed. */
    static final int BLOCK = 64 * 1024;

    /**
     * From this size on OpenSSL is the first to be asked. It uses the processor's instructions for SHA-256, which Debian 12's
     * coreutils does not: 0.8 ms a MiB and 2.7 were measured; but its start costs 2 ms more.
     */
    private static final long LARGE = 4 << 20;

    private static final String OPENSSL = "openssl dgst -sha256 -r";
    private static final List<String> OTHERS = List.of("sha256sum", "busybox sha256sum");

    private final SshLink link;
    private final String remote;
    private final Deadline deadline;

    BoardHash(SshLink link, String remote, Deadline deadline) {
        this.link = link;
        this.remote = remote;
        this.deadline = deadline;
    }

    /**
     * Of a whole file, hex.
     *
     * @param bytes how large it is, about
     */
    String of(String file, long bytes) throws RunFault, InterruptedException {
        return hash("<" + ShellWord.quote(file), bytes);
    }

    /** Of the first bytes of the file, a multiple of {@link #BLOCK}. */
    String ofFirst(long bytes) throws RunFault, InterruptedException {
        return hash(
                "<" + ShellWord.quote(remote) + " dd bs=" + BLOCK + " count=" + bytes / BLOCK + " 2>/dev/null|", bytes);
    }

    private String hash(String input, long bytes) throws RunFault, InterruptedException {
        Shell.Result sum = new SshShell(link).run(line(input, bytes >= LARGE), deadline);
        return hex(sum.out(), sum.err());
    }

    /**
     * Has a shell ready to hash the whole file while something else is done over the same connection. It begins when it is
     * told {@link #size}, and ends without a hash when its input ends before.
     *
     * @param permit for it
     */
    BegunHash begin(Channels.Permit permit) throws RunFault, InterruptedException {
        String input = "<" + ShellWord.quote(remote);
        return BegunHash.start(
                link,
                permit,
                "read -r size&&if [ \"$size\" = large ];then %s;else %s;fi"
                        .formatted(line(input, true), line(input, false)),
                deadline);
    }

    /** A line for {@link #begin}. */
    static String size(long bytes) {
        return bytes >= LARGE ? "large\n" : "small\n";
    }

    /**
     * Begins to hash blocks of a file as they are told: {@code FIRST COUNT} a line, by {@link #BLOCK}, until the input ends.
     *
     * @param bytes how large it will be
     */
    BegunHash follow(String file, long bytes) throws RunFault, InterruptedException {
        return BegunHash.start(
                link,
                link.channels().take(deadline),
                "while read -r s c; do dd if=" + ShellWord.quote(file) + " bs=" + BLOCK
                        + " skip=\"$s\" count=\"$c\" 2>/dev/null; done | { " + line("", bytes >= LARGE) + "; }",
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

    /** The first program that is there and knows how; one that is not, or does not, leaves its input to the next. */
    private static String line(String input, boolean large) {
        var programs = new ArrayList<>(OTHERS);
        programs.add(large ? 0 : programs.size(), OPENSSL);
        return programs.stream().map(program -> with(input, program)).collect(Collectors.joining(" || "));
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
