package dev.roadrig.wires.serial;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An exclusive hold on a device of this host by a lock of the operating system, which ends with its process whatever
 * happens. The kernel's own exclusive mode of a serial port does not bind root; this does, as long as all ask for it.
 * The text in the lock's file only names the holder.
 */
public final class DeviceLock implements AutoCloseable {
    /** Where the locks of this host are; one folder for all users, so that they meet. */
    public static final String FOLDER_PROPERTY = "roadrig.locks";

    private static final int LONGEST_TEXT = 400;
    /** What this process holds: to open and close such a file once more would let the lock go (fcntl(2)). */
    private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;

    private DeviceLock(Path file, FileChannel channel, FileLock lock) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the hold at once or not at all.
     *
     * @param device the resolved identity, such as the real path of a port, never a link to it
     * @param holder who takes it, such as a board's name
     * @throws RigFault {@code console.busy} when another has it
     */
    public static DeviceLock take(String device, String holder, Ticker ticker) throws RigFault {
        Path file = folder().resolve(device.replaceAll("[^A-Za-z0-9.]+", "_") + ".lock");
        String owner = "owned by pid %d since %s for %s"
                .formatted(ProcessHandle.current().pid(), ticker.utcAnchor().plusNanos(ticker.nanos()), holder);
        String here = HELD.putIfAbsent(file, owner);
        if (here != null) {
            throw busy(device, holder, here);
        }
        DeviceLock taken = null;
        try {
            taken = take(file, device, holder);
            taken.say(owner);
            return taken;
        } catch (IOException e) {
            closeQuietly(taken, e);
            throw new RigFault(
                    "console.lock",
                    "%s of %s could not be locked by %s: %s. Make the folder writable, or set -D%s=FOLDER."
                            .formatted(device, holder, file, e, FOLDER_PROPERTY));
        } finally {
            if (taken == null) {
                HELD.remove(file);
            }
        }
    }

    private static DeviceLock take(Path file, String device, String holder) throws IOException, RigFault {
        FileChannel channel = open(file);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            if (lock == null) {
                throw busy(device, holder, ownerOf(channel));
            }
            return new DeviceLock(file, channel, lock);
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    private static RigFault busy(String device, String holder, String owner) {
        return new RigFault(
                "console.busy",
                "%s of %s is in use: %s. End that process, or take another port.".formatted(device, holder, owner));
    }

    private static Path folder() {
        return Path.of(System.getProperty(
                FOLDER_PROPERTY,
                Path.of(System.getProperty("java.io.tmpdir"), "roadrig-locks").toString()));
    }

    private static FileChannel open(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(folder);
            // Sticky: everybody may add a lock, nobody may remove another's.
            Files.setAttribute(folder, "unix:mode", 0_1777);
        }
        try {
            var made = FileChannel.open(
                    file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Files.setAttribute(file, "unix:mode", 0_666);
            return made;
        } catch (FileAlreadyExistsException e) {
            // Not with CREATE: Linux refuses that on another user's file in a sticky folder, even to root.
            return FileChannel.open(
                    file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        }
    }

    private static String ownerOf(FileChannel channel) throws IOException {
        var text = ByteBuffer.allocate(LONGEST_TEXT);
        channel.read(text, 0);
        String owner = new String(text.array(), 0, text.position(), StandardCharsets.UTF_8)
                .replaceAll("\\p{Cntrl}", " ")
                .strip();
        return owner.isEmpty() ? "owned by a process that has not said its name" : owner;
    }

    private void say(String owner) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)), 0);
    }

    private static void closeQuietly(@Nullable DeviceLock taken, IOException first) {
        try {
            if (taken != null) {
                taken.release();
            }
        } catch (IOException e) {
            first.addSuppressed(e);
        }
    }

    /**
     * Lets it go. Nothing is written for that, which a busy disk would hold up: the file stays, because removing it would let
     * two processes lock two files of one name, and so does its text, which is read only while somebody has the lock.
     */
    @Override
    public synchronized void close() {
        // A channel closes itself under a thread that is interrupted.
        boolean interrupted = Thread.interrupted();
        try {
            if (channel.isOpen()) {
                release();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void release() throws IOException {
        try (channel) {
            lock.release();
        } finally {
            HELD.remove(file);
        }
    }
}
