package dev.roadrig.ports.telnet;

import java.io.ByteArrayOutputStream;

/** Telnet's codes and the frames made of them (RFC 854; binary transmission RFC 856; serial port control RFC 2217). */
public final class Telnet {
    public static final int SE = 240;
    public static final int SB = 250;
    public static final int WILL = 251;
    public static final int WONT = 252;
    public static final int DO = 253;
    public static final int DONT = 254;
    public static final int IAC = 255;

    public static final int BINARY = 0;
    public static final int ECHO = 1;
    public static final int SUPPRESS_GO_AHEAD = 3;
    public static final int COM_PORT = 44;

    private Telnet() {}

    /** Data as it goes over the wire: every 255 doubled. */
    public static byte[] data(byte[] bytes) {
        var out = new ByteArrayOutputStream(bytes.length + 8);
        escape(out, bytes);
        return out.toByteArray();
    }

    /**
     * An offer, a request or the answer to one.
     *
     * @param verb {@link #WILL}, {@link #WONT}, {@link #DO} or {@link #DONT}
     */
    public static byte[] negotiation(int verb, int option) {
        return new byte[] {(byte) IAC, (byte) verb, (byte) option};
    }

    /** A sub-option of serial port control with its value; every 255 in the value is doubled. */
    public static byte[] comPort(int code, byte... value) {
        var out = new ByteArrayOutputStream(value.length + 8);
        out.writeBytes(new byte[] {(byte) IAC, (byte) SB, COM_PORT, (byte) code});
        escape(out, value);
        out.writeBytes(new byte[] {(byte) IAC, (byte) SE});
        return out.toByteArray();
    }

    private static void escape(ByteArrayOutputStream out, byte[] bytes) {
        for (byte b : bytes) {
            out.write(b);
            if (b == (byte) IAC) {
                out.write(b);
            }
        }
    }
}
