package dev.roadrig.scenarios.scenario;

import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.link.TraceLines;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads a log of a cellular link: one row a moment, whose state holds until the next row's.
 *
 * <p>Columns: {@code t_ns} (on the drive's clock, rising), {@code state}, {@code rsrp_dbm} (not used), {@code down_kbps}
 * and {@code up_kbps} (1000 bit/s; 0 is an outage), {@code rtt_ms}, {@code jitter_ms}, {@code loss} (0 to 1). Where
 * {@code rtt_ms} or {@code jitter_ms} is empty, as in an outage, the last known value holds on.
 */
final class CellularCsv {
    private static final List<String> COLUMNS =
            List.of("t_ns", "state", "rsrp_dbm", "down_kbps", "up_kbps", "rtt_ms", "jitter_ms", "loss");
    private static final Pattern STAMP = Pattern.compile("\\d{1,19}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(\\.\\d{1,9})?");

    private final TraceLines lines;
    private final List<String> header;
    private List<String> cells = List.of();
    private Duration rtt = Duration.ZERO;
    private Duration jitter = Duration.ZERO;

    private CellularCsv(TraceLines lines) {
        this.lines = lines;
        this.header = header();
    }

    static LinkTrace read(Path file, DriveTime drive) {
        try (TraceLines lines = TraceLines.open(file)) {
            return new LinkTrace(LinkTrace.EVERY_CONDITION, new CellularCsv(lines).steps(drive));
        }
    }

    private List<String> header() {
        List<String> names = split(lines.next());
        for (String name : names) {
            if (!COLUMNS.contains(name)) {
                throw lines.bad(name, "is no column of a cellular trace" + Wording.instead(name, COLUMNS));
            }
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw lines.bad("a column is there twice");
        }
        for (String needed : List.of("t_ns", "down_kbps", "up_kbps", "rtt_ms")) {
            if (!names.contains(needed)) {
                throw lines.bad("the column " + needed + " is missing");
            }
        }
        return names;
    }

    private NavigableMap<Long, LinkState> steps(DriveTime drive) {
        NavigableMap<Long, LinkState> steps = new TreeMap<>();
        for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
            cells = split(line);
            if (cells.size() != header.size()) {
                throw lines.bad("there are " + cells.size() + " cells, but " + header.size() + " columns");
            }
            long offset = stamp() - drive.startUtcNanos();
            if (!steps.isEmpty() && offset <= steps.lastKey()) {
                throw lines.bad(cell("t_ns"), "is not after the row before");
            }
            steps.put(offset, state());
        }
        if (steps.isEmpty()) {
            throw lines.bad("the trace has no rows");
        }
        if (steps.firstKey() >= drive.duration().toNanos() || steps.lastKey() < 0) {
            throw lines.bad("the trace ends here and holds no moment of the drive, which begins at "
                    + drive.startUtcNanos() + " ns; both count from the same moment");
        }
        return steps;
    }

    private LinkState state() {
        rtt = time("rtt_ms").orElse(rtt);
        jitter = time("jitter_ms").orElse(jitter);
        double loss = number("loss").map(BigDecimal::doubleValue).orElse(0.0);
        if (loss > 1) {
            throw lines.bad(cell("loss"), "is not a loss from 0 to 1");
        }
        String name = header.contains("state") && !cell("state").isEmpty() ? cell("state") : "trace";
        return new LinkState(name, rate("up_kbps"), rate("down_kbps"), rtt, jitter, loss);
    }

    private long stamp() {
        String text = cell("t_ns");
        if (!STAMP.matcher(text).matches()) {
            throw lines.bad(text, "is not a stamp in whole nanoseconds");
        }
        return whole(new BigDecimal(text), "t_ns", "nanoseconds under 2^63");
    }

    private long rate(String column) {
        BigDecimal kbps = number(column).orElseThrow(() -> lines.bad("the cell " + column + " is empty"));
        return whole(kbps.movePointRight(3), column, "bits a second");
    }

    private Optional<Duration> time(String column) {
        return number(column).map(ms -> Duration.ofNanos(whole(ms.movePointRight(6), column, "nanoseconds")));
    }

    private long whole(BigDecimal number, String column, String noun) {
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw lines.bad(cell(column), "is not a whole number of " + noun);
        }
    }

    private Optional<BigDecimal> number(String column) {
        String text = header.contains(column) ? cell(column) : "";
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!NUMBER.matcher(text).matches()) {
            throw lines.bad(text, "is not a number of " + column + " (0 or more)");
        }
        return Optional.of(new BigDecimal(text));
    }

    private String cell(String column) {
        return cells.get(header.indexOf(column));
    }

    private static List<String> split(String line) {
        return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
    }
}
