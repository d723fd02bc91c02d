package dev.roadrig.scenarios.drive.formats;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.drive.v1.CanFrame;
import dev.roadrig.scenarios.fault.RigFault;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A frame as a line of a candump log has it. */
final class CandumpLine {
    private static final Pattern REMOTE = Pattern.compile("[Rr]([0-9A-Fa-f])?(_[0-9A-Fa-f])?");
    private static final Pattern DATA = Pattern.compile("([0-9A-Fa-f]{2}\\.?)*(_[0-9A-Fa-f])?");
    private static final HexFormat HEX = HexFormat.of();
    private static final long ERROR_FLAG = 0x2000_0000L;
    private static final int STANDARD_DIGITS = 3;
    private static final int BIT_RATE_SWITCH = 1;
    private static final int ERROR_STATE = 2;

    private CandumpLine() {}

    /** Writes the frame of a line whose parts were told apart: stamp, bus, identifier, data and direction. */
    static void write(Matcher line, TextLines lines, CanChannels buses) throws RigFault {
        long stamp = Stamps.nanos(line.group(1))
                .orElseThrow(() -> lines.bad(line.group(1), "is no stamp in seconds since 1970"));
        String bus = line.group(2);
        if (!CanChannels.isBus(bus)) {
            throw lines.bad(bus, "is no name of a bus");
        }
        CanFrame.Builder frame = identifier(line.group(3), lines);
        String rest = line.group(4);
        Matcher remote = REMOTE.matcher(rest);
        if (rest.startsWith("#")) {
            fd(frame, rest.substring(1), lines);
        } else if (remote.matches()) {
            frame.setRemote(true)
                    .setLength(
                            remote.group(1) == null
                                    ? 0
                                    : Character.digit(remote.group(1).charAt(0), 16));
        } else {
            data(frame, rest, lines);
        }
        frame.setSent(" T".equals(line.group(5)));
        buses.write(bus, stamp, frame.build());
    }

    private static CanFrame.Builder identifier(String digits, TextLines lines) {
        long id = Long.parseLong(digits, 16);
        boolean extended = digits.length() > STANDARD_DIGITS;
        boolean error = extended && (id & ERROR_FLAG) != 0;
        long bare = error ? id & ~ERROR_FLAG : id;
        if (bare > (extended ? CanChannels.MOST_EXTENDED : CanChannels.MOST_STANDARD)) {
            throw lines.bad(digits, extended ? "is over 29 bits" : "is over 11 bits");
        }
        return CanFrame.newBuilder()
                .setId((int) bare)
                .setExtended(extended && !error)
                .setError(error);
    }

    private static void fd(CanFrame.Builder frame, String rest, TextLines lines) {
        int flags = rest.isEmpty() ? -1 : Character.digit(rest.charAt(0), 16);
        if (flags < 0) {
            throw lines.bad("the flags of a CAN FD frame are missing after ##");
        }
        frame.setFd(true)
                .setBitRateSwitch((flags & BIT_RATE_SWITCH) != 0)
                .setErrorStateIndicator((flags & ERROR_STATE) != 0);
        data(frame, rest.substring(1), lines);
    }

    private static void data(CanFrame.Builder frame, String digits, TextLines lines) {
        if (!DATA.matcher(digits).matches()) {
            throw lines.bad(digits, "is not data in pairs of hexadecimal digits");
        }
        // A digit after _ is a data length code over 8 of a frame with 8 bytes; it says nothing more.
        byte[] bytes = HEX.parseHex(digits.replaceFirst("_.*", "").replace(".", ""));
        if (!CanChannels.isLength(frame.getFd(), bytes.length)) {
            throw lines.bad(bytes.length + " bytes do not fit in a " + (frame.getFd() ? "CAN FD" : "CAN") + " frame");
        }
        frame.setLength(bytes.length).setData(ByteString.copyFrom(bytes));
    }
}
