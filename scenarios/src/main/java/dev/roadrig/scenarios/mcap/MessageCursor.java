package dev.roadrig.scenarios.mcap;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.mcap.McapRecord.Channel;
import java.nio.ByteBuffer;

/**
 * A forward walk over messages. It stands before the first one; the accessors speak of the message that the last
 * {@link #next()} came to, and reading them makes no garbage. Not for several threads.
 */
public interface MessageCursor {
    /**
     * Goes to the next message; false after the last.
     *
     * @throws dev.roadrig.scenarios.fault.BadInput when the file is damaged here
     */
    boolean next();

    Channel channel();

    /** u32. */
    long sequence();

    /** Nanoseconds since 1970, unsigned. */
    long logTime();

    /** Nanoseconds since 1970, unsigned. */
    long publishTime();

    /** Where the chunk that holds it lies, or the run of messages outside chunks; orders messages with the next one. */
    long blockOffset();

    /** Where it lies in the chunk or run. */
    int offsetInBlock();

    /** The message's bytes in place, read-only, until the next {@link #next()}. */
    ByteBuffer data();

    /** The message's bytes, copied. */
    default ByteString copyData() {
        return ByteString.copyFrom(data());
    }
}
