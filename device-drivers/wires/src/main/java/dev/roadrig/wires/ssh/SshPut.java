package dev.roadrig.wires.ssh;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import com.jcraft.jsch.SftpStatVFS;
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
    private final SshLink link;
    private final String board;
    private final Path local;
    private final String remote;

    SshPut(SshLink link, Path local, String remote) {
        this.link = link;
        this.board = link.target().board();
        this.local = local;
        this.remote = remote;
    }

    String remote() {
        return remote;
    }

    String part() {
        return remote + SshFiles.PART;
    }

    /**
     * How far it is.
     *
     * @param torn bytes that are there of an earlier transfer and have to be looked at; nothing was sent then
     * @param sent the SHA-256 of the whole that was sent, empty where nothing was
     * @param done whether the board has said that it has the same, and the file has its name
     */
    record Step(long torn, String sent, boolean done) {}

    /** Makes the folders, asks for the space, and sends the file where nothing is there of an earlier transfer. */
    Step begin(ChannelSftp sftp) throws SftpException, RunFault, InterruptedException {
        makeFolders(sftp);
        long there = partBytes(sftp);
        checkSpace(sftp, bytes() - there);
        return there > 0 && there <= bytes() ? new Step(there, "", false) : upload(sftp, 0);
    }

    /** Sends what is not there yet. */
    Step upload(ChannelSftp sftp, long from) throws SftpException, RunFault, InterruptedException {
        try (BoardFollower follower = BoardFollower.start(link, part())) {
            String sent = upload(sftp, from, follower);
            boolean same = follower.hex(bytes()).filter(sent::equals).isPresent();
            if (same) {
                rename(sftp);
            }
            return new Step(0, sent, same);
        }
    }

    private String upload(ChannelSftp sftp, long from, BoardFollower follower) throws SftpException, RigFault {
        var hash = new LocalHash();
        try (InputStream in = Files.newInputStream(local)) {
            hash.take(in, from);
            try (var side = SideHash.start(hash, link)) {
                sftp.put(
                        side.of(in),
                        part(),
                        follower.monitor(from),
                        from > 0 ? ChannelSftp.APPEND : ChannelSftp.OVERWRITE);
                return side.hex();
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Gives the file its name, or takes it away; SFTP knows no result of nothing. */
    boolean end(ChannelSftp sftp, boolean whole) throws SftpException {
        if (whole) {
            rename(sftp);
        } else {
            sftp.rm(part());
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
        return new RigFault("files.unreadable", "The file %s for %s can't be read: %s.".formatted(local, board, FileTrouble.why(e)));
    }

    private long partBytes(ChannelSftp sftp) throws SftpException {
        try {
            return sftp.lstat(part()).isReg() ? sftp.lstat(part()).getSize() : 0;
        } catch (SftpException e) {
            if (e.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                return 0;
            }
            throw e;
        }
    }

    private void checkSpace(ChannelSftp sftp, long needed) throws UnknownFault, SftpException {
        String folder = remote.substring(0, Math.max(1, remote.lastIndexOf('/')));
        long freeKibibytes;
        try {
            SftpStatVFS disk = sftp.statVFS(folder);
            freeKibibytes = disk.getAvailForNonRoot();
        } catch (SftpException e) {
            if (e.id == ChannelSftp.SSH_FX_OP_UNSUPPORTED) {
                return;
            }
            throw e;
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
            sftp.rename(part(), remote);
        } catch (SftpException e) {
            try {
                sftp.rm(remote);
                sftp.rename(part(), remote);
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
                if (!sftp.stat(folder).isDir()) {
                    throw e;
                }
            }
        }
    }
}
