package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.formats.Mdf4Blocks.Block;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A channel group of an MDF4 file (##CG): how long its records are, and, where they are frames on a CAN bus as ASAM's bus
 * logging names them, what their parts are.
 */
final class Mdf4Group {
    private static final int VLSD = 1;
    private static final int REMOTE_MASTER = 8;
    private static final int MOST_RECORD_BYTES = 1 << 16;
    private static final int DEEPEST = 8;
    private static final int MASTER = 2;
    private static final int TIME = 1;
    private static final String TIME_NAME = "time";

    private final long at;
    private final boolean variable;
    private final long recordBytes;
    private final Map<String, Mdf4Channel> parts = new HashMap<>();
    private Optional<Mdf4Channel> time = Optional.empty();
    private Optional<Mdf4Frames> frames = Optional.empty();

    /** Reads a block ##CG and its channels. */
    Mdf4Group(Mdf4Blocks blocks, Block group) {
        ByteBuffer data = group.data();
        at = group.at();
        int flags = data.getShort(16);
        variable = (flags & VLSD) != 0;
        long dataBytes = data.getInt(24) & 0xffff_ffffL;
        long invalidationBytes = data.getInt(28) & 0xffff_ffffL;
        recordBytes = dataBytes + invalidationBytes;
        if (variable) {
            return;
        }
        Map<String, Block> found = new HashMap<>();
        find(blocks, group.link(1), 0, found);
        Optional<Mdf4FrameKind> kind = Mdf4FrameKind.of(found.keySet());
        if (kind.isEmpty()) {
            return;
        }
        if (recordBytes > MOST_RECORD_BYTES) {
            throw blocks.bad(
                    at, "has records of " + recordBytes + " bytes; at most " + MOST_RECORD_BYTES + " are read");
        }
        var layout = new Mdf4Layout((int) dataBytes, (int) invalidationBytes);
        found.forEach((name, channel) -> {
            if (name.equals(TIME_NAME)) {
                time = Optional.of(Mdf4Channel.of(blocks, channel, layout));
            } else if (kind.get().has(name)) {
                parts.put(kind.get().part(name), Mdf4Channel.of(blocks, channel, layout));
            }
        });
        if (time.isEmpty()) {
            throw blocks.bad(
                    at,
                    (flags & REMOTE_MASTER) != 0
                            ? "has CAN frames whose time is in another group (MDF 4.2), which is not read; export the file"
                                    + " as MDF 4.1 with the tool that it is from"
                            : "has CAN frames without a time");
        }
        frames = Optional.of(new Mdf4Frames(blocks, at, kind.get(), layout, time.get(), parts));
    }

    /** The channels that matter by name, the time under a name that no other has. */
    private static void find(Mdf4Blocks blocks, long first, int depth, Map<String, Block> found) {
        if (depth > DEEPEST) {
            throw blocks.bad(first, "is a channel in over " + DEEPEST + " others");
        }
        for (long next = first; next != 0; ) {
            Block channel = blocks.chained(next, "CN");
            if (channel.data().get(0) == MASTER && channel.data().get(1) == TIME) {
                found.put(TIME_NAME, channel);
            } else {
                String name = blocks.text(channel.link(2));
                if (Mdf4FrameKind.isPart(name)) {
                    found.put(name, channel);
                }
            }
            // Of what a channel is composed may also be an array, which no part of a frame is.
            if (channel.link(1) != 0 && blocks.kind(channel.link(1)).equals("CN")) {
                find(blocks, channel.link(1), depth + 1, found);
            }
            next = channel.link(0);
        }
    }

    /** Of its block. */
    long at() {
        return at;
    }

    /** Whether its records are of no fixed length: signal data of another group. */
    boolean isVariable() {
        return variable;
    }

    long recordBytes() {
        return recordBytes;
    }

    /** How its records are frames; empty where they are none. */
    Optional<Mdf4Frames> frames() {
        return frames;
    }
}
