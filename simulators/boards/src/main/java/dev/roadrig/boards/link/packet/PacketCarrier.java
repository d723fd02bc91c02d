package dev.roadrig.boards.link.packet;

/**
 * One direction of a link that packets travel: it loses, delays, queues, repeats, reorders and damages them as its
 * conditions say, and lets each go at its time, never early.
 */
public interface PacketCarrier extends AutoCloseable {
    /**
     * A packet comes, and what is due goes. Never blocks. The caller gives the bytes away.
     *
     * @param flow numbers the conversation that it belongs to; losses are decided by (seed, flow, index in the flow)
     */
    default void carry(long flow, byte[] packet) {
        carry(flow, packet, 0);
    }

    /**
     * The same for a packet that may have waited so long for the caller, which is the link's own error.
     *
     * @param waitedNanos at most, from when it could have been read until now
     */
    void carry(long flow, byte[] packet, long waitedNanos);

    /** Ends its thread; what still waits is thrown away. */
    @Override
    void close();

    /** Takes packets that are let go. Called by one thread at a time, the carrier's own
     * or one that brings a packet; must not block for long. */
    @FunctionalInterface
    interface Outlet {
        void deliver(long flow, byte[] packet);
    }
}
