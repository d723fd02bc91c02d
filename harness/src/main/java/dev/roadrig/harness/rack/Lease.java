package dev.roadrig.harness.rack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The right to use one board, backed by an operating system's lock that ends with its holder, however it ends. The text
 * in the lock's file only names the holder. Every lease has a fence number greater than the one before.
 */
public final class Lease implements AutoCloseable {
    private static final int MOST_BYTES = 4096;

    private final String board;
    private final long fence;
    private final FileChannel channel;
    private final FileLock lock;

    private Lease(String board, long fence, FileChannel channel, FileLock lock) {
        this.board = board;
        this.fence = fence;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lease, or says who holds it.
     *
     * @param folder the host's one folder of leases
     * @param board whose lease
     * @param holder who takes it, for whoever finds it taken
     * @throws RigFault {@code lease.taken}
     */
    public static Lease take(Path folder, String board, String holder, Instant now) throws RigFault {
        Path file = folder.resolve(board.replaceAll("[^A-Za-z0-9._-]", "_") + ".lease");
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            String text = read(channel);
            if (lock == null) {
                channel.close();
                throw new RigFault(
                        "lease.taken",
                        "Board " + board + " is leased by " + (text.isEmpty() ? "somebody" : text)
                                + ". Wait for it, or choose another board.",
                        new Evidence("the lease's file", file + ": " + text));
            }
            long fence = fenceOf(text) + 1;
            write(channel, "fence=" + fence + " holder=" + holder + " since=" + now);
            return new Lease(board, fence, channel, lock);
        } catch (IOException e) {
            throw new RigFault(
                    "lease.folder",
                    "Cannot take a lease in " + folder + ": " + FileTrouble.why(e)
                            + ". Check the folder's rights, or set" + " -Droadrig.leases=FOLDER.");
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MOST_BYTES, channel.size()));
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {
            // Reads on until the buffer is full or the file has ended.
        }
        return new String(bytes.array(), 0, bytes.position(), UTF_8).strip();
    }

    private static void write(FileChannel channel, String text) throws IOException {
        channel.truncate(0);
        ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes, bytes.position());
        }
    }

    private static long fenceOf(String text) {
        var found = java.util.regex.Pattern.compile("fence=(\\d{1,18})\\b").matcher(text);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    public String board() {
        return board;
    }

    /** Greater than that of every earlier lease of the board on this host. */
    public long fence() {
        return fence;
    }

    @Override
    public void close() {
        try (channel) {
            lock.release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
