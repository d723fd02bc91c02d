package dev.roadrig.agent.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads a FlatBuffer's tables without trusting an offset: what points outside throws {@link IndexOutOfBoundsException}.
 */
final class Flatbuffer {
    private final ByteBuffer bytes;

    Flatbuffer(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The root table. */
    Table root() {
        return new Table(follow(0));
    }

    /** The four characters behind the root offset. */
    String identifier() {
        var four = new byte[4];
        bytes.get(4, four);
        return new String(four, StandardCharsets.ISO_8859_1);
    }

    private int follow(int at) {
        return within((long) at + (bytes.getInt(at) & 0xFFFF_FFFFL));
    }

    private int within(long at) {
        if (at < 0 || at >= bytes.limit()) {
            throw new IndexOutOfBoundsException("offset " + at + " of " + bytes.limit());
        }
        return (int) at;
    }

    /** A table; fields by their number in the schema. */
    final class Table {
        private final int at;
        private final int vtable;
        private final int vtableBytes;

        private Table(int at) {
            this.at = at;
            this.vtable = within((long) at - bytes.getInt(at));
            this.vtableBytes = bytes.getShort(vtable) & 0xFFFF;
        }

        /** Where a field lies; 0 where it is absent. */
        private int field(int number) {
            int entry = 4 + 2 * number;
            int offset = entry + 2 <= vtableBytes ? bytes.getShort(vtable + entry) & 0xFFFF : 0;
            return offset == 0 ? 0 : within((long) at + offset);
        }

        int int8(int number, int otherwise) {
            int field = field(number);
            return field == 0 ? otherwise : bytes.get(field);
        }

        int int32(int number, int otherwise) {
            int field = field(number);
            return field == 0 ? otherwise : bytes.getInt(field);
        }

        long int64(int number, long otherwise) {
            int field = field(number);
            return field == 0 ? otherwise : bytes.getLong(field);
        }

        String text(int number) {
            Vector vector = vector(number, 1);
            var text = new byte[vector.size];
            bytes.get(vector.at, text);
            return new String(text, StandardCharsets.UTF_8);
        }

        /** A vector of elements of so many bytes, wholly inside the file; empty where it is absent. */
        Vector vector(int number, int elementBytes) {
            int field = field(number);
            if (field == 0) {
                return new Vector(0, 0);
            }
            int at = follow(field);
            long size = bytes.getInt(at) & 0xFFFF_FFFFL;
            if (size * elementBytes > bytes.limit() - 4L - at) {
                throw new IndexOutOfBoundsException("a vector of " + size + " at " + at + " of " + bytes.limit());
            }
            return new Vector(at + 4, (int) size);
        }
    }

    /** A vector; its elements were seen to be inside the file. */
    final class Vector {
        private final int at;
        private final int size;

        private Vector(int at, int size) {
            this.at = at;
            this.size = size;
        }

        int size() {
            return size;
        }

        int int32(int index) {
            return bytes.getInt(at + 4 * index);
        }

        Table table(int index) {
            return new Table(follow(at + 4 * index));
        }
    }
}
