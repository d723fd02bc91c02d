package dev.roadrig.scenarios.mcap;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.mcap.McapRecord.Channel;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An MCAP that is read once, from front to back, as it comes: a pipe as well as a file. Messages come as they lie, and
 * every CRC on the way is checked; {@link #next()} throws at the first damage, after what lies before it. Not for
 * several threads.
 */
public final class McapStream extends BlockCursor implements Closeable {
    private final String name;
    private final InputStream in;
    private final StreamedRecords records;
    private @Nullable Channel[] channels = new Channel[16];
    private @Nullable MessageBlock block;
    private @Nullable Channel channel;

    private McapStream(InputStream in, String name, StreamedRecords records) {
        this.in = in;
        this.name = name;
        this.records = records;
    }

    /** Opens a file to stream its messages. Throws {@link BadInput} when it can't be read or is no MCAP. */
    public static McapStream open(Path path) {
        try {
            return of(Files.newInputStream(path), path.toString(), ReadLimits.DEFAULT, record -> {});
        } catch (IOException e) {
            throw FileTrouble.unread(path, e);
        }
    }

    /**
     * Streams from anywhere. Throws {@link BadInput} when it is no MCAP, and closes it then.
     *
     * @param in closed by {@link #close()}; is read in pieces of 64 KiB
     * @param name for people, in errors
     * @param others is given each Header, Schema, Channel, Attachment, Metadata, Statistics and Footer as it comes; a
     *     schema or channel that is repeated comes once more
     */
    public static McapStream of(InputStream in, String name, ReadLimits limits, Consumer<McapRecord> others) {
        var stream = new McapStream(in, name, new StreamedRecords(new StreamWindow(in), limits, others));
        boolean begun = false;
        try {
            stream.records.begin();
            begun = true;
            return stream;
        } catch (Malformed | IOException e) {
            throw stream.bad(e);
        } finally {
            if (!begun) {
                stream.close();
            }
        }
    }

    private BadInput bad(Exception e) {
        return e instanceof Malformed malformed
                ? new BadInput(name + ": " + malformed.damage() + ".", e)
                : new BadInput(name + " cannot be read: " + FileTrouble.why(e), e);
    }

    @Override
    public boolean next() {
        channel = null;
        try {
            do {
                MessageBlock here = block;
                while (here != null && here.nextRecord()) {
                    if (here.opcode() == Opcode.MESSAGE) {
                        channel = channel(here.channelId(), here);
                        return true;
                    }
                    records.take(here.raw());
                }
                block = records.nextBlock();
            } while (block != null);
            return false;
        } catch (Malformed | IOException e) {
            block = null;
            records.end();
            throw bad(e);
        }
    }

    private Channel channel(int id, MessageBlock here) throws Malformed {
        Channel known = id < channels.length ? channels[id] : null;
        if (known == null) {
            known = records.catalog().need(id, here.fileOffset());
            if (id >= channels.length) {
                channels = Arrays.copyOf(channels, Math.max(id + 1, 2 * channels.length));
            }
            channels[id] = known;
        }
        return known;
    }

    @Override
    MessageBlock block() {
        MessageBlock here = block;
        if (here == null || channel == null) {
            throw new NoSuchElementException("there is no message here; next() was not called, or was false");
        }
        return here;
    }

    @Override
    public Channel channel() {
        Channel here = channel;
        if (here == null) {
            throw new NoSuchElementException("there is no message here; next() was not called, or was false");
        }
        return here;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // Only read; nothing is lost.
        }
    }
}
