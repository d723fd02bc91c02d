package dev.roadrig.boards.adb;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * One message of the adb protocol: 24 bytes of head, little-endian, and a payload (protocol.txt of Android's adb).
 *
 * @param payload owned by whoever made the frame
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record AdbFrame(Kind kind, int arg0, int arg1, byte[] payload) {
    static final int MOST_PAYLOAD_BYTES = 1 << 20;

    private static final int HEAD_BYTES = 24;

    /** Commands, by the letters of their names read as a little-endian number. */
    enum Kind {
        CNXN,
        AUTH,
        OPEN,
        OKAY,
        WRTE,
        CLSE;

        int code() {
            return ByteBuffer.wrap(name().getBytes(StandardCharsets.US_ASCII))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getInt();
        }
    }

    AdbFrame(Kind kind, int arg0, int arg1) {
        this(kind, arg0, arg1, new byte[0]);
    }

    /** Reads one; throws where it is none, and at the end. */
    static AdbFrame read(InputStream in) throws IOException {
        byte[] head = in.readNBytes(HEAD_BYTES);
        if (head.length < HEAD_BYTES) {
            throw new EOFException("hung up");
        }
        ByteBuffer fields = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        Kind kind = kind(fields.getInt(0));
        int length = fields.getInt(12);
        if (fields.getInt(20) != ~kind.code() || length < 0 || length > MOST_PAYLOAD_BYTES) {
            throw new IOException("a head that is none");
        }
        byte[] payload = new byte[length];
        new DataInputStream(in).readFully(payload);
        return new AdbFrame(kind, fields.getInt(4), fields.getInt(8), payload);
    }

    private static Kind kind(int code) throws IOException {
        for (Kind kind : Kind.values()) {
            if (kind.code() == code) {
                return kind;
            }
        }
        throw new IOException("no command " + Integer.toHexString(code));
    }

    /** As it goes over the wire, with its sum: newer hosts pass over it, older ones need it. */
    byte[] bytes() {
        int sum = 0;
        for (byte each : payload) {
            sum += each & 0xff;
        }
        return bytes(payload.length, sum);
    }

    /** With a length and a sum that may be lies. */
    byte[] bytes(int length, int sum) {
        return ByteBuffer.allocate(HEAD_BYTES + payload.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(kind.code())
                .putInt(arg0)
                .putInt(arg1)
                .putInt(length)
                .putInt(sum)
                .putInt(~kind.code())
                .put(payload)
                .array();
    }

    /** Its payload as text, without the NUL that some have at its end. */
    String text() {
        String text = new String(payload, StandardCharsets.UTF_8);
        return text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
    }
}
