package dev.roadrig.scenarios.drive.formats;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.fault.BadInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads a message in OMG's Common Data Representation, plain and of version 1 (DDS-XTypes 1.3, 7.4.3), as ROS 2 writes it:
 * four bytes that say the byte order, then values aligned to their own size, counted from there. Lengths are not trusted.
 */
final class CdrReader {
    private static final int ENCAPSULATION_BYTES = 4;
    private static final int BIG_ENDIAN = 0;
    private static final int LITTLE_ENDIAN = 1;

    private final ByteBuffer in;

    /** Throws {@link BadInput} where the message is of another encapsulation. */
    CdrReader(ByteBuffer message) {
        if (message.remaining() < ENCAPSULATION_BYTES) {
            throw new BadInput("it has " + message.remaining() + " bytes, less than its encapsulation header");
        }
        ByteBuffer bytes = message.slice().order(ByteOrder.BIG_ENDIAN);
        int kind = bytes.getShort() & 0xFFFF;
        if (kind != BIG_ENDIAN && kind != LITTLE_ENDIAN) {
            throw new BadInput(
                    "its encapsulation is 0x%04x; only plain CDR, 0x0000 and 0x0001, is read".formatted(kind));
        }
        bytes.position(ENCAPSULATION_BYTES);
        in = bytes.slice().order(kind == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    private ByteBuffer need(int size) {
        int skip = Math.floorMod(-in.position(), size);
        if (in.remaining() < skip + size) {
            throw new BadInput("it ends at byte " + (ENCAPSULATION_BYTES + in.limit()) + ", within a value");
        }
        return in.position(in.position() + skip);
    }

    int u8() {
        return need(1).get() & 0xFF;
    }

    boolean bool() {
        return u8() != 0;
    }

    int i32() {
        return need(Integer.BYTES).getInt();
    }

    long u32() {
        return i32() & 0xFFFF_FFFFL;
    }

    int u16() {
        return need(Short.BYTES).getShort() & 0xFFFF;
    }

    double f64() {
        return need(Double.BYTES).getDouble();
    }

    double[] f64s(int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = f64();
        }
        return values;
    }

    /** Bytes behind their number. */
    ByteString bytes() {
        return bytes(u32());
    }

    ByteString bytes(long count) {
        if (count > in.remaining()) {
            throw new BadInput("a sequence states " + count + " bytes where " + in.remaining() + " are left");
        }
        ByteBuffer part = in.slice(in.position(), (int) count);
        in.position(in.position() + (int) count);
        return ByteString.copyFrom(part);
    }

    /** Text that ends with a zero byte, which its length counts. */
    String string() {
        ByteString text = bytes();
        int length = text.size();
        boolean ended = length > 0 && text.byteAt(length - 1) == 0;
        return text.substring(0, ended ? length - 1 : length).toString(StandardCharsets.UTF_8);
    }
}
