package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.DriveTopic;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.v1.CanFrame;
import dev.roadrig.scenarios.fault.RigFault;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** CAN buses as topics, and what a CAN frame may be. */
final class CanChannels {
    static final int MOST_STANDARD = 0x7FF;
    static final int MOST_EXTENDED = 0x1FFF_FFFF;
    static final int MOST_BYTES = 8;

    /** What a data length code above 8 means in CAN FD (ISO 11898-1). */
    private static final int[] FD_BYTES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 20, 24, 32, 48, 64};

    private static final Pattern BUS = Pattern.compile("[A-Za-z0-9_.-]{1,32}");

    private final DriveWriter writer;
    private final Map<String, DriveTopic> topics = new HashMap<>();

    CanChannels(DriveWriter writer) {
        this.writer = writer;
    }

    static boolean isBus(String name) {
        return BUS.matcher(name).matches();
    }

    /** Whether so many bytes fit in one frame. */
    static boolean isLength(boolean fd, int bytes) {
        for (int length : FD_BYTES) {
            if (length == bytes) {
                return fd || bytes <= MOST_BYTES;
            }
        }
        return false;
    }

    /** Bytes that a data length code stands for; more than any frame has where it is none. */
    static int bytesOfCode(long code, boolean fd) {
        if (code < 0 || code >= FD_BYTES.length) {
            return Integer.MAX_VALUE;
        }
        return fd ? FD_BYTES[(int) code] : (int) Math.min(code, MOST_BYTES);
    }

    void write(String bus, long utcNanos, CanFrame frame) throws RigFault {
        writer.write(topics.computeIfAbsent(bus, DriveTopic::can), utcNanos, frame);
    }
}
