package dev.roadrig.scenarios.drive.formats;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * What the number of a channel means (##CC): itself, a linear function of it, or a value of a table, as of data length
 * codes.
 *
 * @param table by the number as it lies in the record; empty for none
 */
record Mdf4Conversion(double atZero, double perUnit, Map<Double, Double> table) {
    static final Mdf4Conversion NONE = new Mdf4Conversion(0, 1, Map.of());

    private static final int FIELDS_BYTES = 24;
    private static final int NUMBER_BYTES = 8;
    private static final int MOST_PAIRS = 256;
    private static final int MOST_LINKS = 1 << 20;

    Mdf4Conversion {
        table = Map.copyOf(table);
    }

    /** The conversion at a position; none at 0. */
    static Mdf4Conversion of(Mdf4Blocks blocks, long at) {
        if (at == 0) {
            return NONE;
        }
        blocks.expect(at, "CC");
        long links = blocks.bytes(at, Mdf4Blocks.HEAD_BYTES).getLong(16);
        if (links < 0 || links > MOST_LINKS) {
            throw blocks.bad(at, "is a conversion with " + links + " links");
        }
        long fieldsAt = at + Mdf4Blocks.HEAD_BYTES + NUMBER_BYTES * links;
        ByteBuffer fields = blocks.bytes(fieldsAt, FIELDS_BYTES);
        int type = fields.get(0);
        int values = fields.getShort(6) & 0xffff;
        return switch (type) {
            // Itself; and 7 to 10, texts for people.
            case 0, 7, 8, 9, 10 -> NONE;
            case 1 -> {
                ByteBuffer line = blocks.bytes(fieldsAt + FIELDS_BYTES, 2 * NUMBER_BYTES);
                yield new Mdf4Conversion(line.getDouble(0), line.getDouble(NUMBER_BYTES), Map.of());
            }
            case 4, 5 -> table(blocks, at, fieldsAt + FIELDS_BYTES, values / 2);
            default -> throw blocks.bad(at, "is a conversion of type " + type + ", neither linear nor a table");
        };
    }

    private static Mdf4Conversion table(Mdf4Blocks blocks, long at, long pairsAt, int pairs) {
        if (pairs == 0 || pairs > MOST_PAIRS) {
            throw blocks.bad(at, "is a table of " + pairs + " pairs; 1 to " + MOST_PAIRS + " are read");
        }
        ByteBuffer numbers = blocks.bytes(pairsAt, 2 * NUMBER_BYTES * pairs);
        Map<Double, Double> table = new HashMap<>();
        for (int i = 0; i < pairs; i++) {
            table.put(numbers.getDouble(), numbers.getDouble());
        }
        return new Mdf4Conversion(0, 1, table);
    }

    boolean isTable() {
        return !table.isEmpty();
    }

    /** Not a number where a table does not have it. */
    double of(double number) {
        return isTable() ? table.getOrDefault(number, Double.NaN) : atZero + perUnit * number;
    }
}
