package dev.roadrig.scenarios.drive;

import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A recording with its own clock: read-only and streamed, never loaded whole. Offsets count nanoseconds from the first
 * stamp of the recording.
 */
public interface Drive extends Closeable {

    String name();

    /**
     * Of everything that the drive holds, hex: two drives with one hash are the same recording. Of a folder it is the
     * SHA-256 of a listing with one line a file, {@code HEX  NAME}, sorted by name, without hidden files; of a drive in
     * one file it is the file's SHA-256. An imported drive is a recording of its own: it names its source's hash in
     * {@link #origin()}.
     */
    String sha256();

    /** UTC of offset 0 as the recording states it, nanoseconds since 1970. */
    long startUtcNanos();

    /** From the first stamp to one frame period after the last frame. */
    Duration duration();

    /** How many frames there are. */
    int frameCount();

    /** Frames in time order, with truth and attributes; pictures are read only when asked for. */
    FrameCursor frames();

    /** What else there is beside the frames; empty for a folder. */
    default List<Channel> channels() {
        return List.of();
    }

    /** Where a drive was imported from, names and values as the import wrote them; empty where it was not. */
    default Map<String, String> origin() {
        return Map.of();
    }

    /** The states of the link while the drive was recorded, in time order; none where it holds none of its own. */
    default void forEachLinkState(Consumer<RecordedLink> consumer) {}

    /** Where the vehicle was, in time order; nothing where the drive has no track. */
    default void forEachPosition(Consumer<Position> consumer) {}

    /**
     * A stream of messages in a drive.
     *
     * @param schema the name of the messages' type, empty where there is none
     */
    record Channel(String topic, String schema, long messages) {}

    /** A forward walk over frames; not for several threads. */
    interface FrameCursor extends Closeable {
        boolean hasNext();

        /** The next frame. Throws {@link java.util.NoSuchElementException} after the last. */
        DriveFrame next();

        @Override
        void close();
    }

    @Override
    void close();
}
