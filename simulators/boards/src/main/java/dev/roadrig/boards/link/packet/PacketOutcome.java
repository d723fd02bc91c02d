package dev.roadrig.boards.link.packet;

/** Told what becomes of every packet, once. */
public interface PacketOutcome {
    /**
     * It comes through.
     *
     * @param id that {@link PacketWay#arrive} gave it
     */
    void released(long id, PacketRelease how);

    void lost(long id, LossCause cause);
}
