package dev.roadrig.scenarios.drive;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.Optional;

/** The rows of a CSV file with rising stamps in {@code t_ns}, taken in step with something else. */
public final class StampedRows implements Closeable {
    private final Optional<CsvReader> rows;
    private long stamp = -1;

    private StampedRows(Optional<CsvReader> rows) {
        this.rows = rows;
    }

    /** No rows. */
    public static StampedRows none() {
        return new StampedRows(Optional.empty());
    }

    /** The rows of a file. */
    public static StampedRows of(Path file) {
        return new StampedRows(Optional.of(new CsvReader(file)));
    }

    /** Whether the next row is no later than a stamp. */
    public boolean has(long untilStamp) {
        return rows.isPresent()
                && rows.get().hasNext()
                && RecordedFolder.stamp(rows.get().peek()) <= untilStamp;
    }

    /** Goes to the next row; its stamp must be later. */
    public CsvRow next() {
        CsvRow row = rows.orElseThrow().next();
        long next = RecordedFolder.stamp(row);
        if (next <= stamp) {
            throw row.bad("t_ns", "later than the row before, which is at " + stamp);
        }
        stamp = next;
        return row;
    }

    /** Of the row that was taken last, UTC nanoseconds. */
    public long stamp() {
        return stamp;
    }

    @Override
    public void close() {
        rows.ifPresent(CsvReader::close);
    }
}
