package dev.roadrig.boards.qemu;

import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    /** Names the folder. A board's process needs the same as whoever starts it. */
    public static final String PROPERTY = "roadrig.qemu";

    private static final String LOCK = "lock";

    private final Path folder;

    /**
     * Opens the folder and makes it if need be.
     *
     * @throws RigFault {@code qemu.folder} when others may write into it
     */
    public RunningBoards(Path folder) throws RigFault {
        this.folder = folder.toAbsolutePath();
        try {
            make(folder);
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(folder);
            if (rights.contains(PosixFilePermission.OTHERS_WRITE)
                    || rights.contains(PosixFilePermission.GROUP_WRITE)
                    || !OwnUser.owns(folder)) {
                throw new RigFault(
                        "qemu.folder",
                        "The folder of running boards " + folder + " can be written by others, and processes are ended"
                                + " by what it says. Remove it, or name another with -Droadrig.qemu.");
            }
        } catch (IOException e) {
            throw fault(folder, e);
        }
    }

    /** Another board may start at this moment and make it first. */
    private static void make(Path folder) throws IOException {
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /**
     * The folder: {@code -Droadrig.qemu}, else one of this user's, by number, among the system's temporary files.
     *
     * @throws RigFault {@code qemu.folder} when the system does not say who this user is
     */
    public static Path place() throws RigFault {
        String told = System.getProperty(PROPERTY, "");
        if (!told.isBlank()) {
            return Path.of(told);
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            return temporary.resolve("roadrig-qemu-" + OwnUser.id());
        } catch (IOException e) {
            throw fault(temporary, e);
        }
    }

    /** A new board's folder, of this process. */
    BoardFolder add(String board) throws RigFault {
        try {
            var made = new BoardFolder(OwnerOnly.folder(folder, "b"));
            made.claim(ProcessHandle.current(), board);
            return made;
        } catch (IOException e) {
            throw fault(folder, e);
        }
    }

    /**
     * Ends every board whose owner has ended without doing so. Of several that start at once one does it, and the others
     * wait for it.
     *
     * @return a sentence for each
     */
    public List<String> endLeftovers() throws RigFault {
        try {
            return endLeftovers(folder);
        } catch (UncheckedIOException e) {
            throw fault(folder, e);
        } catch (IOException e) {
            throw fault(folder, e);
        }
    }

    /** A file's lock is a process's: among this one's threads it does not tell. */
    private static synchronized List<String> endLeftovers(Path folder) throws IOException {
        List<String> ended = new ArrayList<>();
        try (var file = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                Stream<Path> all = Files.list(folder)) {
            FileLock unused = file.lock();
            for (Path each : all.sorted().toList()) {
                var found = new BoardFolder(each);
                found.orphaned().ifPresent(board -> ended.add(end(found, board)));
            }
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

    private static RigFault fault(Path folder, Exception e) {
        return new RigFault(
                "qemu.folder",
                "The folder of running boards " + folder + " cannot be used: " + FileTrouble.why(e)
                        + ". Make room and rights there, or name another with -Droadrig.qemu.");
    }
}
