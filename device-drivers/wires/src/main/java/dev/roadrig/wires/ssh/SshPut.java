package dev.roadrig.wires.ssh;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** One file on its way to a board, step by step. */
final class SshPut {
    /**
     * So many writes on their way fill a gigabit to a server that answers within {@link #NEAR_NANOS}, and a longer line has
     * {@link #FAR_REQUESTS}. More of them wait in the server, and OpenSSH 9.2 works the more the more wait: 32 MiB took 0.07 s
     * of its processor with 16, 0.10 s with 32 and 0.20 s with 64.
     */
    private static final int NEAR_REQUESTS = 16;

    private static final int FAR_REQUESTS = 64;
    private static final long NEAR_NANOS = 4_000_000;
    /** Servers take 32 KiB most often; of one that takes more than this the whole file is hashed at the end. */
    private static final long LARGEST_WRITE = 64 * 1024;

    private final SshLink link;
    private final String board;
    private final Path local;
    private final String remote;
    private final String named;
    private final String partNamed;
    private long roundTripNanos;

    SshPut(SshLink link, Path local, String remote) {
        this.link = link;
        this.board = link.target().board();
        this.local = local;
        this.remote = remote;
        named = SftpPath.literal(remote);
        partNamed = SftpPath.literal(part());
    }

    String remote() {
        return remote;
    }

    String part() {
        return remote + SshFiles.PART;
    }

    /** How far it is. */
    sealed interface Step {}

    /** Nothing was sent: so many bytes are there of an earlier transfer and have to be looked at. */
    record Torn(long bytes) implements Step {}

    /** All was sent, which has this size and SHA-256, and the board has not said yet what it has. */
    record Sent(long bytes, String sha256) implements Step {}

    /** The board has said that it has the same, and the file has its name. */
    record Done() implements Step {}

    /** Makes the folders, asks for the space, and sends the file where nothing is there of an earlier transfer. */
    Step begin(ChannelSftp sftp) throws JSchException, SftpException, RunFault, InterruptedException {
        long there = partBytes(sftp);
        makeRoom(sftp, bytes() - there);
        return there > 0 && there <= bytes() ? new Torn(there) : upload(sftp, 0);
    }

    /** Sends what is not there yet. */
    Step upload(ChannelSftp sftp, long from) throws JSchException, SftpException, RunFault, InterruptedException {
        long bytes = bytes();
        try (BoardFollower follower = BoardFollower.start(link, part(), bytes)) {
            String sent = upload(sftp, from, follower);
            if (follower.hex(bytes).filter(sent::equals).isEmpty()) {
                return new Sent(bytes, sent);
            }
            rename(sftp);
            return new Done();
        }
    }

    private String upload(ChannelSftp sftp, long from, BoardFollower follower)
            throws JSchException, SftpException, RigFault {
        sftp.setBulkRequests(requests());
        var hash = new LocalHash();
        try (InputStream in = Files.newInputStream(local)) {
            hash.take(in, from);
            try (var side = SideHash.start(hash, link)) {
                sftp.put(
                        side.of(in),
                        partNamed,
                        follower.monitor(from, requests() * LARGEST_WRITE),
                        from > 0 ? ChannelSftp.APPEND : ChannelSftp.OVERWRITE);
                return side.hex();
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** How many writes may be on their way: no more than fill the line. */
    private int requests() {
        return roundTripNanos < NEAR_NANOS ? NEAR_REQUESTS : FAR_REQUESTS;
    }

    /** Gives the file its name, or takes it away; SFTP knows no result of nothing. */
    boolean end(ChannelSftp sftp, boolean whole) throws SftpException {
        if (whole) {
            rename(sftp);
        } else {
            sftp.rm(partNamed);
        }
        return true;
    }

    String hash(long bytes) throws RigFault {
        try {
            return LocalHash.ofFirst(local, bytes);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private long bytes() throws RigFault {
        try {
            return Files.size(local);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private RigFault unreadable(IOException e) {
        return new RigFault(
                "files.unreadable",
                "The file %s for %s can't be read: %s.".formatted(local, board, FileTrouble.why(e)));
    }

    private long partBytes(ChannelSftp sftp) throws SftpException {
        long asked = link.ticker().nanos();
        try {
            SftpATTRS there = sftp.lstat(partNamed);
            return there.isReg() ? there.getSize() : 0;
        } catch (SftpException e) {
            if (e.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                return 0;
            }
            throw e;
        } finally {
            roundTripNanos = link.ticker().nanos() - asked;
        }
    }

    /** Asks for the space, and makes the folders where they are not there to be asked about. */
    private void makeRoom(ChannelSftp sftp, long needed) throws UnknownFault, SftpException {
        String folder = remote.substring(0, Math.max(1, remote.lastIndexOf('/')));
        long freeKibibytes;
        try {
            freeKibibytes = sftp.statVFS(SftpPath.literal(folder)).getAvailForNonRoot();
        } catch (SftpException e) {
            makeFolders(sftp);
            if (e.id == ChannelSftp.SSH_FX_OP_UNSUPPORTED) {
                return;
            }
            freeKibibytes = sftp.statVFS(SftpPath.literal(folder)).getAvailForNonRoot();
        }
        if (freeKibibytes < needed / 1024) {
            throw new UnknownFault(
                    "files.no-space",
                    "%s needs %,d bytes more in %s on %s, and about %,d are free. Make room there."
                            .formatted(local.getFileName(), needed, folder, board, freeKibibytes * 1024));
        }
    }

    /** SFTP version 3 does not rename onto a file; servers that can, do so by an extension that the library uses. */
    private void rename(ChannelSftp sftp) throws SftpException {
        try {
            sftp.rename(partNamed, named);
        } catch (SftpException e) {
            try {
                sftp.rm(named);
                sftp.rename(partNamed, named);
            } catch (SftpException second) {
                e.addSuppressed(second);
                throw e;
            }
        }
    }

    private void makeFolders(ChannelSftp sftp) throws SftpException {
        for (int slash = remote.indexOf('/', 1); slash > 0; slash = remote.indexOf('/', slash + 1)) {
            String folder = remote.substring(0, slash);
            try {
                sftp.mkdir(folder);
            } catch (SftpException e) {
                if (!sftp.stat(SftpPath.literal(folder)).isDir()) {
                    throw e;
                }
            }
        }
    }
}
