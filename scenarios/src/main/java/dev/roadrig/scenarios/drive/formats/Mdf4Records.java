package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.formats.Mdf4Blocks.Block;
import dev.roadrig.scenarios.drive.formats.Mdf4Pairing.Open;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The records of a data group of an MDF4 file, of one channel group or of several mixed, in file order. */
final class Mdf4Records implements Closeable {
    private static final Set<Integer> ID_BYTES = Set.of(0, 1, 2, 4, 8);
    private static final int MOST_CAN_GROUPS = 1_000;
    private static final int MOST_VALUE_BYTES = 64;
    private static final int BUFFER = 1 << 16;

    private final Mdf4Blocks blocks;
    private final CanChannels buses;
    private final long startUtcNanos;
    private final Tally told;
    private final int idBytes;
    private final Map<Long, Mdf4Group> groups = new HashMap<>();
    /** By the position of the group of variable length. */
    private final Map<Long, Mdf4Pairing> pairings = new HashMap<>();
    /** By the position of the group of the frames. */
    private final Map<Long, Mdf4Signals> signals = new HashMap<>();

    private final boolean hasFrames;

    Mdf4Records(Mdf4Blocks blocks, Block dataGroup, CanChannels buses, long startUtcNanos, Tally told) {
        this.blocks = blocks;
        this.buses = buses;
        this.startUtcNanos = startUtcNanos;
        this.told = told;
        idBytes = dataGroup.data().get(0);
        if (!ID_BYTES.contains(idBytes)) {
            throw blocks.bad(
                    dataGroup.at(), "has record ids of " + idBytes + " bytes; there are none, of 1, 2, 4 or 8");
        }
        for (long at = dataGroup.link(1); at != 0; ) {
            Block group = blocks.chained(at, "CG");
            if (groups.put(idBytes == 0 ? 0L : group.data().getLong(0), new Mdf4Group(blocks, group)) != null) {
                throw blocks.bad(
                        at,
                        "is a group whose records cannot be told from another group's: both have the same id, or none");
            }
            at = group.link(0);
        }
        hasFrames = groups.values().stream().anyMatch(group -> group.frames().isPresent());
    }

    /** Writes the CAN frames of the data at a position. */
    void write(long at) throws RigFault {
        if (!hasFrames) {
            told.add("data groups without CAN frames, not read", 0);
            return;
        }
        openSignalData();
        try (InputStream in = new BufferedInputStream(Mdf4Stream.of(blocks, at, "DT", told), BUFFER)) {
            for (OptionalLong id = id(in, at); id.isPresent(); id = id(in, at)) {
                Mdf4Group group = groups.get(id.getAsLong());
                if (group == null) {
                    throw blocks.bad(at, "has a record of the group " + id.getAsLong() + ", which is not there");
                }
                record(group, in, at);
            }
        } catch (IOException e) {
            throw new BadInput("An MDF4 file cannot be read: " + FileTrouble.why(e), e);
        }
        pairings.values().forEach(Mdf4Pairing::end);
    }

    private void openSignalData() {
        for (Mdf4Group group : groups.values()) {
            Optional<Mdf4Channel> channel = group.frames().flatMap(Mdf4Frames::signalData);
            if (channel.isEmpty()) {
                continue;
            }
            long data = channel.get().signalData();
            if (data == 0) {
                throw blocks.bad(channel.get().at(), "is a channel of variable length without signal data");
            }
            if (!blocks.kind(data).equals("CG")) {
                signals.put(group.at(), new Mdf4Signals(blocks, data, told));
            } else if (groups.values().stream().anyMatch(other -> other.at() == data && other.isVariable())) {
                pairings.put(data, new Mdf4Pairing(blocks, data));
            } else {
                throw blocks.bad(
                        channel.get().at(), "has its data in a group that is not of variable length, or elsewhere");
            }
            if (signals.size() > MOST_CAN_GROUPS) {
                throw blocks.bad(group.at(), "is one of over " + MOST_CAN_GROUPS + " groups of CAN frames in one");
            }
        }
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

    private void record(Mdf4Group group, InputStream in, long at) throws IOException, RigFault {
        if (group.isVariable()) {
            variable(group, in, at);
        } else if (group.frames().isPresent()) {
            frame(group, group.frames().get(), record(in, (int) group.recordBytes(), at));
        } else {
            skip(in, group.recordBytes(), at);
            told.add("records that are no CAN frames", 0);
        }
    }

    private void variable(Mdf4Group group, InputStream in, long at) throws IOException, RigFault {
        long length = record(in, 4, at).getInt(0) & 0xffff_ffffL;
        Mdf4Pairing pairing = pairings.get(group.at());
        if (pairing == null) {
            skip(in, length, at);
            return;
        }
        if (length > MOST_VALUE_BYTES) {
            throw blocks.bad(at, "has a CAN frame of " + length + " bytes");
        }
        Optional<Open> whole = pairing.data(bytes(in, (int) length, at));
        if (whole.isPresent()) {
            write(whole.get());
        }
    }

    private void frame(Mdf4Group group, Mdf4Frames frames, ByteBuffer record) throws IOException, RigFault {
        if (frames.isInvalid(record)) {
            told.add("CAN frames that the logger marked invalid", 0);
            return;
        }
        var open = new Open(frames, frames.bus(record), startUtcNanos + frames.nanos(record), frames.frame(record));
        Optional<Mdf4Channel> elsewhere = frames.signalData();
        if (elsewhere.isEmpty()) {
            write(open);
            return;
        }
        long offset = elsewhere.get().raw(record);
        Mdf4Pairing pairing = pairings.get(elsewhere.get().signalData());
        Mdf4Signals signal = signals.get(group.at());
        if (pairing != null) {
            Optional<Open> whole = pairing.frame(offset, open);
            if (whole.isPresent()) {
                write(whole.get());
            }
        } else if (signal != null) {
            write(open.with(signal.value(offset)));
        }
    }

    private void write(Open whole) throws RigFault {
        buses.write(whole.bus(), whole.utcNanos(), whole.frame().build());
    }

    private void skip(InputStream in, long count, long at) throws IOException {
        try {
            in.skipNBytes(count);
        } catch (EOFException e) {
            throw blocks.bad(at, "ends inside a record");
        }
    }

    private ByteBuffer record(InputStream in, int count, long at) throws IOException {
        return ByteBuffer.wrap(bytes(in, count, at)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private byte[] bytes(InputStream in, int count, long at) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw blocks.bad(at, "ends inside a record");
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        for (Mdf4Signals signal : signals.values()) {
            signal.close();
        }
    }
}
