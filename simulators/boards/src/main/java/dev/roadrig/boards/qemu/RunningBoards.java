package dev.roadrig.boards.qemu;

import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * This user's running boards: a folder each in one that nobody else can write into. What a killed harness left behind is
 * found here and ended.
 */
public final class RunningBoards {
    private final Path folder;

    /**
     * Opens the folder and makes it if need be.
     *
     * @throws RigFault {@code qemu.folder} when others may write into it
     */
    public RunningBoards(Path folder) throws RigFault {
        this.folder = folder.toAbsolutePath();
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(folder);
            if (rights.contains(PosixFilePermission.OTHERS_WRITE)
                    || rights.contains(PosixFilePermission.GROUP_WRITE)
                    || !Files.getOwner(folder).getName().equals(System.getProperty("user.name"))) {
                throw new RigFault(
                        "qemu.folder",
                        "The folder of running boards " + folder + " can be written by others, and processes are ended"
                                + " by what it says. Remove it, or name another with -Droadrig.qemu.");
            }
        } catch (IOException e) {
            throw fault(e);
        }
    }

    /** The folder: {@code -Droadrig.qemu}, else one of this user's among the system's temporary files. */
    public static Path place() {
        String told = System.getProperty("roadrig.qemu", "");
        return told.isBlank()
                ? Path.of(System.getProperty("java.io.tmpdir"), "roadrig-qemu-" + System.getProperty("user.name"))
                : Path.of(told);
    }

    /** A new board's folder, of this process. */
    BoardFolder add(String board) throws RigFault {
        try {
            var made = new BoardFolder(OwnerOnly.folder(folder, "b"));
            made.claim(ProcessHandle.current(), board);
            return made;
        } catch (IOException e) {
            throw fault(e);
        }
    }

    /**
     * Ends every board whose owner has ended without doing so.
     *
     * @return a sentence for each
     */
    public List<String> endLeftovers() throws RigFault {
        List<String> ended = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path each : all.sorted().toList()) {
                var found = new BoardFolder(each);
                found.orphaned().ifPresent(board -> ended.add(end(found, board)));
            }
        } catch (IOException e) {
            throw fault(e);
        }
        return ended;
    }

    private static String end(BoardFolder found, String board) {
        Optional<ProcessHandle> qemu = found.qemu();
        qemu.ifPresent(process -> {
            process.destroyForcibly();
            ProcessHandle unused = process.onExit().join();
        });
        found.delete();
        return "Of " + board + ", whose harness was killed, "
                + qemu.map(process -> "the QEMU process " + process.pid() + " still ran and was ended.")
                        .orElse("only a folder was left, and was removed.");
    }

    private RigFault fault(IOException e) {
        return new RigFault(
                "qemu.folder",
                "The folder of running boards " + folder + " cannot be used: " + e
                        + ". Make room and rights there, or name another with -Droadrig.qemu.");
    }
}
