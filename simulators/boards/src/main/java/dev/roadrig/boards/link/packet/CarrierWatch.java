package dev.roadrig.boards.link.packet;

/** Told what became of every packet, from a carrier's threads; must not block. */
public interface CarrierWatch {
    /** It was let go, so much later than its time. */
    void released(int bytes, long busyNanos, long lateNanos);

    /** It was lost. */
    void lost(long flow, long index, LossCause cause);

    /**
     * The link let some go, and their target refused them: nobody listens on its port, as its host said. One word of the
     * host may stand for several datagrams that came close to each other; so there are at least as many.
     */
    default void refused(long flow) {}
}
