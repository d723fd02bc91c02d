package dev.roadrig.boards.link.packet;

import dev.roadrig.boards.link.Exit;
import dev.roadrig.boards.link.Since;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.link.PacketEvent;

/** Told what became of every packet, from a carrier's threads; must not block. */
public interface CarrierWatch {
    /** It was let go, so much later than its time, with what it may have waited for us before. */
    void released(int bytes, long busyNanos, long lateNanos);

    /** It was lost. */
    void lost(long flow, long index, LossCause cause);

    /** A packet came, under these conditions; its bits are as the rate counts them. */
    default void offered(Since conditions, long bits) {}

    /** The packet that came last was lost by chance, or another one for another cause, under these conditions. */
    default void lost(Since conditions, LossCause cause) {}

    /** A packet was let go. */
    default void left(Exit exit) {}

    /** Something happened at a packet trace, in the order and the time of mm-link's logs. */
    default void traced(Direction direction, PacketEvent event) {}

    /** Whether {@link #traced} is of use; if not, chances that carry nothing are passed over. */
    default boolean traces() {
        return false;
    }

    /**
     * The link let some go, and their target refused them: nobody listens on its port, as its host said. One word of the
     * host may stand for several datagrams that came close to each other; so there are at least as many.
     */
    default void refused(long flow) {}
}
