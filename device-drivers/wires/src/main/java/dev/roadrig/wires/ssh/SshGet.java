package dev.roadrig.wires.ssh;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** One file on its way from a board, step by step. */
final class SshGet {
    private final SshLink link;
    private final String board;
    private final String remote;
    private final String named;
    private final Path local;
    private final Path part;

    SshGet(SshLink link, String remote, Path local) {
        this.link = link;
        this.board = link.target().board();
        this.remote = remote;
        named = SftpPath.literal(remote);
        this.local = local;
        part = local.resolveSibling(local.getFileName() + SshFiles.PART);
    }

    /** How much is here of an earlier transfer, in whole blocks. */
    long partBytes() throws RigFault {
        try {
            return Files.isRegularFile(part) ? Files.size(part) / BoardHash.BLOCK * BoardHash.BLOCK : 0;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    String hash(long bytes) throws RigFault {
        try {
            return LocalHash.ofFirst(part, bytes);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /**
     * Fetches what is not here yet; returns the SHA-256 of the whole.
     *
     * @param there hashes the whole on the board
     */
    String download(ChannelSftp sftp, long from, BoardReader there) throws SftpException, RigFault, UnknownFault {
        long size = size(sftp);
        var hash = new LocalHash();
        try {
            long free = Files.getFileStore(local.toAbsolutePath().getParent()).getUsableSpace();
            if (free < size - from) {
                throw new RigFault(
                        "files.no-space",
                        "%s needs %,d bytes more here, and %,d are free. Make room."
                                .formatted(local, size - from, free));
            }
            there.read(size);
            try (var cut =
                    java.nio.channels.FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                cut.truncate(from);
            }
            try (InputStream in = Files.newInputStream(part)) {
                hash.take(in, from);
            }
            try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.APPEND);
                    var side = SideHash.start(hash, link)) {
                sftp.get(named, side.of(out), null, from > 0 ? ChannelSftp.RESUME : ChannelSftp.OVERWRITE, from);
                return side.hex();
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private long size(ChannelSftp sftp) throws SftpException, UnknownFault {
        try {
            return sftp.stat(named).getSize();
        } catch (SftpException e) {
            if (e.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                throw new UnknownFault("files.missing", "There is no file %s on %s.".formatted(remote, board));
            }
            throw e;
        }
    }

    /** Gives the file its name, or takes it away. */
    void end(boolean whole) throws RigFault {
        try {
            if (whole) {
                Files.move(part, local, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.delete(part);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private RigFault unwritable(IOException e) {
        return new RigFault(
                "files.local", "The file %s from %s can't be written: %s.".formatted(local, board, FileTrouble.why(e)));
    }
}
