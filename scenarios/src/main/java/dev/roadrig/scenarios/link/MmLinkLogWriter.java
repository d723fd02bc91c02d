package dev.roadrig.scenarios.link;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.time.Ticker;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a log as mahimahi's mm-link does, for its users' scripts; {@link MmLinkLog} reads it. Who appends never waits for
 * the disk: rows are written five times a second, on the ticker's thread.
 */
public final class MmLinkLogWriter implements AutoCloseable {
    private static final long EVERY_NANOS = 200_000_000;

    private final BufferedWriter out;
    private final Ticker ticker;
    private StringBuilder rows = new StringBuilder();
    private Ticker.@Nullable Scheduled next;
    private @Nullable String fault;
    private boolean closed;

    /**
     * What stands above the rows.
     *
     * @param trace its name
     * @param command that it was played with
     * @param initMillis UTC at the log's time 0, since 1970
     */
    public record Head(Direction direction, String trace, String command, QueuePlan queue, long initMillis) {
        String text(Path file) {
            String way = direction == Direction.UP ? "Uplink" : "Downlink";
            return "# mahimahi mm-link (" + way + ") [" + line(trace) + "] > "
                    + line(String.valueOf(file.getFileName()))
                    + "\n# command line: " + line(command) + "\n# queue: " + queue.text() + "\n# init timestamp: "
                    + initMillis + "\n# base timestamp: 0\n";
        }

        private static String line(String text) {
            return text.replaceAll("\\p{Cntrl}", " ");
        }
    }

    private MmLinkLogWriter(BufferedWriter out, Ticker ticker) {
        this.out = out;
        this.ticker = ticker;
    }

    /** Opens a log. Throws {@link BadInput} where the file is there already or cannot be made. */
    public static MmLinkLogWriter open(Path file, Head head, Ticker ticker) {
        try {
            var writer = new MmLinkLogWriter(Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW), ticker);
            writer.rows.append(head.text(file));
            writer.write();
            return writer;
        } catch (FileAlreadyExistsException e) {
            throw new BadInput("The log " + file + " is there already and is not written over. Name another file.", e);
        } catch (IOException e) {
            throw new BadInput(
                    "The log " + file + " cannot be made: " + FileTrouble.why(e)
                            + ". Name a file in a folder that is there.",
                    e);
        }
    }

    /** Appends a row. Never blocks for long; nothing after {@link #close}. */
    public synchronized void append(PacketEvent event) {
        if (!closed && fault == null) {
            rows.append(event.text()).append('\n');
        }
    }

    private void write() {
        String written;
        synchronized (this) {
            written = rows.toString();
            rows = new StringBuilder();
        }
        try {
            out.write(written);
            out.flush();
        } catch (IOException e) {
            synchronized (this) {
                fault = fault == null ? e.toString() : fault;
            }
        }
        synchronized (this) {
            if (!closed) {
                next = ticker.at(ticker.nanos() + EVERY_NANOS, this::write);
            }
        }
    }

    /** Why rows are missing; stays. */
    public synchronized Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /** Writes what is left. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (next != null) {
                next.cancel();
            }
        }
        write();
        try {
            out.close();
        } catch (IOException e) {
            synchronized (this) {
                fault = fault == null ? e.toString() : fault;
            }
        }
    }
}
