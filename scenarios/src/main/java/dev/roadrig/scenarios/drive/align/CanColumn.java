package dev.roadrig.scenarios.drive.align;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The frames of one identifier: stamps, and the first eight bytes of their data. */
final class CanColumn {
    private static final int MOST_BYTES = 8;
    private static final int LEAST_VALUES = 16;

    private final String name;
    private long[] stamps = new long[64];
    private long[] data = new long[64];
    private int size;
    private int bytes = MOST_BYTES;

    CanColumn(String name) {
        this.name = name;
    }

    void add(long localNanos, ByteString payload) {
        if (size == stamps.length) {
            stamps = Arrays.copyOf(stamps, 2 * size);
            data = Arrays.copyOf(data, 2 * size);
        }
        bytes = Math.min(bytes, payload.size());
        long packed = 0;
        for (int i = 0; i < MOST_BYTES; i++) {
            packed = packed << 8 | (i < payload.size() ? payload.byteAt(i) & 0xFF : 0);
        }
        stamps[size] = localNanos;
        data[size++] = packed;
    }

    int size() {
        return size;
    }

    private int octet(int frame, int at) {
        return (int) (data[frame] >>> (8 * (MOST_BYTES - 1 - at))) & 0xFF;
    }

    List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (int at = 0; at + 2 <= bytes; at++) {
            fields.add(new Field(this, at, true));
            fields.add(new Field(this, at, false));
        }
        return fields;
    }

    /** Two bytes that follow each other as one number. */
    record Field(CanColumn column, int at, boolean bigEndian) {
        String name() {
            return column.name + " bytes " + at + "-" + (at + 1) + (bigEndian ? " big-endian" : " little-endian");
        }

        /** Empty where it has few values: flags and what stands still. */
        Optional<Signal> signal() {
            double[] values = new double[column.size];
            for (int i = 0; i < values.length; i++) {
                int first = column.octet(i, at);
                int second = column.octet(i, at + 1);
                values[i] = bigEndian ? first << 8 | second : second << 8 | first;
            }
            boolean varies =
                    Arrays.stream(values).distinct().limit(LEAST_VALUES).count() == LEAST_VALUES;
            return varies
                    ? Optional.of(new Signal(Arrays.copyOf(column.stamps, values.length), values))
                    : Optional.empty();
        }
    }
}
