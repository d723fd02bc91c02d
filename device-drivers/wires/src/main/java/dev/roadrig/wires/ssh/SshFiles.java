package dev.roadrig.wires.ssh;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpException;
import dev.roadrig.ports.Files;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Files over one SSH connection by SFTP, each transfer on a channel of its own, compared by SHA-256 with what the board
 * works out. What a lost connection tore is kept in {@code NAME.rr-part}, here or there, and the same transfer goes on
 * from there when the hash of what there is says that it is the beginning of the file; its length alone says nothing.
 */
public final class SshFiles implements Files {
    static final String PART = ".rr-part";

    /** How many reads may be on their way; what waits for them here costs nothing. A put has a number of its own. */
    private static final int READ_REQUESTS = 64;

    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final SshLink link;

    public SshFiles(SshLink link) {
        this.link = link;
    }

    /**
     * @throws RunFault {@code files.no-sftp}, {@code files.unreadable}, {@code files.no-space}, {@code files.refused}, {@code files.no-sum},
     *     {@code files.damaged}, and those of the connection
     */
    @Override
    public void put(Path local, String remote, Deadline deadline) throws RunFault, InterruptedException {
        var put = new SshPut(link, local, remote);
        try {
            put(put, "put " + remote, deadline);
        } catch (UnknownFault e) {
            if (SftpRefusal.CODES.contains(e.code())) {
                removeTorn(put, e);
            }
            throw e;
        }
    }

    private void put(SshPut put, String what, Deadline deadline) throws RunFault, InterruptedException {
        var hash = new BoardHash(link, put.remote(), deadline);
        SshPut.Step step = transfer(what, deadline, put::begin);
        if (step instanceof SshPut.Torn torn) {
            long bytes = torn.bytes();
            long from = hash.of(put.part(), bytes).equals(put.hash(bytes)) ? bytes : 0;
            step = transfer(what, deadline, sftp -> put.upload(sftp, from));
        }
        if (step instanceof SshPut.Sent sent) {
            String seen = hash.of(put.part(), sent.bytes());
            boolean same = seen.equals(sent.sha256());
            transfer(what, deadline, sftp -> put.end(sftp, same));
            if (!same) {
                throw damaged(put.remote(), "sent", sent.sha256(), "there", seen);
            }
        }
    }

    /** On a channel of its own: where a write was refused, the answers to those behind it are still to come on the other. */
    private void removeTorn(SshPut put, UnknownFault first) throws InterruptedException {
        try {
            boolean unused = transfer("remove " + put.part(), link.ticker().in(CLOSING), sftp -> put.end(sftp, false));
        } catch (RunFault e) {
            first.addSuppressed(e);
        }
    }

    /**
     * @throws RunFault {@code files.no-sftp}, {@code files.local}, {@code files.no-space}, {@code files.missing}, {@code files.refused},
     *     {@code files.no-sum}, {@code files.damaged}, and those of the connection
     */
    @Override
    public void get(String remote, Path local, Deadline deadline) throws RunFault, InterruptedException {
        var get = new SshGet(link, remote, local);
        long part = get.partBytes();
        long from =
                part > 0 && new BoardHash(link, remote, deadline).ofFirst(part).equals(get.hash(part)) ? part : 0;
        try (BoardReader there = BoardReader.start(link, remote, deadline)) {
            String came =
                    transfer("get " + remote, there.transfer(), deadline, sftp -> get.download(sftp, from, there));
            String seen = there.hex();
            get.end(seen.equals(came));
            if (!seen.equals(came)) {
                throw damaged(remote, "on the board", seen, "here", came);
            }
        }
    }

    private UnknownFault damaged(String remote, String one, String first, String other, String second) {
        return new UnknownFault(
                "files.damaged",
                "%s on %s is not what was copied: SHA-256 %s %s, %s %s. Check the board's storage, and whether the file was written to meanwhile."
                        .formatted(remote, link.target().board(), one, first, other, second));
    }

    private <T> T transfer(String what, Deadline deadline, Transfer<T> work) throws RunFault, InterruptedException {
        return transfer(what, link.channels().take(deadline), deadline, work);
    }

    /** @param permit which it gives back */
    private <T> T transfer(String what, Channels.Permit permit, Deadline deadline, Transfer<T> work)
            throws RunFault, InterruptedException {
        try {
            if (what.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("a path holds no NUL");
            }
            var opening = SessionOpening.ofFiles(link);
            try {
                Done<T> done =
                        SshCall.run(link, what, deadline, () -> done(what, work, opening.connect()), opening::abort);
                end(done.over(), deadline);
                return done.value();
            } catch (RunFault e) {
                throw isWithoutServer(e, opening) ? noServer(opening.exitCode(), e) : e;
            } finally {
                opening.abort();
            }
        } finally {
            permit.close();
        }
    }

    /**
     * Whether the board has no SFTP server that works. The library greets one also over a channel that it has seen closed, and
     * OpenSSH cuts the connection for that; it has told the exit code by then.
     */
    private static boolean isWithoutServer(RunFault e, SessionOpening<?> opening) {
        return opening.hasFailedInside()
                && (e.code().equals("ssh.failed")
                        || (e.code().equals("ssh.lost") && opening.exitCode().isPresent()));
    }

    private UnknownFault noServer(OptionalInt exitCode, RunFault e) {
        String how = exitCode.isPresent()
                ? "ended with exit code " + exitCode.getAsInt()
                : "is not there or does not answer";
        return new UnknownFault(
                "files.no-sftp",
                "The SFTP server of %s %s. Install one there, such as Debian's openssh-sftp-server, and look where the board's SSH server starts it: `Subsystem sftp` in sshd_config."
                        .formatted(link.target().board(), how),
                new Evidence("what the connection said", String.valueOf(e.getMessage())));
    }

    /** What was done, and over which channel. */
    private record Done<T>(T value, ChannelSftp over) {}

    private <T> Done<T> done(String what, Transfer<T> work, ChannelSftp sftp)
            throws JSchException, SftpException, RunFault, InterruptedException {
        try {
            sftp.setBulkRequests(READ_REQUESTS);
            return new Done<>(work.with(sftp), sftp);
        } catch (SftpException e) {
            Optional<UnknownFault> refusal = SftpRefusal.of(link.target(), what, e);
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            throw e;
        }
    }

    /**
     * Lets the board's server close the channel. dropbear 2022.83 ends the whole connection now and then where its client
     * closes a channel first: "Failed assertion: !channel->sent_close".
     */
    private void end(ChannelSftp sftp, Deadline deadline) throws InterruptedException {
        try {
            sftp.getOutputStream().close();
            link.awaitClosed(sftp, deadline.or(link.ticker().in(CLOSING)));
        } catch (IOException e) {
            // What was asked for is done; that the connection is lost is told by whoever uses it next.
        }
    }

    /** What is done over one SFTP channel. */
    private interface Transfer<T> {
        T with(ChannelSftp sftp) throws JSchException, SftpException, RunFault, InterruptedException;
    }
}
