package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.fault.BadInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** One row of a CSV file, its fields by column name. */
final class CsvRow {
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

    String text(String column) {
        Integer index = columns.get(column);
        if (index == null) {
            throw new BadInput(file + ":1: the column " + column + " is missing; there are "
                    + String.join(", ", new TreeSet<>(columns.keySet())) + ".");
        }
        return fields.get(index);
    }

    long whole(String column, long least, long most) {
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
    double number(String column, double least, double most) {
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

    /** What is wrong with a field: the message names the file, the line and the column. */
    BadInput bad(String column, String shouldBe) {
        return new BadInput(file + ":" + line + ": column " + column + " should be " + shouldBe + ".");
    }
}
