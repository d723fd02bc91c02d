package dev.roadrig.wires.adb;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a board sends, looked at as it passes: the library believes every head and no sum. Lets no byte through of which a
 * message is not what the protocol says (protocol.txt of Android's adb; below version 0x01000001 every sum counts).
 */
final class CheckedFrames extends FilterInputStream {
    private static final int HEAD_BYTES = 24;
    private static final int AUTH = code("AUTH");
    private static final int CNXN = code("CNXN");

    /** What the library says that it takes. */
    private static final int MOST_PAYLOAD_BYTES = 1 << 20;

    private final ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private int payloadLeft;
    private int sum;
    private volatile boolean any;
    private volatile boolean heard;
    private final AtomicInteger questions = new AtomicInteger();
    private volatile boolean connected;
    private volatile boolean ended;
    private volatile String wrong = "";

    CheckedFrames(InputStream in) {
        super(in);
    }

    private static int code(String name) {
        return name.charAt(0) | name.charAt(1) << 8 | name.charAt(2) << 16 | name.charAt(3) << 24;
    }

    /** How far the connection came, in words. */
    String stage() {
        if (!heard) {
            return any
                    ? "what it says is no adb"
                    : "it took the connection and said nothing, as a board does that adb lists as offline";
        }
        if (connected) {
            return "it was connected";
        }
        return questions.get() > 1
                ? "it does not know the key, and waits for somebody to allow it on its screen"
                : "it asked for a key and said no more";
    }

    /** Whether something came and no message of adb's among it. */
    boolean strange() {
        return any && !heard;
    }

    boolean unauthorized() {
        return questions.get() > 1 && !connected;
    }

    /** What the board sent that is no message, in words; empty while there is nothing. The library may keep it to itself. */
    String wrong() {
        return wrong;
    }

    /** Whether the board has hung up, or sent what is no message. */
    boolean ended() {
        return ended;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        boolean sound = false;
        try {
            int taken = super.read(into, from, length);
            any |= taken > 0;
            for (int i = from; i < from + taken; i++) {
                pass(into[i]);
            }
            sound = taken >= 0;
            return taken;
        } finally {
            if (!sound) {
                ended = true;
            }
        }
    }

    private void pass(byte next) throws IOException {
        if (payloadLeft > 0) {
            sum += next & 0xff;
            payloadLeft--;
            if (payloadLeft == 0) {
                compareSum();
            }
            return;
        }
        head.put(next);
        if (!head.hasRemaining()) {
            head.clear();
            takeHead();
        }
    }

    private void takeHead() throws IOException {
        int command = head.getInt(0);
        int length = head.getInt(12);
        if (head.getInt(20) != ~command) {
            throw wrong("the board sent what is no adb message");
        }
        if (length < 0 || length > MOST_PAYLOAD_BYTES) {
            throw wrong("the board announced a message of " + Integer.toUnsignedString(length) + " bytes; at most "
                    + MOST_PAYLOAD_BYTES + " were agreed on");
        }
        heard = true;
        if (command == AUTH) {
            questions.incrementAndGet();
        } else if (command == CNXN) {
            connected = true;
        }
        payloadLeft = length;
        sum = 0;
        if (length == 0) {
            compareSum();
        }
    }

    private IOException wrong(String words) {
        wrong = words;
        return new IOException(words);
    }

    private void compareSum() throws IOException {
        if (sum != head.getInt(16)) {
            throw wrong("a message was damaged on its way: its bytes add up to " + sum + " and not to "
                    + Integer.toUnsignedString(head.getInt(16)));
        }
    }
}
