package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Arrays of a comma2k19 segment that are walked together, row by row, the first of them the times. */
final class CommaStream implements Closeable {
    private final NpyArray times;
    private final List<NpyArray> values;
    private final Rows rows;
    private boolean more;

    /** Writes a row of the arrays at its moment. */
    @FunctionalInterface
    interface Rows {
        void write(DriveWriter writer, long utcNanos, List<NpyArray> values) throws RigFault;
    }

    private CommaStream(NpyArray times, List<NpyArray> values, Rows rows) {
        this.times = times;
        this.values = values;
        this.rows = rows;
        this.more = next();
    }

    /**
     * Opens arrays; all have as many rows.
     *
     * @param files each with its type; the first are the times
     */
    static CommaStream open(Rows rows, Path timesFile, List<Path> files, List<String> types) {
        List<NpyArray> opened = new ArrayList<>();
        boolean whole = false;
        try {
            opened.add(new NpyArray(timesFile, "<f8"));
            for (int i = 0; i < files.size(); i++) {
                var array = new NpyArray(files.get(i), types.get(i));
                opened.add(array);
                if (array.rows() != opened.get(0).rows()) {
                    throw new BadInput(files.get(i) + " has " + array.rows() + " rows, and " + timesFile + " has "
                            + opened.get(0).rows() + ".");
                }
            }
            var stream = new CommaStream(opened.get(0), List.copyOf(opened.subList(1, opened.size())), rows);
            whole = true;
            return stream;
        } finally {
            if (!whole) {
                opened.forEach(NpyArray::close);
            }
        }
    }

    private boolean next() {
        if (!times.next()) {
            return false;
        }
        for (NpyArray array : values) {
            array.next();
        }
        return true;
    }

    boolean hasRow() {
        return more;
    }

    /** Of the row, seconds since the phone booted. */
    double seconds() {
        return times.number(0);
    }

    /** Writes the row, and goes to the next one. */
    void write(DriveWriter writer, long utcNanos) throws RigFault {
        rows.write(writer, utcNanos, values);
        more = next();
    }

    @Override
    public void close() {
        times.close();
        values.forEach(NpyArray::close);
    }
}
