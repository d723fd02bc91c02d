package dev.roadrig.scenarios.time;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How long a thread was ready to run and had no processor (the second figure of its {@code schedstat}, Linux,
 * Documentation/scheduler/sched-stats.rst). Read by that thread alone.
 */
public final class RunQueue implements AutoCloseable {
    private final @Nullable RandomAccessFile file;
    private final byte[] text = new byte[64];

    private RunQueue(@Nullable RandomAccessFile file) {
        this.file = file;
    }

    /** Of the calling thread. */
    public static RunQueue ofThisThread() {
        try {
            Path thread = Files.readSymbolicLink(Path.of("/proc/thread-self"));
            return new RunQueue(new RandomAccessFile(
                    Path.of("/proc").resolve(thread).resolve("schedstat").toFile(), "r"));
        } catch (IOException | SecurityException e) {
            return new RunQueue(null);
        }
    }

    /** Nanoseconds since the thread began; 0 where the kernel does not say. */
    public long nanos() {
        if (file == null) {
            return 0;
        }
        try {
            file.seek(0);
            int length = Math.max(0, file.read(text));
            String[] figures = new String(text, 0, length, StandardCharsets.US_ASCII).split(" ");
            return figures.length < 2 ? 0 : Long.parseLong(figures[1].strip());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // It was only read.
        }
    }
}
