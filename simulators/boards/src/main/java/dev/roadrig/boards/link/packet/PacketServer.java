package dev.roadrig.boards.link.packet;

import dev.roadrig.boards.link.packet.PacketQueue.Packet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends packets one after the other: a queue and what empties it. Times are nanoseconds since the drive's start. */
interface PacketServer {
    /** A packet comes. What is due before has been done. */
    void arrive(long atNanos, long id, int bytes);

    /** Does what is due by a moment, itself included. */
    void advance(long toNanos);

    /** When something is due next; {@link Long#MAX_VALUE} for never. */
    long nextNanos();

    /** Gives up all that it has, at a moment up to which it has done everything. */
    Left leave(long atNanos);

    /** Takes over what another one gave up, in its order and without limits, before anything comes. */
    void take(Left left, long atNanos);

    /**
     * What a server has.
     *
     * @param waiting those that wait, the first first; their times as those of the server that takes them
     * @param sending the one that is being sent; null for none
     * @param bytesLeft of it
     */
    record Left(List<Packet> waiting, @Nullable Packet sending, double bytesLeft) {
        /** On a clock that says so much more. */
        Left later(long nanos) {
            Packet first = sending;
            return new Left(
                    waiting.stream().map(packet -> packet.later(nanos)).toList(),
                    first == null ? null : first.later(nanos),
                    bytesLeft);
        }
    }

    /** Told what becomes of packets. */
    interface Fates {
        /**
         * It has been sent.
         *
         * @param atNanos when its last bit was
         * @param busyNanos for how long it held the link
         * @param waited whether something else was sent before it while it was there
         */
        void sent(long id, long atNanos, long busyNanos, boolean waited);

        /** There was no room for it, or it waited for too long. */
        void dropped(long id, long atNanos);
    }
}
