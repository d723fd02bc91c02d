package dev.roadrig.ports;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import java.time.Duration;
import java.util.OptionalLong;

/** A board's console as a stream of bytes: one owner writes, listeners see everything that comes and goes. */
public interface Console extends AutoCloseable {

    /**
     * Writes bytes.
     *
     * @throws dev.roadrig.scenarios.fault.RigFault when the port is gone or takes no bytes by the deadline
     */
    void write(byte[] bytes, Deadline deadline) throws RunFault, InterruptedException;

    /**
     * As above, of what nobody may see: listeners are told {@code ***} in its place. For a console that tells its listeners
     * nothing of what it sends it is the same as above.
     */
    default void writeSecret(byte[] bytes, Deadline deadline) throws RunFault, InterruptedException {
        write(bytes, deadline);
    }

    /** Adds a listener; it sees bytes from now on, on the reader's thread, and must not block. */
    void listen(Listener listener);

    @Override
    void close();

    /** Sees a console. */
    interface Listener {
        /**
         * @param nanos when they came, on the ticker's timeline, taken in the reader's thread
         * @param bytes raw; owned by the listener
         */
        void received(long nanos, byte[] bytes);

        /**
         * The same, with what is known of the stamp.
         *
         * @param lateNanos how long before the stamp they may have come at most, since the reader had looked before; empty
         *     where that is not known, which is not zero
         */
        default void received(long nanos, OptionalLong lateNanos, byte[] bytes) {
            received(nanos, bytes);
        }

        default void sent(long nanos, byte[] bytes) {}

        /** The console is gone for a time, as was expected; {@link #back} or {@link #lost} follows. Must not block. */
        default void away() {}

        /**
         * The console is there again; what came meanwhile is not known.
         *
         * @param away how long it was
         */
        default void back(Duration away) {}

        /**
         * The port told of its line, where it is one that does.
         *
         * @param nanos when that was seen, up to a second after the port told it
         */
        default void line(long nanos, LineNotice notice) {}

        /** The console is gone (unplugged, closed by the far side); called once, nothing follows. */
        default void lost(RunFault fault) {}
    }
}
