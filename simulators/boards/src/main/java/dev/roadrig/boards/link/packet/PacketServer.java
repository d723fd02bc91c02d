package dev.roadrig.boards.link.packet;

/** Sends packets one after the other: a queue and what empties it. Times are nanoseconds since the drive's start. */
interface PacketServer {
    /** A packet comes. What is due before has been done. */
    void arrive(long atNanos, long id, int bytes);

    /** Does what is due by a moment, itself included. */
    void advance(long toNanos);

    /** When something is due next; {@link Long#MAX_VALUE} for never. */
    long nextNanos();

    /** Told what becomes of packets. */
    interface Fates {
        /**
         * It has been sent.
         *
         * @param atNanos when its last bit was
         * @param busyNanos for how long it held the link
         */
        void sent(long id, long atNanos, long busyNanos);

        /** There was no room for it, or it waited for too long. */
        void dropped(long id, long atNanos);
    }
}
