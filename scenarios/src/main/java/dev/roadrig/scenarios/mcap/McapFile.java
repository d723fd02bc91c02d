package dev.roadrig.scenarios.mcap;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.mcap.BlockReader.Place;
import dev.roadrig.scenarios.mcap.McapRecord.Attachment;
import dev.roadrig.scenarios.mcap.McapRecord.AttachmentIndex;
import dev.roadrig.scenarios.mcap.McapRecord.Channel;
import dev.roadrig.scenarios.mcap.McapRecord.Header;
import dev.roadrig.scenarios.mcap.McapRecord.Metadata;
import dev.roadrig.scenarios.mcap.McapRecord.Schema;
import dev.roadrig.scenarios.mcap.McapRecord.Statistics;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An MCAP file that is read. Opening it maps where everything lies; messages are read as cursors come to them. A file
 * that was cut gives everything before the damage, and {@link #damage()} says what is missing. Whatever a file holds,
 * the only exception that it can cause is {@link BadInput}.
 */
public final class McapFile implements Closeable {
    private static final byte[] LFS_POINTER = "version ".getBytes(StandardCharsets.US_ASCII);

    private final Path path;
    private final FileSource source;
    private final BlockReader reader;
    private final DataSection section;
    private final @Nullable SummarySection summary;
    private final @Nullable Damage damage;

    private McapFile(Path path, FileSource source, ReadLimits limits) throws IOException {
        this.path = path;
        this.source = source;
        this.reader = new BlockReader(source, limits);
        SummarySection end = null;
        Damage endDamage = null;
        try {
            end = SummarySection.read(source, reader);
        } catch (Malformed e) {
            endDamage = e.damage();
        }
        summary = end;
        section = DataSection.walk(source, reader, end != null && end.coversChunks() ? end : null);
        damage = section.damage().orElse(endDamage);
    }

    public static McapFile open(Path path) {
        return open(path, ReadLimits.DEFAULT);
    }

    /** Opens a file. Throws {@link BadInput} when it is not there or no MCAP file at all. */
    public static McapFile open(Path path, ReadLimits limits) {
        FileSource source = null;
        try {
            source = source(path);
            var file = new McapFile(path, source, limits);
            source = null;
            return file;
        } catch (IOException e) {
            throw FileTrouble.unread(path, e);
        } finally {
            closeQuietly(source);
        }
    }

    /** Opens the bytes of what is at least an MCAP file by its first eight. */
    static FileSource source(Path path) throws IOException {
        var source = new FileSource(path);
        boolean checked = false;
        try {
            checkMagic(path, source);
            checked = true;
            return source;
        } finally {
            if (!checked) {
                source.close();
            }
        }
    }

    private static void closeQuietly(@Nullable FileSource source) {
        try {
            if (source != null) {
                source.close();
            }
        } catch (IOException e) {
            // Only read; the first error is the one that is told.
        }
    }

    private static void checkMagic(Path path, FileSource source) throws IOException {
        byte[] magic = Opcode.magic();
        byte[] head = source.read(0, (int) Math.min(magic.length, source.size()));
        if (Arrays.equals(head, magic)) {
            return;
        }
        if (Arrays.equals(head, LFS_POINTER)) {
            throw new BadInput(
                    path + " is a Git LFS pointer and not the recording itself. Fetch it with: git lfs pull");
        }
        throw new BadInput(path + " is not an MCAP file: it does not begin with the format's mark (89 'MCAP0' 0D 0A).");
    }

    public Path path() {
        return path;
    }

    public Header header() {
        return section.header();
    }

    /** What is missing, or empty for a file that is whole. */
    public Optional<Damage> damage() {
        return Optional.ofNullable(damage);
    }

    public List<Schema> schemas() {
        return List.copyOf(section.catalog.schemas.values());
    }

    public List<Channel> channels() {
        return List.copyOf(section.catalog.channels.values());
    }

    /** What the file counts itself; empty when it does not. */
    public Optional<Statistics> statistics() {
        return summary == null ? Optional.empty() : summary.statistics();
    }

    /** Where the attachments lie, in file order; each is read by {@link #read}. */
    public List<AttachmentIndex> attachments() {
        return List.copyOf(section.attachments);
    }

    public List<Metadata> metadata() {
        return List.copyOf(section.metadata);
    }

    /** Reads one attachment; its name is what the file says and may not be used as a path unchecked. */
    public Attachment read(AttachmentIndex index) {
        return reading(() -> {
            Place place = reader.place(index.offset());
            if (RecordDecoder.decode(reader.raw(place)) instanceof Attachment attachment) {
                return attachment;
            }
            throw new Malformed(index.offset(), "there is no attachment here");
        });
    }

    /** The latest log time of a message, nanoseconds since 1970; empty without messages. */
    public OptionalLong lastLogTime() {
        return section.spans.stream()
                .max((a, b) -> Long.compareUnsigned(a.endTime(), b.endTime()))
                .map(span -> OptionalLong.of(span.endTime()))
                .orElseGet(OptionalLong::empty);
    }

    /** A walk over messages; several may be open at once. */
    public MessageCursor messages(Query query) {
        return new SpanCursor(path, reader, section.catalog, section.spans, query);
    }

    /**
     * Every record in file order, from Header to Footer, each CRC checked; instead of a chunk, what is in it. Throws
     * {@link BadInput} at the first damage, after what lies before it.
     */
    public void forEachRecord(Consumer<McapRecord> visitor) {
        reading(() -> {
            new RecordWalk(source, reader).forEach(visitor);
            return true;
        });
    }

    private <T> T reading(Reading<T> reading) {
        try {
            return reading.read();
        } catch (Malformed e) {
            throw new BadInput(path + ": " + e.damage() + ".", e);
        } catch (IOException e) {
            throw FileTrouble.unread(path, e);
        }
    }

    /** Something read from the file. */
    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException, Malformed;
    }

    @Override
    public void close() {
        closeQuietly(source);
    }
}
