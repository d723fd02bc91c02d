package dev.roadrig.ports.telnet;

import java.util.Arrays;
import java.util.Optional;

/** The sub-options of serial port control by RFC 2217; a server's answer, or its own word, has the code plus 100. */
public enum ComPort {
    SIGNATURE(0),
    /** 4 bytes, big endian; 0 asks. */
    SET_BAUDRATE(1),
    /** 5 to 8; 0 asks. */
    SET_DATASIZE(2),
    /** 1 none, 2 odd, 3 even, 4 mark, 5 space; 0 asks. */
    SET_PARITY(3),
    /** 1 one, 2 two, 3 one and a half; 0 asks. */
    SET_STOPSIZE(4),
    /** See {@link PortControl}. */
    SET_CONTROL(5),
    NOTIFY_LINESTATE(6),
    NOTIFY_MODEMSTATE(7),
    FLOWCONTROL_SUSPEND(8),
    FLOWCONTROL_RESUME(9),
    SET_LINESTATE_MASK(10),
    SET_MODEMSTATE_MASK(11),
    /** 1 what was received, 2 what is to be sent, 3 both. */
    PURGE_DATA(12);

    /** What a server adds to the code. */
    public static final int ANSWER = 100;

    private final int code;

    ComPort(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** The name in the RFC, such as {@code SET-BAUDRATE}. */
    public String rfcName() {
        return name().replace('_', '-');
    }

    /** The sub-option of a client's code. */
    public static Optional<ComPort> ofClient(int code) {
        return Arrays.stream(values()).filter(each -> each.code == code).findFirst();
    }

    /** The sub-option of a server's code. */
    public static Optional<ComPort> ofServer(int code) {
        return ofClient(code - ANSWER);
    }
}
