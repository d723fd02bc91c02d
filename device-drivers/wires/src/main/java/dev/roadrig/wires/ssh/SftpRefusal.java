package dev.roadrig.wires.ssh;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.UnknownFault;
import java.util.Optional;
import java.util.Set;

/** What a board's SFTP server means by a refusal. */
final class SftpRefusal {
    /** Of the faults of this: what is there of the file then is of no use, unlike what a lost connection tore. */
    static final Set<String> CODES = Set.of("files.failed", "files.refused");

    private SftpRefusal() {}

    /**
     * The fault where it is plain. SFTP version 3 has no status for a storage that runs full (draft-ietf-secsh-filexfer-02,
     * 7), and servers say "Failure" then as they do for anything else.
     *
     * @param what was being done, with the path
     */
    static Optional<UnknownFault> of(SshTarget target, String what, SftpException e) {
        var said = new Evidence("what the SFTP server said", "status " + e.id + ": " + e.getMessage());
        if (e.getCause() != null) {
            // No word of the server's: the library gives a lost connection the status of a failure too.
            return Optional.empty();
        }
        if (e.id == ChannelSftp.SSH_FX_PERMISSION_DENIED) {
            return Optional.of(new UnknownFault(
                    "files.refused",
                    "%s does not let %s '%s': permission denied. Take another path there, or another user in `shell` of the rack."
                            .formatted(target.board(), target.user(), what),
                    said));
        }
        if (e.id == ChannelSftp.SSH_FX_FAILURE) {
            return Optional.of(new UnknownFault(
                    "files.failed",
                    "The SFTP server of %s failed at '%s' and does not say why. Look at `df` and the kernel's log there: its storage may be full or broken."
                            .formatted(target.board(), what),
                    said));
        }
        return Optional.empty();
    }
}
