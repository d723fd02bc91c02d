package dev.roadrig.scenarios.drive.formats;

import static dev.roadrig.scenarios.drive.formats.Mdf4File.join;
import static dev.roadrig.scenarios.drive.formats.Mdf4File.le;

import dev.roadrig.scenarios.drive.formats.Mdf4File.Channel;
import dev.roadrig.scenarios.drive.formats.Mdf4File.Storage;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Files with the same CAN frames, laid out as different loggers do it. */
final class Mdf4Samples {
    /** As {@link #fixed} and the others have them: seconds, bus, identifier, data, what it is. */
    static final List<String> FRAMES = frames();

    static final int FIXED_BYTES = 8 + 4 + 1 + 1 + 12;

    private static final int COUNT = 12;

    private Mdf4Samples() {}

    private static List<String> frames() {
        List<String> frames = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            String data = HexFormat.of().formatHex(data(i));
            frames.add(i / 8.0 + " /can/" + (i % 2 + 1) + " " + Integer.toHexString(id(i)) + " " + data
                    + (i % 3 == 0 ? " extended" : "") + (data(i).length > 8 ? " fd brs" : "")
                    + (i % 4 == 0 ? " sent" : ""));
        }
        return List.copyOf(frames);
    }

    private static int id(int i) {
        return i % 3 == 0 ? 0x10 + i : 0x700 + i;
    }

    private static byte[] data(int i) {
        byte[] data = new byte[i == COUNT - 1 ? 12 : i % 9];
        java.util.Arrays.fill(data, (byte) (0x11 * i));
        return data;
    }

    /** Where a sample's frame has its bits: identifier and IDE, length, flags. */
    private static byte[] head(int i) {
        int flags = (i % 2 + 1) | (i % 4 == 0 ? 4 : 0) | (data(i).length > 8 ? 8 | 16 : 0);
        return join(le(Double.doubleToLongBits(i / 8.0), 8), le(id(i) | (i % 3 == 0 ? 1L << 31 : 0), 4), new byte[] {
            (byte) data(i).length, (byte) flags
        });
    }

    private static List<Channel> channels(Channel data) {
        return List.of(
                Channel.time(4, 0),
                Channel.number("CAN_DataFrame.ID", 64, 29),
                Channel.number("CAN_DataFrame.IDE", 95, 1),
                Channel.number("CAN_DataFrame.DataLength", 96, 7),
                Channel.number("CAN_DataFrame.BusChannel", 104, 2),
                Channel.number("CAN_DataFrame.Dir", 106, 1),
                Channel.number("CAN_DataFrame.EDL", 107, 1),
                Channel.number("CAN_DataFrame.BRS", 108, 1),
                data);
    }

    static long fixedChannels(Mdf4File file) {
        return file.channels("CAN_DataFrame", channels(Channel.bytes("CAN_DataFrame.DataBytes", 14, 12)));
    }

    /** Channels of a record of 20 bytes: time, identifier, and the offset of the data. */
    static long variableChannels(Mdf4File file, long data) {
        return file.channels(
                "CAN_DataFrame",
                List.of(
                        Channel.time(4, 0),
                        Channel.number("CAN_DataFrame.ID", 64, 32),
                        Channel.variable("CAN_DataFrame.DataBytes", 12, data)));
    }

    static void addFixed(Mdf4File file, long next, Storage storage) {
        byte[] records = {};
        for (int i = 0; i < COUNT; i++) {
            records = join(records, head(i), java.util.Arrays.copyOf(data(i), 12));
        }
        long group = file.group(0, fixedChannels(file), 0, 0, FIXED_BYTES, 0);
        file.dataGroup(next, group, file.data(storage, "DT", records), 0);
    }

    /** Records that have their data. */
    static byte[] fixed(Storage storage) {
        var file = new Mdf4File();
        addFixed(file, 0, storage);
        return file.bytes();
    }

    /** Records with an offset into signal data. */
    static byte[] signalData(Storage storage) {
        var file = new Mdf4File();
        byte[] records = {};
        byte[] values = {};
        for (int i = 0; i < COUNT; i++) {
            records = join(records, head(i), le(values.length, 8));
            values = join(values, le(data(i).length, 4), data(i));
        }
        long signal = file.data(storage, "SD", values);
        long channels =
                file.channels("CAN_DataFrame", channels(Channel.variable("CAN_DataFrame.DataBytes", 14, signal)));
        file.dataGroup(0, file.group(0, channels, 0, 0, 22, 0), file.data(storage, "DT", records), 0);
        return file.bytes();
    }

    /** Records of several groups, mixed: frames, their data, a remote frame, an error frame, and others. */
    static byte[] mixed(int idBytes, boolean dataBefore, Storage storage) {
        var file = new Mdf4File();
        long other = file.group(0, file.channels("v", List.of(Channel.time(4, 0))), 9, 0, 8, 0);
        long errors = file.group(
                other,
                file.channels(
                        "CAN_ErrorFrame",
                        List.of(
                                Channel.time(4, 0),
                                Channel.number("CAN_ErrorFrame.BusChannel", 64, 8),
                                Channel.number("CAN_ErrorFrame.ErrorType", 72, 8))),
                4,
                2,
                10,
                0);
        long remote = file.group(
                errors,
                file.channels(
                        "CAN_RemoteFrame",
                        List.of(
                                Channel.time(4, 0),
                                Channel.number("CAN_RemoteFrame.ID", 64, 32),
                                Channel.number("CAN_RemoteFrame.DLC", 96, 4),
                                Channel.number("CAN_RemoteFrame.BusChannel", 100, 4))),
                3,
                2,
                13,
                0);
        long values = file.group(remote, 0, 2, 1, 0, 0);
        long frames = file.group(
                values,
                file.channels("CAN_DataFrame", channels(Channel.variable("CAN_DataFrame.DataBytes", 14, values))),
                1,
                2,
                22,
                0);
        byte[] records = join(le(9, idBytes), new byte[8]);
        long offset = 0;
        for (int i = 0; i < COUNT; i++) {
            byte[] frame = join(le(1, idBytes), head(i), le(offset, 8));
            byte[] data = join(le(2, idBytes), le(data(i).length, 4), data(i));
            records = dataBefore ? join(records, data, frame) : join(records, frame, data);
            offset += 4 + data(i).length;
        }
        records = join(
                records,
                join(le(3, idBytes), le(Double.doubleToLongBits(9), 8), le(0x1234567, 4), new byte[] {0x24}),
                join(le(4, idBytes), le(Double.doubleToLongBits(9.5), 8), new byte[] {2, 3}),
                join(le(9, idBytes), new byte[8]));
        file.dataGroup(0, frames, file.data(storage, "DT", records), idBytes);
        return file.bytes();
    }

    /** Where the last block of a kind lies. */
    static long find(Mdf4File file, String kind) {
        byte[] bytes = file.bytes();
        for (int at = bytes.length / 8 * 8; at >= 0; at -= 8) {
            if (at + 4 <= bytes.length
                    && new String(bytes, at, 4, java.nio.charset.StandardCharsets.ISO_8859_1).equals("##" + kind)) {
                return at;
            }
        }
        throw new AssertionError(kind);
    }
}
