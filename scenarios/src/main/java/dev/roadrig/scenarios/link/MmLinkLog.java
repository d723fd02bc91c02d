package dev.roadrig.scenarios.link;

import dev.roadrig.scenarios.fault.BadInput;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a log of mahimahi's mm-link, row by row: a head of lines that begin with {@code #}, then {@code T # SIZE} for a
 * chance, {@code T + SIZE} for an arrival, {@code T - SIZE DELAY} for a departure, {@code T d PACKETS BYTES} for a drop
 * (mahimahi, {@code src/frontend/link_queue.cc}).
 */
public final class MmLinkLog implements AutoCloseable {
    private static final Pattern ROW = Pattern.compile("(\\d{1,15}) ([#+d-]) (\\d{1,9})(?: (\\d{1,15}))?");
    private static final Pattern BASE = Pattern.compile("# base timestamp: (\\d{1,15})");
    private static final Pattern QUEUE = Pattern.compile("# queue: (\\w+)(?: \\[(.*)\\])?");

    private final TraceLines lines;
    private OptionalLong base = OptionalLong.empty();
    private Optional<String> queue = Optional.empty();
    private Optional<String> ahead = Optional.empty();

    private MmLinkLog(TraceLines lines) {
        this.lines = lines;
    }

    /** Opens a log and reads its head. Throws {@link BadInput} where it has none. */
    public static MmLinkLog open(Path file) {
        var log = new MmLinkLog(TraceLines.open(file));
        boolean read = false;
        try {
            log.head();
            read = true;
            return log;
        } finally {
            if (!read) {
                log.close();
            }
        }
    }

    private void head() {
        String line = lines.next();
        for (; line.startsWith("#"); line = lines.next()) {
            Matcher stamp = BASE.matcher(line);
            Matcher kind = QUEUE.matcher(line);
            if (stamp.matches()) {
                base = OptionalLong.of(Long.parseLong(stamp.group(1)));
            } else if (kind.matches()) {
                String limits = kind.group(2);
                queue = Optional.of(kind.group(1) + (limits == null ? "" : ":" + limits.replace(" ", "")));
            }
        }
        if (base.isEmpty()) {
            throw lines.bad("the log of mm-link has no head with a line `# base timestamp: MILLISECONDS`");
        }
        ahead = Optional.of(line);
    }

    /** When the trace began, milliseconds since the log did. */
    public long baseMillis() {
        return base.orElseThrow();
    }

    /** The queue that the head names, as {@link QueuePlan#parse} reads it; empty where it names none. */
    public Optional<String> queue() {
        return queue;
    }

    /** The next row; empty after the last. Throws {@link BadInput} on what is no row. */
    public Optional<PacketEvent> next() {
        String line = ahead.isPresent() ? ahead.get() : lines.next();
        ahead = Optional.empty();
        return line.isEmpty() ? Optional.empty() : Optional.of(event(line));
    }

    private PacketEvent event(String line) {
        Matcher row = ROW.matcher(line);
        if (!row.matches()) {
            throw lines.bad(
                    line, "is no row of mm-link's log: T # SIZE, T + SIZE, T - SIZE DELAY or T d PACKETS BYTES");
        }
        long millis = Long.parseLong(row.group(1));
        int first = Integer.parseInt(row.group(3));
        String second = row.group(4);
        boolean pair = row.group(2).equals("-") || row.group(2).equals("d");
        if (pair == (second == null)) {
            throw lines.bad(line, pair ? "is a row without its last number" : "is a row with a number too many");
        }
        return switch (row.group(2)) {
            case "#" -> new PacketEvent.Opportunity(millis, first);
            case "+" -> new PacketEvent.Arrival(millis, first);
            case "-" -> new PacketEvent.Departure(millis, first, Long.parseLong(second));
            default -> new PacketEvent.Drop(millis, first, Long.parseLong(second));
        };
    }

    /** The line of the row that was read last. */
    public int line() {
        return lines.line();
    }

    /** An error on the row that was read last. */
    public BadInput bad(String what) {
        return lines.bad(what);
    }

    @Override
    public void close() {
        lines.close();
    }
}
