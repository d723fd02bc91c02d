package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.formats.Mdf4Blocks.Block;
import java.nio.ByteBuffer;

/**
 * A channel (##CN): in which bits of a record it lies, and which bit of the record says that it does not count.
 *
 * @param at of its block
 * @param channelType 1 where the record has only an offset into signal data, and {@code signalData} says where those are
 * @param dataType 0 and 2 whole numbers with the lowest byte first, 4 floating point, 10 bytes
 * @param flags 1 where no value counts, 2 where a bit of the record says which
 */
record Mdf4Channel(
        long at,
        int channelType,
        int dataType,
        int byteAt,
        int bitAt,
        int bits,
        int flags,
        long invalidBit,
        long signalData,
        Mdf4Conversion conversion) {
    static final int VARIABLE = 1;

    private static final int ALL_INVALID = 1;
    private static final int INVALID_BIT = 2;
    private static final int UNSIGNED = 0;
    private static final int SIGNED = 2;
    private static final int REAL = 4;

    /** A channel that lies in a record of a group. */
    static Mdf4Channel of(Mdf4Blocks blocks, Block channel, Mdf4Layout layout) {
        ByteBuffer data = channel.data();
        var made = new Mdf4Channel(
                channel.at(),
                data.get(0),
                data.get(2),
                data.getInt(4),
                data.get(3) & 0xff,
                data.getInt(8),
                data.getInt(12),
                data.getInt(16) & 0xffff_ffffL,
                channel.link(5),
                Mdf4Conversion.of(blocks, channel.link(4)));
        boolean sane = made.byteAt >= 0 && made.bits >= 0 && made.bitAt < 8;
        if (!sane || made.byteAt + (made.bitAt + (long) made.bits + 7) / 8 > layout.dataBytes()) {
            throw blocks.bad(channel.at(), "is a channel outside of its record");
        }
        if ((made.flags & INVALID_BIT) != 0 && made.invalidBit / 8 >= layout.invalidationBytes()) {
            throw blocks.bad(channel.at(), "is a channel whose invalidation bit is outside of its record");
        }
        // Types 1, 3 and 5 are numbers with their highest byte first.
        if (made.dataType == 1 || made.dataType == 3 || made.dataType == 5) {
            throw blocks.bad(channel.at(), "is a channel with its highest byte first, which is not read here");
        }
        return made;
    }

    boolean isWhole() {
        return (dataType == UNSIGNED || dataType == SIGNED) && bits > 0 && bits <= 64;
    }

    boolean isReal() {
        return dataType == REAL && (bits == 32 || bits == 64);
    }

    /** Whether the logger says that the record's value of it does not count. */
    boolean isInvalid(ByteBuffer record, Mdf4Layout layout) {
        if ((flags & ALL_INVALID) != 0) {
            return true;
        }
        return (flags & INVALID_BIT) != 0
                && (record.get(layout.dataBytes() + (int) (invalidBit / 8)) >> (invalidBit % 8) & 1) != 0;
    }

    /** The number as it lies in the record, 64 bits at most. */
    long raw(ByteBuffer record) {
        int end = bitAt + Math.min(bits, 64);
        long value = 0;
        for (int i = 0; 8 * i < end; i++) {
            long octet = record.get(byteAt + i) & 0xffL;
            int shift = 8 * i - bitAt;
            value |= shift < 0 ? octet >>> -shift : octet << shift;
        }
        int unused = 64 - Math.min(bits, 64);
        if (unused == 64) {
            return 0;
        }
        return dataType == SIGNED ? value << unused >> unused : value << unused >>> unused;
    }

    /** What the number means. */
    double value(ByteBuffer record) {
        long raw = raw(record);
        double number = !isReal() ? raw : bits == 32 ? Float.intBitsToFloat((int) raw) : Double.longBitsToDouble(raw);
        return conversion.of(number);
    }

    /** What it means as a whole number; -1 where it is none. */
    long whole(ByteBuffer record) {
        if (conversion.equals(Mdf4Conversion.NONE)) {
            return raw(record);
        }
        double value = value(record);
        return value == Math.rint(value) ? (long) value : -1;
    }
}
