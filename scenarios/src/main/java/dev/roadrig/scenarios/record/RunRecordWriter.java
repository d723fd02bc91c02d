package dev.roadrig.scenarios.record;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Ticker;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes a run record as the run goes. May be used by several threads at once. What was written is on its way to the
 * disk within a second or 256 KiB, so a killed process loses at most that; {@link #close()} loses nothing.
 *
 * <p>A disk that fails never throws into the writing thread, which may be one that reads a console: the first failure is
 * kept as {@link #fault()}, what comes later is dropped, and what was written before stays readable.
 */
public interface RunRecordWriter extends Closeable {

    /**
     * A writer that writes in the calling thread and closes chunks by size and log time only: the same messages make the
     * same bytes. For runs on the virtual ticker.
     *
     * @param file must not exist; its folder must
     * @param utcAnchorNanos UTC at timeline zero, nanoseconds since 1970, as in RunStart
     * @throws RigFault {@code record.disk} when the file cannot be made
     */
    static RunRecordWriter direct(Path file, long utcAnchorNanos) throws RigFault {
        return new DirectRecordWriter(RecordFile.create(file, utcAnchorNanos));
    }

    /**
     * A writer with a thread of its own, {@code rr-BOARD-record}, behind a queue that is bounded in bytes: when the disk
     * cannot keep up, {@link #write} waits. Chunks are also closed by their age on the ticker, when no message comes.
     *
     * @param file must not exist; its folder must
     * @param utcAnchorNanos UTC at timeline zero, nanoseconds since 1970, as in RunStart
     * @param board names the thread
     * @throws RigFault {@code record.disk} when the file cannot be made
     */
    static RunRecordWriter onOwnThread(Path file, long utcAnchorNanos, Ticker ticker, String board) throws RigFault {
        return QueuedRecordWriter.start(RecordFile.create(file, utcAnchorNanos), ticker, board);
    }

    /**
     * Writes a message on the topic of its type. Throws {@link IllegalStateException} after {@link #close()}.
     *
     * @param nanos on the run's timeline; may go back, readers sort
     * @param message of a type of {@link RunTopic}; the first is RunStart
     */
    void write(long nanos, Message message);

    /**
     * Writes a small file of evidence into the record.
     *
     * @param name relative, with {@code /} between folders and without {@code ..}
     */
    void attach(String name, String mediaType, ByteString bytes);

    /** Why the record is not being written any more; stays. */
    Optional<RigFault> fault();

    /** Writes everything that was accepted, and the summary. A failure of this too is in {@link #fault()}. */
    @Override
    void close();
}
