package dev.roadrig.scenarios.drive.formats;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.drive.formats.Mdf4Blocks.Block;
import dev.roadrig.scenarios.drive.v1.CanFrame;
import dev.roadrig.scenarios.fault.BadInput;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * A channel group of an MDF4 file: how long its records are, and, where they are CAN data frames as ASAM's bus logging
 * names them, in which bits of a record each part lies.
 */
final class Mdf4Group {
    private static final String FRAME = "CAN_DataFrame";
    private static final int VLSD = 1;
    private static final int MOST_RECORD_BYTES = 1 << 16;
    private static final int MOST_CHANNELS = 10_000;
    private static final int DEEPEST = 8;

    /** A part of a record: whole bits, little endian. */
    private record Bits(int byteAt, int bitAt, int count, int type) {
        boolean liesIn(int recordBytes) {
            boolean sane = byteAt >= 0 && count >= 0;
            return sane && byteAt + (bitAt + (long) count + 7) / 8 <= recordBytes;
        }

        /** The first 64 bits at most. */
        long of(ByteBuffer record) {
            long value = 0;
            for (int i = 0; i < Math.min(count, 64); i++) {
                int bit = bitAt + i;
                value |= (long) (record.get(byteAt + bit / 8) >> (bit % 8) & 1) << i;
            }
            return value;
        }
    }

    private final boolean variable;
    private final int recordBytes;
    private final Map<String, Bits> parts = new HashMap<>();
    private double secondsPerTick = 1;
    private double secondsAtZero;
    private boolean time;
    private boolean timeIsReal;

    /** Reads a block ##CG and its channels. */
    Mdf4Group(Mdf4Blocks blocks, Block group) {
        ByteBuffer data = group.data();
        variable = (data.getShort(16) & VLSD) != 0;
        long bytes = (data.getInt(24) & 0xffff_ffffL) + (data.getInt(28) & 0xffff_ffffL);
        if (!variable && bytes > MOST_RECORD_BYTES) {
            throw blocks.bad(
                    group.at(), "has records of " + bytes + " bytes; at most " + MOST_RECORD_BYTES + " are read");
        }
        recordBytes = variable ? 0 : (int) bytes;
        if (!variable) {
            channels(blocks, group.link(1), 0);
        }
        if (isCan() && !hasDataElsewhere() && !parts.containsKey(FRAME + ".DataLength")) {
            throw blocks.bad(group.at(), "has CAN frames without a channel DataLength");
        }
    }

    private void channels(Mdf4Blocks blocks, long first, int depth) {
        int channels = 0;
        for (long at = first; at != 0; ) {
            Block channel = blocks.block(at, "CN");
            if (++channels > MOST_CHANNELS || depth > DEEPEST) {
                throw blocks.bad(at, "is one of too many channels");
            }
            ByteBuffer data = channel.data();
            var bits = new Bits(data.getInt(4), data.get(3) & 0xff, data.getInt(8), data.get(0));
            if (!bits.liesIn(recordBytes)) {
                throw blocks.bad(at, "is a channel outside of its record");
            }
            String name = blocks.text(channel.link(2));
            // Types 1, 3 and 5 are numbers with their highest byte first.
            if ((data.get(2) == 1 || data.get(2) == 3 || data.get(2) == 5)
                    && (data.get(0) == 2 || name.startsWith(FRAME + "."))) {
                throw blocks.bad(at, "is a channel with its highest byte first, which is not read here");
            }
            // Type 2 is the master, and sync 1 means time.
            if (data.get(0) == 2 && data.get(1) == 1) {
                time(blocks, channel, bits);
            } else {
                parts.put(name, bits);
            }
            if (channel.link(1) != 0) {
                channels(blocks, channel.link(1), depth + 1);
            }
            at = channel.link(0);
        }
    }

    private void time(Mdf4Blocks blocks, Block channel, Bits bits) {
        timeIsReal = channel.data().get(2) == 4;
        if (bits.count() > 64 || (timeIsReal && bits.count() != 64)) {
            throw blocks.bad(channel.at(), "is a time of " + bits.count() + " bits");
        }
        if (channel.link(4) != 0) {
            Block conversion = blocks.block(channel.link(4), "CC");
            // Type 1 is linear, 0 is none.
            if (conversion.data().get(0) == 1) {
                secondsAtZero = conversion.data().getDouble(24);
                secondsPerTick = conversion.data().getDouble(32);
            } else if (conversion.data().get(0) != 0) {
                throw blocks.bad(conversion.at(), "is a conversion of a time that is not linear");
            }
        }
        time = true;
        parts.put("time", bits);
    }

    /** Whether its records are of no fixed length: the data of another group's records. */
    boolean isVariable() {
        return variable;
    }

    int recordBytes() {
        return recordBytes;
    }

    boolean isCan() {
        return time && parts.containsKey(FRAME + ".ID") && parts.containsKey(FRAME + ".DataBytes");
    }

    /** Whether a frame's data come in records of another group. */
    boolean hasDataElsewhere() {
        Bits data = parts.get(FRAME + ".DataBytes");
        return data != null && data.type() == 1;
    }

    /** Since the measurement began. */
    double seconds(ByteBuffer record) {
        Bits bits = parts.getOrDefault("time", new Bits(0, 0, 0, 0));
        double ticks = timeIsReal ? Double.longBitsToDouble(bits.of(record)) : bits.of(record);
        return secondsAtZero + secondsPerTick * ticks;
    }

    String bus(ByteBuffer record) {
        return String.valueOf(part(record, "BusChannel"));
    }

    private long part(ByteBuffer record, String name) {
        Bits bits = parts.get(FRAME + "." + name);
        return bits == null ? 0 : bits.of(record);
    }

    /** The frame of a record; its data are the record's own, or come later. */
    CanFrame.Builder frame(ByteBuffer record) {
        long written = part(record, "ID");
        int id = (int) written & CanChannels.MOST_EXTENDED;
        // A logger that has no IDE channel marks 29 bits by bit 31, or not at all.
        boolean extended = part(record, "IDE") == 1 || (written & 1L << 31) != 0 || id > CanChannels.MOST_STANDARD;
        var frame = CanFrame.newBuilder()
                .setId(id)
                .setExtended(extended)
                .setFd(part(record, "EDL") == 1)
                .setBitRateSwitch(part(record, "BRS") == 1)
                .setErrorStateIndicator(part(record, "ESI") == 1)
                .setSent(part(record, "Dir") == 1);
        Bits data = parts.get(FRAME + ".DataBytes");
        if (data != null && !hasDataElsewhere()) {
            long length = part(record, "DataLength");
            if (length < 0 || length > data.count() / 8) {
                throw new BadInput("An MDF4 CAN frame says that it has " + length
                        + " bytes of data; its record has room for " + data.count() / 8 + ".");
            }
            byte[] bytes = new byte[(int) length];
            record.get(data.byteAt(), bytes);
            frame.setLength(bytes.length).setData(ByteString.copyFrom(bytes));
        }
        return frame;
    }
}
