package dev.roadrig.scenarios.mcap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntPredicate;

/**
 * The uncompressed records of one chunk, or of one run of messages outside chunks, walked in log-time order (ties as
 * they lie) or as they lie. Made once over bytes that stay where they are; only an unsorted block makes an order of its
 * own.
 */
final class MessageBlock {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int from;
    private final int to;
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

    /**
     * Checks every record's bounds.
     *
     * @param from where the records begin in the array
     * @param to where they end
     */
    MessageBlock(byte[] bytes, int from, int to, long fileOffset) throws Malformed {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.fileOffset = fileOffset;
        this.next = from;
        long last = 0;
        for (int i = from; i < to; i += Opcode.RECORD_HEADER_BYTES + contentLength(i)) {
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
        int left = to - i - Opcode.RECORD_HEADER_BYTES;
        long length = left < 0 ? -1 : (long) LONG.get(bytes, i + 1);
        if (length < 0 || length > left) {
            throw new Malformed(fileOffset, "a record in the chunk is longer than the chunk");
        }
        int opcode = bytes[i] & 0xFF;
        if (!isAllowed(opcode)) {
            throw new Malformed(
                    fileOffset,
                    "a chunk holds a record of kind " + Opcode.name(opcode) + ", which is not allowed in a chunk");
        }
        if (opcode == Opcode.MESSAGE && length < Opcode.MESSAGE_FIELDS_BYTES) {
            throw new Malformed(fileOffset, "a Message record is too short for its fields");
        }
    }

    /**
     * Where a run of whole records ends, of bytes that may be cut or go on with anything.
     *
     * @param kinds the opcodes that the run may hold
     */
    static int runEnd(byte[] bytes, int from, int to, IntPredicate kinds) {
        int i = from;
        while (to - i >= Opcode.RECORD_HEADER_BYTES && kinds.test(bytes[i] & 0xFF)) {
            long length = (long) LONG.get(bytes, i + 1);
            if (length < 0 || length > to - i - Opcode.RECORD_HEADER_BYTES) {
                break;
            }
            i += Opcode.RECORD_HEADER_BYTES + (int) length;
        }
        return i;
    }

    /** Whether a chunk may hold records of this kind. */
    static boolean isAllowed(int opcode) {
        return (opcode >= Opcode.SCHEMA && opcode <= Opcode.MESSAGE) || opcode > Opcode.DATA_END;
    }

    int messages() {
        return messages;
    }

    /** The array, to be used again when nothing more is read from the block. */
    byte[] bytes() {
        return bytes;
    }

    /** What it takes of the memory, in bytes. */
    long memory() {
        return bytes.length + 4L * order.length;
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
        int[] starts = new int[messages];
        int n = 0;
        for (int i = from; i < to; i += Opcode.RECORD_HEADER_BYTES + contentLength(i)) {
            if (bytes[i] == Opcode.MESSAGE) {
                starts[n++] = i;
            }
        }
        int[] scratch = starts.clone();
        sort(scratch, starts, 0, messages);
        order = starts;
        ordered = true;
    }

    /** A stable merge sort by log time; both arrays hold the same at the beginning, the second one the result. */
    private void sort(int[] source, int[] target, int low, int high) {
        if (high - low < 2) {
            return;
        }
        int middle = (low + high) >>> 1;
        sort(target, source, low, middle);
        sort(target, source, middle, high);
        if (Long.compareUnsigned(time(source[middle - 1]), time(source[middle])) <= 0) {
            System.arraycopy(source, low, target, low, high - low);
            return;
        }
        int left = low;
        int right = middle;
        for (int i = low; i < high; i++) {
            boolean takeLeft = right == high
                    || (left < middle && Long.compareUnsigned(time(source[left]), time(source[right])) <= 0);
            target[i] = takeLeft ? source[left++] : source[right++];
        }
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
        while (nextRecord()) {
            if (opcode() == Opcode.MESSAGE) {
                return true;
            }
        }
        return false;
    }

    /** The next record of any kind, as they lie; false after the last. */
    boolean nextRecord() {
        if (next >= to) {
            return false;
        }
        goTo(next);
        next = at + contentLength;
        return true;
    }

    private void goTo(int record) {
        at = record + Opcode.RECORD_HEADER_BYTES;
        contentLength = contentLength(record);
    }

    /** Where the record that it stands at lies in the array; later ones lie further on. */
    int offset() {
        return at;
    }

    int opcode() {
        return bytes[at - Opcode.RECORD_HEADER_BYTES] & 0xFF;
    }

    /** The record that the block stands at. */
    RawRecord raw() {
        return new RawRecord(opcode(), fileOffset, bytes, at, contentLength);
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

    private int contentLength(int record) {
        return (int) (long) LONG.get(bytes, record + 1);
    }

    private long time(int record) {
        return (long) LONG.get(bytes, record + Opcode.RECORD_HEADER_BYTES + 6);
    }
}
