package dev.roadrig.boards.link.packet;

import java.nio.ByteBuffer;

/**
 * A packet that is inside a carrier.
 *
 * @param ofDrive whether the drive had begun when it came
 * @param waitedNanos how long it may have waited for us before it came in
 */
record CarriedPacket(long flow, long index, ByteBuffer packet, boolean ofDrive, long waitedNanos) {
    /** What a packet takes beside its bytes, about. */
    static final int HEAD_BYTES = 256;

    int bytes() {
        return packet.remaining();
    }

    /** What it takes of memory, about. */
    int held() {
        return packet.remaining() + HEAD_BYTES;
    }
}
