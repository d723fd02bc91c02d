package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.fault.BadInput;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** One row of a CSV file, its fields by column name. */
public final class CsvRow {
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,12}(\\.\\d{1,9})?");

    private final Path file;
    private final int line;
    private final Map<String, Integer> columns;
    private final List<String> fields;

    CsvRow(Path file, int line, Map<String, Integer> columns, List<String> fields) {
        this.file = file;
        this.line = line;
        this.columns = columns;
        this.fields = fields;
    }

    /** A field as it is written. */
    public String text(String column) {
        Integer index = columns.get(column);
        if (index == null) {
            throw new BadInput(file + ":1: the column " + column + " is missing; there are "
                    + String.join(", ", new TreeSet<>(columns.keySet())) + ".");
        }
        return fields.get(index);
    }

    /** A whole number in these bounds. */
    public long whole(String column, long least, long most) {
        String text = text(column);
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw bad(column, "a whole number and not '" + text + "'");
        }
        throw bad(column, "between " + least + " and " + most + " and not " + text);
    }

    /** A finite number. */
    public double number(String column, double least, double most) {
        String text = text(column);
        try {
            double value = Double.parseDouble(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw bad(column, "a number and not '" + text + "'");
        }
        throw bad(column, "between " + least + " and " + most + " and not " + text);
    }

    /** Whether there is such a column and something in it. */
    public boolean has(String column) {
        Integer index = columns.get(column);
        return index != null && !fields.get(index).isEmpty();
    }

    /**
     * A decimal number in whole parts of a smaller unit, exactly: kbit/s as bit/s with {@code places} 3, ms as ns with 6.
     */
    public long scaled(String column, int places, String unit) {
        String text = text(column);
        if (!DECIMAL.matcher(text).matches()) {
            throw bad(column, "a number of 0 or more and not '" + text + "'");
        }
        try {
            return new BigDecimal(text).movePointRight(places).longValueExact();
        } catch (ArithmeticException e) {
            throw bad(column, "a whole number of " + unit + " and not " + text);
        }
    }

    /** What is wrong with a field: the message names the file, the line and the column. */
    public BadInput bad(String column, String shouldBe) {
        return new BadInput(file + ":" + line + ": column " + column + " should be " + shouldBe + ".");
    }
}
