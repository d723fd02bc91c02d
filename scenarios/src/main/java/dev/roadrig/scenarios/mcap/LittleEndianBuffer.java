package dev.roadrig.scenarios.mcap;

import com.google.protobuf.ByteString;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** A growing run of bytes in the byte order and the string, array and map forms of MCAP. */
final class LittleEndianBuffer {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int size;

    LittleEndianBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    /** The bytes in place: the first {@link #size()} of them, until the next write. */
    byte[] array() {
        return bytes;
    }

    void clear() {
        size = 0;
    }

    /** Takes back the last bytes. */
    void rewind(int count) {
        size -= count;
    }

    /** Appends bytes that mean nothing yet. */
    void skip(int count) {
        room(count);
        size += count;
    }

    /** Goes to a place to write over what is there; returns where the end was, to go back to. */
    int moveTo(int position) {
        int end = size;
        size = position;
        return end;
    }

    /** Appends a whole Message record. */
    void message(int channelId, long sequence, long logTime, long publishTime, byte[] data) {
        room(Math.addExact(Opcode.RECORD_HEADER_BYTES + Opcode.MESSAGE_FIELDS_BYTES, data.length));
        byte[] into = bytes;
        int at = size;
        into[at] = Opcode.MESSAGE;
        LONG.set(into, at + 1, (long) Opcode.MESSAGE_FIELDS_BYTES + data.length);
        SHORT.set(into, at + 9, (short) channelId);
        INT.set(into, at + 11, (int) sequence);
        LONG.set(into, at + 15, logTime);
        LONG.set(into, at + 23, publishTime);
        System.arraycopy(data, 0, into, at + 31, data.length);
        size = at + 31 + data.length;
    }

    /** Appends two u64: an entry of a message index. */
    void entry(long logTime, long offset) {
        room(16);
        LONG.set(bytes, size, logTime);
        LONG.set(bytes, size + 8, offset);
        size += 16;
    }

    LittleEndianBuffer u8(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    LittleEndianBuffer u16(int value) {
        room(2);
        SHORT.set(bytes, size, (short) value);
        size += 2;
        return this;
    }

    LittleEndianBuffer u32(long value) {
        room(4);
        INT.set(bytes, size, (int) value);
        size += 4;
        return this;
    }

    LittleEndianBuffer u64(long value) {
        room(8);
        LONG.set(bytes, size, value);
        size += 8;
        return this;
    }

    LittleEndianBuffer bytes(byte[] source, int from, int length) {
        room(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
        return this;
    }

    LittleEndianBuffer bytes(ByteString source) {
        room(source.size());
        source.copyTo(bytes, size);
        size += source.size();
        return this;
    }

    LittleEndianBuffer string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return u32(utf8.length).bytes(utf8, 0, utf8.length);
    }

    LittleEndianBuffer stringMap(Map<String, String> map) {
        int at = startArray();
        map.forEach((key, value) -> string(key).string(value));
        return endArray(at);
    }

    LittleEndianBuffer longMap(Map<Integer, Long> map) {
        int at = startArray();
        map.forEach((key, value) -> u16(key).u64(value));
        return endArray(at);
    }

    /** Leaves room for a length in bytes; returns where it will stand. */
    int startArray() {
        u32(0);
        return size - 4;
    }

    LittleEndianBuffer endArray(int at) {
        INT.set(bytes, at, size - at - 4);
        return this;
    }

    /** Writes an opcode and leaves room for the content's length; returns where that will stand. */
    int startRecord(int opcode) {
        u8(opcode).u64(0);
        return size - 8;
    }

    void endRecord(int at) {
        LONG.set(bytes, at, (long) size - at - 8);
    }

    private void room(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            long doubled = Math.max(needed, Math.min(2L * bytes.length, Integer.MAX_VALUE - 16));
            bytes = Arrays.copyOf(bytes, (int) doubled);
        }
    }
}
