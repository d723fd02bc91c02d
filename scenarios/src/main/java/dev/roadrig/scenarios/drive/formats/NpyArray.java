package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.Wording;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An array of NumPy's .npy (format 1.0 to 3.0), read row by row: {@code <f8}, {@code <i8} or {@code |S8}, one or two
 * dimensions, in C order. The file's size must be what its head says.
 */
final class NpyArray implements Closeable {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MOST_HEAD = 1 << 16;
    private static final int ITEM_BYTES = 8;
    private static final int MOST_COLUMNS = 1_000;
    private static final long MOST_ROWS = 1_000_000_000L;
    private static final Pattern DESCR = Pattern.compile("'descr': *'([^']{1,16})'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order': *True");
    private static final Pattern SHAPE = Pattern.compile("'shape': *\\((\\d{1,10}), *(\\d{1,6})?,? *\\)");

    private final Path file;
    private final InputStream in;
    private final String type;
    private final long rows;
    private final int columns;
    private final byte[] bytes;
    private final ByteBuffer row;
    private long taken;

    /** Opens a file and checks its head. Throws {@link BadInput} where it is no such array. */
    NpyArray(Path file, String type) {
        this.file = file;
        this.type = type;
        @Nullable InputStream opened = null;
        boolean whole = false;
        try {
            opened = new BufferedInputStream(Files.newInputStream(file), 1 << 14);
            byte[] start = opened.readNBytes(MAGIC.length + 2);
            if (start.length < MAGIC.length + 2 || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
                throw new BadInput(file + " is no NumPy array: it does not begin with 93 'NUMPY'.");
            }
            int lengthBytes = start[MAGIC.length] == 1 ? 2 : 4;
            ByteBuffer length = ByteBuffer.wrap(Arrays.copyOf(opened.readNBytes(lengthBytes), 4))
                    .order(ByteOrder.LITTLE_ENDIAN);
            int headBytes = length.getInt();
            if (headBytes < 0 || headBytes > MOST_HEAD) {
                throw new BadInput(file + " has a head of " + Integer.toUnsignedString(headBytes) + " bytes; at most "
                        + MOST_HEAD + " are read.");
            }
            String head = new String(opened.readNBytes(headBytes), StandardCharsets.ISO_8859_1);
            Matcher shape = shape(head);
            rows = Math.min(Long.parseLong(shape.group(1)), MOST_ROWS);
            columns = shape.group(2) == null ? 1 : Math.min(Integer.parseInt(shape.group(2)), MOST_COLUMNS);
            long expected = MAGIC.length + 2 + lengthBytes + headBytes + rows * columns * ITEM_BYTES;
            if (Files.size(file) != expected) {
                throw new BadInput(file + " has " + Files.size(file) + " bytes where its head, " + rows + " rows of "
                        + columns + ", needs " + expected + ": it is cut or damaged.");
            }
            bytes = new byte[columns * ITEM_BYTES];
            row = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            in = opened;
            whole = true;
        } catch (IOException e) {
            throw FileTrouble.unread(file, e);
        } finally {
            if (!whole) {
                closeQuietly(opened);
            }
        }
    }

    private static void closeQuietly(@Nullable InputStream in) {
        try {
            if (in != null) {
                in.close();
            }
        } catch (IOException e) {
            // Only read; the first error is the one that is told.
        }
    }

    private Matcher shape(String head) {
        Matcher descr = DESCR.matcher(head);
        if (!descr.find() || !descr.group(1).equals(type)) {
            throw new BadInput(
                    file + " should be an array of " + type + "; its head is " + Wording.quote(head.strip()));
        }
        Matcher shape = SHAPE.matcher(head);
        if (FORTRAN.matcher(head).find() || !shape.find()) {
            throw new BadInput(
                    file + " should have one or two dimensions in C order; its head is " + Wording.quote(head.strip()));
        }
        return shape;
    }

    long rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /** Goes to the next row; false after the last. */
    boolean next() {
        if (taken == rows) {
            return false;
        }
        try {
            if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
                throw new BadInput(file + " ends in row " + taken + " of " + rows + ".");
            }
        } catch (IOException e) {
            throw FileTrouble.unread(file, e);
        }
        taken++;
        return true;
    }

    /** A number of the row, finite. */
    double number(int column) {
        double value = row.getDouble(column * ITEM_BYTES);
        if (!Double.isFinite(value)) {
            throw bad(column, "a number and not " + value);
        }
        return value;
    }

    /** A number of the row, which may be NaN. */
    double numberOrNot(int column) {
        return row.getDouble(column * ITEM_BYTES);
    }

    /** A whole number of the row in these bounds. */
    long whole(int column, long least, long most) {
        long value = row.getLong(column * ITEM_BYTES);
        if (value < least || value > most) {
            throw bad(column, "between " + least + " and " + most + " and not " + value);
        }
        return value;
    }

    /** The bytes of the row, copied. */
    byte[] bytes() {
        return bytes.clone();
    }

    /** What is wrong with a number of the row. */
    BadInput bad(int column, String shouldBe) {
        return new BadInput(file + ": row " + (taken - 1) + ", column " + column + " should be " + shouldBe + ".");
    }

    @Override
    public void close() {
        closeQuietly(in);
    }
}
