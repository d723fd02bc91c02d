package dev.roadrig.scenarios.mcap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The uncompressed records of one chunk, or of one run of messages outside chunks, walked in log-time order (ties as
 * they lie) or as they lie. Made once over the bytes; only an unsorted block makes an order of its own.
 */
final class MessageBlock {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final long fileOffset;
    private int messages;
    private boolean sorted = true;
    private long startTime;
    private long endTime;
    private int[] order = {};
    private boolean ordered;
    private int step;
    private int next;
    private int at = -1;
    private int contentLength;

    /** Checks every record's bounds. */
    MessageBlock(byte[] bytes, long fileOffset) throws Malformed {
        this.bytes = bytes;
        this.fileOffset = fileOffset;
        long last = 0;
        for (int i = 0; i < bytes.length; i += Opcode.RECORD_HEADER_BYTES + contentLength(i)) {
            checkRecord(i);
            if (bytes[i] == Opcode.MESSAGE) {
                long time = time(i);
                sorted &= messages == 0 || Long.compareUnsigned(last, time) <= 0;
                startTime = messages == 0 || Long.compareUnsigned(time, startTime) < 0 ? time : startTime;
                endTime = messages == 0 || Long.compareUnsigned(time, endTime) > 0 ? time : endTime;
                last = time;
                messages++;
            }
        }
    }

    private void checkRecord(int i) throws Malformed {
        int left = bytes.length - i - Opcode.RECORD_HEADER_BYTES;
        long length = left < 0 ? -1 : (long) LONG.get(bytes, i + 1);
        if (length < 0 || length > left) {
            throw new Malformed(fileOffset, "a record in the chunk is longer than the chunk");
        }
        int opcode = bytes[i] & 0xFF;
        boolean allowed = (opcode >= Opcode.SCHEMA && opcode <= Opcode.MESSAGE) || opcode > Opcode.DATA_END;
        if (!allowed) {
            throw new Malformed(
                    fileOffset,
                    "a chunk holds a record of kind " + Opcode.name(opcode) + ", which is not allowed in a chunk");
        }
        if (opcode == Opcode.MESSAGE && length < Opcode.MESSAGE_FIELDS_BYTES) {
            throw new Malformed(fileOffset, "a Message record is too short for its fields");
        }
    }

    int messages() {
        return messages;
    }

    int size() {
        return bytes.length;
    }

    long fileOffset() {
        return fileOffset;
    }

    long startTime() {
        return startTime;
    }

    long endTime() {
        return endTime;
    }

    /** Walks by log time from now on. */
    void orderByTime() {
        if (sorted) {
            return;
        }
        Integer[] starts = new Integer[messages];
        int n = 0;
        for (int i = 0; i < bytes.length; i += Opcode.RECORD_HEADER_BYTES + contentLength(i)) {
            if (bytes[i] == Opcode.MESSAGE) {
                starts[n++] = i;
            }
        }
        Arrays.sort(starts, (a, b) -> Long.compareUnsigned(time(a), time(b)));
        order = Arrays.stream(starts).mapToInt(Integer::intValue).toArray();
        ordered = true;
    }

    /** The next record that is a message; false after the last. */
    boolean next() {
        if (ordered) {
            if (step == order.length) {
                return false;
            }
            goTo(order[step++]);
            return true;
        }
        while (next < bytes.length) {
            int here = next;
            next += Opcode.RECORD_HEADER_BYTES + contentLength(here);
            if (bytes[here] == Opcode.MESSAGE) {
                goTo(here);
                return true;
            }
        }
        return false;
    }

    private void goTo(int record) {
        at = record + Opcode.RECORD_HEADER_BYTES;
        contentLength = contentLength(record);
    }

    int channelId() {
        return (short) SHORT.get(bytes, at) & 0xFFFF;
    }

    long sequence() {
        return (int) INT.get(bytes, at + 2) & 0xFFFF_FFFFL;
    }

    long logTime() {
        return (long) LONG.get(bytes, at + 6);
    }

    long publishTime() {
        return (long) LONG.get(bytes, at + 14);
    }

    ByteBuffer data() {
        return ByteBuffer.wrap(bytes, at + Opcode.MESSAGE_FIELDS_BYTES, contentLength - Opcode.MESSAGE_FIELDS_BYTES)
                .asReadOnlyBuffer();
    }

    /** Every record, messages and others, as they lie. */
    void forEachRecord(RecordVisitor visitor) throws Malformed {
        for (int i = 0; i < bytes.length; i += Opcode.RECORD_HEADER_BYTES + contentLength(i)) {
            visitor.visit(new RawRecord(
                    bytes[i] & 0xFF, fileOffset, bytes, i + Opcode.RECORD_HEADER_BYTES, contentLength(i)));
        }
    }

    /** Takes records one by one. */
    @FunctionalInterface
    interface RecordVisitor {
        void visit(RawRecord raw) throws Malformed;
    }

    private int contentLength(int record) {
        return (int) (long) LONG.get(bytes, record + 1);
    }

    private long time(int record) {
        return (long) LONG.get(bytes, record + Opcode.RECORD_HEADER_BYTES + 6);
    }
}
