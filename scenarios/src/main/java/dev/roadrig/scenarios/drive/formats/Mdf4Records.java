package dev.roadrig.scenarios.drive.formats;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.drive.formats.Mdf4Blocks.Block;
import dev.roadrig.scenarios.drive.v1.CanFrame;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The records of a data group of an MDF4 file, in file order. Data of variable length stand in records of their own after
 * the record that they belong to.
 */
final class Mdf4Records {
    private static final int MOST_BYTES = 1 << 16;
    private static final double LATEST_SECONDS = 1e9;

    private final Mdf4Blocks blocks;
    private final CanChannels buses;
    private final long startUtcNanos;
    private final Tally dropped;
    private final Map<Long, Mdf4Group> groups = new HashMap<>();
    private final int idBytes;

    /** A frame whose data come in the next record of variable length. */
    private record Open(String bus, long utcNanos, CanFrame.Builder frame) {}

    Mdf4Records(Mdf4Blocks blocks, Block dataGroup, CanChannels buses, long startUtcNanos, Tally dropped) {
        this.blocks = blocks;
        this.buses = buses;
        this.startUtcNanos = startUtcNanos;
        this.dropped = dropped;
        idBytes = dataGroup.data().get(0);
        if (idBytes < 0 || idBytes > 8) {
            throw blocks.bad(dataGroup.at(), "has record ids of " + idBytes + " bytes");
        }
        for (long at = dataGroup.link(1); at != 0; ) {
            Block group = blocks.block(at, "CG");
            groups.put(idBytes == 0 ? 0L : group.data().getLong(0), new Mdf4Group(blocks, group));
            at = group.link(0);
        }
    }

    /** Writes the CAN frames of a block ##DT. */
    void write(long at) throws RigFault {
        Optional<Open> open = Optional.empty();
        try {
            InputStream in = blocks.data(at);
            for (OptionalLong id = id(in, at); id.isPresent(); id = id(in, at)) {
                Mdf4Group group = groups.get(id.getAsLong());
                if (group == null) {
                    throw blocks.bad(at, "has a record of the group " + id.getAsLong() + ", which is not there");
                }
                int length = group.isVariable() ? bytes(in, 4, at).getInt(0) : group.recordBytes();
                if (length < 0 || length > MOST_BYTES) {
                    throw blocks.bad(at, "has a record of " + Integer.toUnsignedString(length) + " bytes");
                }
                ByteBuffer record = bytes(in, length, at);
                if (open.isPresent() && !group.isVariable()) {
                    throw notNext(at);
                }
                if (group.isVariable()) {
                    if (open.isPresent()) {
                        close(open.get(), record, at);
                    }
                    open = Optional.empty();
                } else if (group.isCan()) {
                    open = frame(group, record, at);
                } else {
                    dropped.add("records that are no CAN data frames", 0);
                }
            }
            if (open.isPresent()) {
                throw notNext(at);
            }
        } catch (IOException e) {
            throw new BadInput("An MDF4 file cannot be read: " + e, e);
        }
    }

    /** Whose data it would be is told by nothing that is read here, and a guess would give a frame another's bytes. */
    private BadInput notNext(long at) {
        return blocks.bad(
                at, "has a CAN frame whose data are not in the record right after it, which is not read here");
    }

    /** Of the next record; empty at the end of the data. Without ids there is one group, and its end is the data's. */
    private OptionalLong id(InputStream in, long at) throws IOException {
        if (idBytes == 0) {
            in.mark(1);
            int next = in.read();
            in.reset();
            return next < 0 ? OptionalLong.empty() : OptionalLong.of(0);
        }
        byte[] id = in.readNBytes(idBytes);
        if (id.length == 0) {
            return OptionalLong.empty();
        }
        if (id.length < idBytes) {
            throw blocks.bad(at, "ends inside a record");
        }
        long number = 0;
        for (int i = 0; i < idBytes; i++) {
            number |= (id[i] & 0xffL) << (8 * i);
        }
        return OptionalLong.of(number);
    }

    private ByteBuffer bytes(InputStream in, int count, long at) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw blocks.bad(at, "ends inside a record");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private Optional<Open> frame(Mdf4Group group, ByteBuffer record, long at) throws RigFault {
        double seconds = group.seconds(record);
        if (!(seconds >= 0 && seconds < LATEST_SECONDS)) {
            throw blocks.bad(at, "has a record " + seconds + " s after the measurement began");
        }
        long stamp = startUtcNanos + Math.round(seconds * 1e9);
        CanFrame.Builder frame = group.frame(record);
        if (group.hasDataElsewhere()) {
            return Optional.of(new Open(group.bus(record), stamp, frame));
        }
        buses.write(group.bus(record), stamp, frame.build());
        return Optional.empty();
    }

    private void close(Open open, ByteBuffer data, long at) throws RigFault {
        if (!CanChannels.isLength(open.frame().getFd(), data.remaining())) {
            throw blocks.bad(at, "has a CAN frame of " + data.remaining() + " bytes");
        }
        open.frame().setLength(data.remaining()).setData(ByteString.copyFrom(data));
        buses.write(open.bus(), open.utcNanos(), open.frame().build());
    }
}
