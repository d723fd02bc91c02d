package dev.roadrig.boards.link.serve;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.time.ThreadEnd;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/** A file that is read, and read anew within a second when it has changed; what is wrong with it then changes nothing. */
public final class WatchedFile<T> implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Path file;
    private final Function<Path, T> reader;
    private final Consumer<T> taker;
    private final Consumer<String> teller;
    private final Ticker ticker;
    private final Thread thread = new Thread(this::watch, "rr-link-conditions");
    private Object seen;
    private volatile boolean closed;

    /**
     * What is done with a file.
     *
     * @param reader throws {@link BadInput} where it is wrong
     * @param taker takes what was read, at first and after each change
     * @param teller takes a line about each change, and why one was not taken
     */
    public record Use<T>(Function<Path, T> reader, Consumer<T> taker, Consumer<String> teller) {}

    /**
     * Reads the file, and watches it from then on.
     *
     * @throws BadInput where it is wrong at first
     */
    public static <T> WatchedFile<T> open(Path file, Use<T> use, Ticker ticker) {
        var watched = new WatchedFile<>(file, use, ticker);
        use.taker().accept(use.reader().apply(file));
        watched.thread.setDaemon(true);
        watched.thread.start();
        return watched;
    }

    private WatchedFile(Path file, Use<T> use, Ticker ticker) {
        this.file = file;
        this.reader = use.reader();
        this.taker = use.taker();
        this.teller = use.teller();
        this.ticker = ticker;
        this.seen = stamp();
    }

    public Path file() {
        return file;
    }

    private void watch() {
        try {
            while (!ticker.await(() -> closed, ticker.in(PERIOD))) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        Object now = stamp();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        T value;
        try {
            value = reader.apply(file);
        } catch (BadInput e) {
            teller.accept(e.getMessage() + "\nThe conditions stay as they were until the file is right.");
            return;
        }
        taker.accept(value);
        teller.accept(file + " has changed: its conditions hold from now on, from their beginning.");
    }

    /** Differs where the file does: when it was written, how long and which one it is. */
    private Object stamp() {
        try {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
            return is.lastModifiedTime() + " " + is.size() + " " + is.fileKey();
        } catch (IOException e) {
            return "none";
        }
    }

    @Override
    public void close() {
        closed = true;
        ticker.signal();
        ThreadEnd.await(thread);
    }
}
