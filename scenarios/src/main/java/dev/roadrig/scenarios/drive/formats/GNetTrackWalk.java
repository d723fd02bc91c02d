package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.CsvRow;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.fault.RigFault;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One walk over a G-NetTrack log: the second that is open, and what was mended. */
final class GNetTrackWalk {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuu.MM.dd_HH.mm.ss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private final DriveWriter writer;
    private @Nullable GNetTrackSecond open;
    private long merged;
    private long gaps;
    private long missing;
    private long longest;
    private long back;
    private long outages;

    GNetTrackWalk(DriveWriter writer) {
        this.writer = writer;
    }

    void see(CsvRow row) throws RigFault {
        long stamp = stamp(row);
        GNetTrackSecond before = open;
        if (before != null && before.utcNanos() == stamp) {
            merged++;
            before.take(row);
            return;
        }
        endOfSecond();
        if (before != null) {
            long seconds = (stamp - before.utcNanos()) / Stamps.NANOS;
            back += seconds < 0 ? 1 : 0;
            gaps += seconds > 1 ? 1 : 0;
            missing += Math.max(0, seconds - 1);
            longest = Math.max(longest, seconds);
        }
        open = new GNetTrackSecond(stamp);
        open.take(row);
    }

    void endOfSecond() throws RigFault {
        GNetTrackSecond last = open;
        if (last != null) {
            outages += last.isOutage() ? 1 : 0;
            last.write(writer);
        }
    }

    private static long stamp(CsvRow row) {
        try {
            long seconds = LocalDateTime.parse(row.text("Timestamp"), STAMP).toEpochSecond(ZoneOffset.UTC);
            if (seconds >= 0 && seconds < 8_000_000_000L) {
                return seconds * Stamps.NANOS;
            }
        } catch (DateTimeException e) {
            throw row.bad("Timestamp", "a time as 2019.12.16_07.22.43 and not '" + row.text("Timestamp") + "'");
        }
        throw row.bad("Timestamp", "between 1970 and 2200");
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (merged > 0) {
            notes.add(merged + " rows with the stamp of the row before, merged: the mean of the rates, the last of"
                    + " everything else");
        }
        if (gaps > 0) {
            notes.add(missing + " seconds without a row, in " + gaps + " gaps, the longest step " + longest
                    + " s; left open, so the last state holds");
        }
        if (back > 0) {
            notes.add(back + " steps back in time, kept as recorded");
        }
        notes.add("rates are what the phone's transfers used: a lower bound of what the link could carry; " + outages
                + " seconds with a rate of 0 count as outages, though nothing may have been asked for");
        return notes;
    }
}
