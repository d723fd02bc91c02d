package dev.roadrig.wires.meter.bench;

import dev.roadrig.wires.meter.LineMeter;
import dev.roadrig.wires.meter.MeanBlocks;
import dev.roadrig.wires.meter.MeterFeed;
import dev.roadrig.wires.meter.SampleClock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table with a head, as Joulescope's programs write them: time in seconds, current in ampere, voltage in volt, and
 * power in watt where there is such a column.
 */
public final class CsvReader implements LineMeter.Reader {
    private static final Pattern COMMA = Pattern.compile(",");
    private static final int MOST_MISSING = 10_000_000;

    private final String rail;
    private int time = -1;
    private int current = -1;
    private int voltage = -1;
    private int power = -1;
    private double lastSeconds = Double.NaN;
    private double firstSeconds;
    /** The time of a row that may be the first of a table that began anew. */
    private double anewSeconds = Double.NaN;

    private double interval;
    private double firstWatts;
    private @Nullable MeanBlocks blocks;
    private @Nullable SampleClock clock;

    public CsvReader(String rail) {
        this.rail = rail;
    }

    @Override
    public void line(long nanos, String text, MeterFeed feed) {
        String[] cells = COMMA.split(text.strip(), -1);
        if (time < 0) {
            head(cells);
            if (time < 0) {
                feed.refused(1, "lines before a head with time and power, or current and voltage");
            }
            return;
        }
        double seconds = cell(cells, time);
        if (!Double.isFinite(seconds)) {
            feed.refused(1, "rows without a time");
            return;
        }
        double watts = power >= 0 ? cell(cells, power) : cell(cells, current) * cell(cells, voltage);
        if (seconds <= lastSeconds) {
            feed.refused(1, "rows that are no later than the one before");
            if (Double.isFinite(watts)) {
                notLater(seconds, feed);
            }
            return;
        }
        if (seconds - lastSeconds > MeanBlocks.LONGEST_GAP_SECONDS) {
            feed.refused(1, "rows whose time leaps");
            return;
        }
        row(nanos, seconds, watts, feed);
        lastSeconds = seconds;
        anewSeconds = Double.NaN;
    }

    /** What a program says among its rows can tear one, and make a small number of its time: the next row decides. */
    private void notLater(double seconds, MeterFeed feed) {
        if (seconds > anewSeconds) {
            feed.lose(
                    "restarted",
                    "its table began anew after %.3f s: its program, or the instrument, was started again, which"
                                    .formatted(lastSeconds)
                            + " may have cut the board's power. Run the program by hand.");
        } else if (seconds <= firstSeconds && lastSeconds > firstSeconds) {
            anewSeconds = seconds;
        }
    }

    private void head(String[] cells) {
        List<String> names = Arrays.stream(cells)
                .map(cell ->
                        cell.toLowerCase(Locale.ROOT).replaceAll("^[^a-z]+", "").replaceAll("[^a-z].*$", ""))
                .toList();
        current = names.indexOf("current");
        voltage = names.indexOf("voltage");
        power = names.indexOf("power");
        boolean enough = power >= 0 || (current >= 0 && voltage >= 0);
        time = enough ? names.indexOf("time") : -1;
    }

    private static double cell(String[] cells, int at) {
        try {
            return at < cells.length ? Double.parseDouble(cells[at].strip()) : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private void row(long nanos, double seconds, double watts, MeterFeed feed) {
        if (Double.isNaN(lastSeconds)) {
            // The interval is known with the second row.
            firstSeconds = seconds;
            firstWatts = watts;
            return;
        }
        MeanBlocks into = blocks;
        SampleClock held = clock;
        if (into == null || held == null) {
            interval = seconds - lastSeconds;
            long sampleNanos = Math.max(1, Math.round(interval * 1e9));
            held = new SampleClock(sampleNanos, SampleClock.NEVER);
            into = new MeanBlocks(feed, rail, held, sampleNanos);
            blocks = into;
            clock = held;
            held.coming(nanos, 2);
            into.take(firstWatts);
        }
        long missing = Math.round((seconds - lastSeconds) / interval) - 1;
        if (missing > 0) {
            into.miss(Math.min(missing, MOST_MISSING), "rows missing by their times");
        }
        into.take(watts);
        long unused = held.arrived(nanos);
    }
}
