package dev.roadrig.boards.link.packet;

import dev.roadrig.boards.link.Exit;

/**
 * A packet that waits to be let go.
 *
 * @param asked how it is to leave
 * @param order among those of the same moment
 */
record DuePacket(Exit asked, PacketRelease how, long order, CarriedPacket packet) implements Comparable<DuePacket> {
    @Override
    public int compareTo(DuePacket other) {
        int byTime = Long.compare(atNanos(), other.atNanos());
        return byTime != 0 ? byTime : Long.compare(order, other.order);
    }

    long atNanos() {
        return asked.dueNanos();
    }

    /** Its bytes as they come out. */
    byte[] turned() {
        byte[] bytes = packet.packet().array().clone();
        long bit = how.turnedBit();
        if (bit >= 0 && bytes.length > 0) {
            bytes[(int) (bit / 8 % bytes.length)] ^= (byte) (1 << (bit % 8));
        }
        return bytes;
    }
}
