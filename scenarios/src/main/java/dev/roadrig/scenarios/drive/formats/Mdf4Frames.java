package dev.roadrig.scenarios.drive.formats;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.drive.v1.CanFrame;
import dev.roadrig.scenarios.fault.BadInput;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Records of a channel group as frames on a CAN bus. */
final class Mdf4Frames {
    /** Without these, the first of which is the whole, a frame cannot be told; what else is invalid counts as not set. */
    private static final List<String> NEEDED = List.of("", "ID", "DataBytes", "DataLength", "DLC");

    private static final Set<String> NUMBERS =
            Set.of("ID", "IDE", "DLC", "DataLength", "BusChannel", "Dir", "EDL", "BRS", "ESI", "ErrorType");

    private static final double LATEST_SECONDS = 1e9;
    private static final int MOST_BUS = 999;
    /** Classes and bytes of errors as SocketCAN has them (linux/can/error.h). */
    private static final int PROTOCOL = 0x8;

    private static final int NOT_ACKNOWLEDGED = 0x20;
    private static final int ERROR_BYTES = 8;
    private static final int CRC_SEQUENCE = 0x08;

    private final Mdf4Blocks blocks;
    private final long at;
    private final Mdf4FrameKind kind;
    private final Mdf4Layout layout;
    private final Mdf4Channel time;
    private final Map<String, Mdf4Channel> parts;

    /**
     * Frames of a group.
     *
     * @param parts by name, such as DataBytes
     */
    Mdf4Frames(
            Mdf4Blocks blocks,
            long at,
            Mdf4FrameKind kind,
            Mdf4Layout layout,
            Mdf4Channel time,
            Map<String, Mdf4Channel> parts) {
        this.blocks = blocks;
        this.at = at;
        this.kind = kind;
        this.layout = layout;
        this.time = time;
        this.parts = Map.copyOf(parts);
        if (!(time.isReal() || time.isWhole()) || time.conversion().isTable()) {
            throw blocks.bad(time.at(), "is a time of " + time.bits() + " bits that is no number of seconds or ticks");
        }
        parts.forEach((name, channel) -> {
            if (NUMBERS.contains(name) && !channel.isWhole()) {
                throw blocks.bad(channel.at(), "is a channel " + name + " that is no whole number");
            }
        });
        require("ID", kind != Mdf4FrameKind.ERROR);
        require("DataBytes", kind == Mdf4FrameKind.DATA);
        if (kind == Mdf4FrameKind.DATA && signalData().isEmpty()) {
            require("DataLength", !parts.containsKey("DLC"));
            if (bytesOfRecord().bitAt() != 0) {
                throw blocks.bad(at, "has CAN frames whose data do not begin at a whole byte");
            }
        }
    }

    private void require(String part, boolean needed) {
        if (needed && !parts.containsKey(part)) {
            throw blocks.bad(at, "has CAN frames without a channel " + part);
        }
    }

    private Mdf4Channel bytesOfRecord() {
        return Optional.ofNullable(parts.get("DataBytes")).orElseThrow();
    }

    /** The channel with the offset of a frame's data in signal data; empty where a record has the data, or there are none. */
    Optional<Mdf4Channel> signalData() {
        return kind == Mdf4FrameKind.DATA && bytesOfRecord().channelType() == Mdf4Channel.VARIABLE
                ? Optional.of(bytesOfRecord())
                : Optional.empty();
    }

    /** Whether the record's time, or what makes a frame, is marked invalid. */
    boolean isInvalid(ByteBuffer record) {
        return time.isInvalid(record, layout) || NEEDED.stream().anyMatch(part -> isInvalid(part, record));
    }

    private boolean isInvalid(String part, ByteBuffer record) {
        Mdf4Channel channel = parts.get(part);
        return channel != null && channel.isInvalid(record, layout);
    }

