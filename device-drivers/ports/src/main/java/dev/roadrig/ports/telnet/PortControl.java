package dev.roadrig.ports.telnet;

/** Values of {@link ComPort#SET_CONTROL}, and the bits of the two states that a server tells (RFC 2217). */
public final class PortControl {
    public static final byte ASK_FLOW = 0;
    public static final byte FLOW_NONE = 1;
    public static final byte FLOW_XON_XOFF = 2;
    public static final byte FLOW_HARDWARE = 3;
    public static final byte ASK_BREAK = 4;
    public static final byte BREAK_ON = 5;
    public static final byte BREAK_OFF = 6;
    public static final byte ASK_DTR = 7;
    public static final byte DTR_ON = 8;
    public static final byte DTR_OFF = 9;
    public static final byte ASK_RTS = 10;
    public static final byte RTS_ON = 11;
    public static final byte RTS_OFF = 12;

    public static final int LINE_BREAK = 16;
    public static final int LINE_FRAMING = 8;
    public static final int LINE_PARITY = 4;
    public static final int LINE_OVERRUN = 2;

    public static final int MODEM_CARRIER = 128;
    public static final int MODEM_RING = 64;
    public static final int MODEM_DSR = 32;
    public static final int MODEM_CTS = 16;

    private PortControl() {}
}
