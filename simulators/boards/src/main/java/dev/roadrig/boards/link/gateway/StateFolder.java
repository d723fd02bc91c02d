package dev.roadrig.boards.link.gateway;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** This host's one folder of gateways' state files. Only its owner may write into it: root acts on what it says. */
final class StateFolder {
    private static final String SUFFIX = ".gateway";
    private static final int MOST_BYTES = 64 << 10;
    /** A file's lock holds against other processes only. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private final Path folder;

    /**
     * Opens the folder and makes it if need be.
     *
     * @throws RigFault when others may write into it
     */
    StateFolder(Path folder) throws RigFault {
        this.folder = folder;
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder.toAbsolutePath().getParent());
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            UserPrincipal me = FolderOwner.me();
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(folder);
            if (rights.contains(PosixFilePermission.OTHERS_WRITE)
                    || rights.contains(PosixFilePermission.GROUP_WRITE)
                    || !Files.getOwner(folder).equals(me)) {
                throw new RigFault(
                        "gateway.state",
                        "The folder of gateways " + folder + " can be written by others than " + me.getName()
                                + ", and what it says is undone with this user's rights. Remove it, or name another one"
                                + " with -Droadrig.gateways.");
            }
        } catch (IOException e) {
            throw fault(e);
        }
    }

    /** The folder: {@code -Droadrig.gateways}, else below /run, which a boot empties as it empties the routes. */
    static Path place() {
        String told = System.getProperty("roadrig.gateways", "");
        if (!told.isBlank()) {
            return Path.of(told);
        }
        Path run = Path.of("/run");
        Path base = Files.isWritable(run) ? run : Path.of(System.getProperty("java.io.tmpdir"));
        return base.resolve("roadrig-gateways");
    }

    /** Something that is done while no other process changes the folder or the host's routes. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws RigFault;
    }

    <T> T locked(Work<T> work) throws RigFault {
        IN_THIS_PROCESS.lock();
        try (FileChannel channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new IOException("the lock was lost");
            }
            return work.run();
        } catch (IOException e) {
            throw fault(e);
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    /** A file that was found.
     *
     * @param state its content; absent when it cannot be read, for the reason that {@code wrong} says
     */
    record Found(Path file, Optional<StateFile> state, String wrong) {}

    List<Found> all() throws RigFault {
        List<Found> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList()) {
                all.add(read(file));
            }
        } catch (IOException e) {
            throw fault(e);
        }
        return all;
    }

    private static Found read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new BadInput("longer than " + MOST_BYTES + " bytes");
            }
            String text = new String(bytes, StandardCharsets.US_ASCII);
            return new Found(file, Optional.of(StateFile.parse(text)), "");
        } catch (BadInput e) {
            return new Found(file, Optional.empty(), String.valueOf(e.getMessage()));
        } catch (NoSuchFileException e) {
            return new Found(file, Optional.empty(), "it was removed meanwhile");
        }
    }

    /** Writes a file whole or not at all, and on the disk before it returns. */
    Path write(String name, StateFile state) throws RigFault {
        Path file = folder.resolve(name + SUFFIX);
        Path part = folder.resolve(name + ".part");
        try {
            Files.writeString(
                    part,
                    state.text(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
            return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw fault(e);
        }
    }

    void delete(Path file) throws RigFault {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw fault(e);
        }
    }

    private RigFault fault(IOException e) {
        return new RigFault(
                "gateway.state",
                "The folder of gateways " + folder + " cannot be used: " + FileTrouble.why(e)
                        + ". Nothing is changed on a host without a note of it: make room and rights there, or name"
                        + " another folder with -Droadrig.gateways.");
    }
}
