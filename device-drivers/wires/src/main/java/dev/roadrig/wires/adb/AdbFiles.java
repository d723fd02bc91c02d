package dev.roadrig.wires.adb;

import dadb.AdbStream;
import dadb.AdbSyncStream;
import dev.roadrig.ports.Files;
import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.wires.ssh.ShellWord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import okio.Okio;

/** Files over adb's sync service. What adbd calls done is believed when both sides have the same SHA-256. */
public final class AdbFiles implements Files {
    private static final int MODE = 0644;
    private static final Duration CLEARING = Duration.ofSeconds(5);

    private final AdbLink link;

    AdbFiles(AdbLink link) {
        this.link = link;
    }

    @Override
    public void put(Path local, String remote, Deadline deadline) throws RunFault, InterruptedException {
        String sent = sha256(local);
        String temporary = remote + ".rr-" + UUID.randomUUID().toString().substring(0, 8);
        run("mkdir -p " + ShellWord.quote(remote.substring(0, Math.max(1, remote.lastIndexOf('/')))), deadline);
        long now = link.session().ticker().utcAnchor().toEpochMilli();
        try {
            boolean unused = link.session()
                    .call("put " + remote, "sync:", deadline, stream -> send(stream, local, temporary, now));
            compare(remote, temporary, sent, deadline);
            run("mv -f " + ShellWord.quote(temporary) + " " + ShellWord.quote(remote), deadline);
        } catch (RunFault e) {
            removeTorn(temporary, e);
            throw e;
        }
    }

    private static boolean send(AdbStream stream, Path local, String remote, long now) throws IOException {
        try (var sync = new AdbSyncStream(stream);
                var source = Okio.source(local)) {
            try {
                sync.send(source, remote, MODE, now);
                return true;
            } catch (IOException e) {
                // The library says that adbd failed, and leaves unread why.
                boolean words = String.valueOf(e.getMessage()).endsWith("FAIL")
                        && stream.getSource().request(1);
                throw words ? new IOException(stream.getSource().getBuffer().readUtf8(), e) : e;
            }
        }
    }

    /** In a time of its own: the transfer's may just have run out. */
    private void removeTorn(String temporary, RunFault first) throws InterruptedException {
        try {
            run("rm -f " + ShellWord.quote(temporary), link.session().ticker().in(CLEARING));
        } catch (RunFault e) {
            first.addSuppressed(e);
        }
    }

    @Override
    public void get(String remote, Path local, Deadline deadline) throws RunFault, InterruptedException {
        Path temporary = local.resolveSibling(local.getFileName() + ".rr-part");
        try {
            boolean unused = link.session().call("get " + remote, "sync:", deadline, stream -> {
                try (var sync = new AdbSyncStream(stream);
                        var sink = Okio.sink(temporary)) {
                    sync.recv(sink, remote);
                    return true;
                }
            });
            compare(remote, remote, sha256(temporary), deadline);
            move(temporary, local);
        } catch (RunFault | InterruptedException | RuntimeException e) {
            removePart(temporary, e);
            throw e;
        }
    }

    private void move(Path temporary, Path local) throws RunFault {
        try {
            java.nio.file.Files.move(temporary, local, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unreadable(local, e);
        }
    }

    /** The sync service begins every file anew: a part is of no use to the next attempt. */
    private static void removePart(Path temporary, Exception first) {
        try {
            boolean unused = java.nio.file.Files.deleteIfExists(temporary);
        } catch (IOException e) {
            first.addSuppressed(e);
        }
    }

    private void compare(String what, String onBoard, String here, Deadline deadline)
            throws RunFault, InterruptedException {
        Shell.Result sum = link.shell().run("sha256sum " + ShellWord.quote(onBoard), deadline);
        String seen = sum.out().strip().split("\\s+")[0];
        if (!sum.ok() || !seen.equals(here)) {
            throw new UnknownFault(
                    "files.damaged",
                    "%s is not the same on %s and here: SHA-256 %s here, %s there. Check the board's storage."
                            .formatted(what, board(), here, sum.ok() ? seen : "no sum"),
                    new Evidence("sha256sum on the board", sum.out() + sum.err()));
        }
    }

    private void run(String commandLine, Deadline deadline) throws RunFault, InterruptedException {
        Shell.Result done = link.shell().run(commandLine, deadline);
        if (!done.ok()) {
            throw new UnknownFault(
                    "files.refused",
                    "On %s, '%s' ended with %d: %s."
                            .formatted(
                                    board(),
                                    commandLine,
                                    done.exitCode(),
                                    done.err().strip()));
        }
    }

    private String board() {
        return link.target().board();
    }

    private String sha256(Path local) throws RigFault {
        try (InputStream in = new DigestInputStream(
                java.nio.file.Files.newInputStream(local), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (IOException e) {
            throw unreadable(local, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private RigFault unreadable(Path local, IOException e) {
        return new RigFault(
                "files.unreadable",
                "The file %s for %s can't be read or written: %s.".formatted(local, board(), FileTrouble.why(e)));
    }
}