    /** Nanoseconds since the measurement began. */
    long nanos(ByteBuffer record) {
        double seconds = time.value(record);
        if (!(seconds >= 0 && seconds < LATEST_SECONDS)) {
            throw bad("has a record " + seconds + " s after the measurement began");
        }
        return Math.round(seconds * 1e9);
    }

    String bus(ByteBuffer record) {
        long bus = part(record, "BusChannel");
        if (bus < 0 || bus > MOST_BUS) {
            throw bad("has a CAN frame of the bus channel " + bus + "; 0 to " + MOST_BUS + " are read");
        }
        return String.valueOf(bus);
    }

    private boolean flag(ByteBuffer record, String name) {
        return part(record, name) == 1;
    }

    private long part(ByteBuffer record, String name) {
        Mdf4Channel channel = parts.get(name);
        return channel == null || channel.isInvalid(record, layout) ? 0 : channel.whole(record);
    }

    /** The frame of a record, its data included where the record has them. */
    CanFrame.Builder frame(ByteBuffer record) {
        var frame = CanFrame.newBuilder().setSent(flag(record, "Dir"));
        if (kind == Mdf4FrameKind.ERROR) {
            return error(frame.setFd(flag(record, "EDL")), part(record, "ErrorType"));
        }
        long written = part(record, "ID");
        int id = (int) written & CanChannels.MOST_EXTENDED;
        // A logger that has no IDE channel marks 29 bits by bit 31, or not at all.
        boolean extended = flag(record, "IDE") || (written & 1L << 31) != 0 || id > CanChannels.MOST_STANDARD;
        frame.setId(id).setExtended(extended);
        if (kind == Mdf4FrameKind.REMOTE) {
            long asked = part(record, parts.containsKey("DLC") ? "DLC" : "DataLength");
            return frame.setRemote(true).setLength((int) Math.max(0, Math.min(asked, CanChannels.MOST_BYTES)));
        }
        frame.setFd(flag(record, "EDL"))
                .setBitRateSwitch(flag(record, "BRS"))
                .setErrorStateIndicator(flag(record, "ESI"));
        if (signalData().isEmpty()) {
            byte[] data = new byte[length(record)];
            record.get(bytesOfRecord().byteAt(), data);
            with(frame, data);
        }
        return frame;
    }

    private int length(ByteBuffer record) {
        int room = bytesOfRecord().bits() / 8;
        long length = parts.containsKey("DataLength")
                ? part(record, "DataLength")
                : CanChannels.bytesOfCode(part(record, "DLC"), !parts.containsKey("EDL") || flag(record, "EDL"));
        if (length < 0 || length > room) {
            throw bad("has a CAN frame that says that it has " + length + " bytes of data; its record has room for "
                    + room);
        }
        return (int) length;
    }

    /** Puts in a frame's data. */
    void with(CanFrame.Builder frame, byte[] data) {
        // Without a channel that tells CAN FD from CAN, the length does.
        boolean fd = frame.getFd() || (!parts.containsKey("EDL") && data.length > CanChannels.MOST_BYTES);
        if (!CanChannels.isLength(fd, data.length)) {
            throw bad("has a " + (fd ? "CAN FD" : "CAN") + " frame of " + data.length + " bytes");
        }
        frame.setFd(fd).setLength(data.length).setData(ByteString.copyFrom(data));
    }

    /** ASAM's types of errors in SocketCAN's words; others have no class. */
    private static CanFrame.Builder error(CanFrame.Builder frame, long type) {
        byte[] data = new byte[ERROR_BYTES];
        int id = type == 5 ? NOT_ACKNOWLEDGED : type >= 1 && type <= 4 ? PROTOCOL : 0;
        if (type >= 1 && type <= 3) {
            // A bit, the form, or stuffed bits.
            data[2] = (byte) (1 << (type - 1));
        } else if (type == 4) {
            data[3] = CRC_SEQUENCE;
        }
        frame.setError(true).setId(id);
        return id == 0 ? frame : frame.setLength(data.length).setData(ByteString.copyFrom(data));
    }

    BadInput bad(String what) {
        return blocks.bad(at, what);
    }
}
