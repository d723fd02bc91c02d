package dev.roadrig.reports.text;

import dev.roadrig.reports.link.LinkRow;
import dev.roadrig.reports.link.LinkTable;
import dev.roadrig.reports.link.LinkTally;
import dev.roadrig.scenarios.record.v1.LinkAsked;
import dev.roadrig.scenarios.record.v1.LinkWay;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What a link was asked and what it did, for people: a sentence a direction and set of conditions. */
public final class LinkText {
    private static final String INDENT = "  ";

    private LinkText() {}

    /**
     * @param width of the whole in characters
     * @return no lines where nothing was measured
     */
    public static List<String> lines(LinkTable table, int width) {
        List<String> lines = new ArrayList<>();
        if (!table.rows().isEmpty()) {
            lines.add("link, asked and got; in brackets p99");
        } else if (table.packets().isPresent()) {
            lines.add("link, of which nothing was asked");
        }
        for (LinkRow row : table.fewRows()) {
            hang(cells(row, table.both() && !row.stream() ? "datagrams " : ""), width, lines);
        }
        table.packets().ifPresent(totals -> PacketLines.of(totals).forEach(line -> hang(List.of(line), width, lines)));
        notes(table).forEach(note -> hang(List.of(note), width, lines));
        return lines;
    }

    private static void hang(List<String> parts, int width, List<String> lines) {
        String text = parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("; "));
        String indent = INDENT;
        for (String line : Grid.wrap(text, width - 2 * INDENT.length())) {
            lines.add(indent + line);
            indent = INDENT + INDENT;
        }
    }

    private static List<String> cells(LinkRow row, String what) {
        LinkTally tally = row.tally();
        boolean stream = row.stream();
        String name =
                (row.up() ? "up " : "down ") + what + PlainText.line(row.state()) + " " + LinkOutages.spans(row) + ": ";
        if (row.outage()) {
            return List.of(name + LinkOutages.text(row.outages()));
        }
        if (tally.offered() + tally.passed() == 0) {
            return List.of(name + "nothing came");
        }
        return List.of(
                name + rate(row),
                "delay " + delay(row),
                (stream ? "stalls by loss " : "loss ") + loss(row, stream),
                tally.passed()
                        + (stream ? " segments, " : " packets, ")
                        + Figure.of((double) tally.passedBytes(), "B")
                        + dropped(tally),
                error(tally));
    }

    private static String rate(LinkRow row) {
        LinkTally tally = row.tally();
        if (tally.byTrace()) {
            return "rate by the chances of a packet trace";
        }
        double low = least(row, row::rate);
        double high = most(row, row::rate);
        String asked = "rate asked " + (low == high ? rate(low) : rate(low) + " .. " + rate(high));
        if (!tally.saturated()) {
            return asked + ", not saturated: at most " + rate(tally.mostOffered()) + " offered";
        }
        String got = low == high ? rate(tally.bitsPerSecond()) : percent(tally.rateShare()) + " of it";
        return asked + ", got " + got + String.format(Locale.ROOT, " in %.2f s", tally.saturatedSeconds());
    }

    static String rate(double bitsPerSecond) {
        return bitsPerSecond >= 1e6
                ? Figure.number(bitsPerSecond / 1e6) + " Mbit/s"
                : Figure.number(bitsPerSecond / 1e3) + " kbit/s";
    }

    private static String delay(LinkRow row) {
        double low = least(row, one -> row.way(one).getDelayNs()) / 1e9;
        double high = most(row, one -> row.way(one).getDelayNs()) / 1e9;
        String asked = "asked " + (low == high ? Figure.of(low, "s") : Figure.range(low, high, "s"));
        if (most(row, one -> row.way(one).getJitterNs()) > 0) {
            asked += " with jitter";
        }
        return row.tally().delay().count() == 0
                ? asked
                : asked + ", got "
                        + quantiles(
                                row.tally().delay().quantile(0.5),
                                row.tally().delay().quantile(0.99));
    }

    private static String quantiles(long medianNanos, long nanos99) {
        return Figure.of(medianNanos / 1e9, "s") + " (" + Figure.of(nanos99 / 1e9, "s") + ")";
    }

    private static String loss(LinkRow row, boolean stream) {
        LinkTally tally = row.tally();
        String asked = row.asked().stream().map(row::way).anyMatch(LinkWay::hasRecordedLoss)
                ? "as recorded"
                : shares(least(row, one -> share(row.way(one))), most(row, one -> share(row.way(one))));
        if (tally.lossTried() == 0) {
            return "asked " + asked;
        }
        return String.format(
                        Locale.ROOT,
                        "asked %s, got %s (%,d of %,d",
                        asked,
                        percent((double) tally.lost() / tally.lossTried()),
                        tally.lost(),
                        tally.lossTried())
                + (asked.equals("0 %") ? "" : "; " + LinkOutages.interval(tally)) + ")"
                + (stream && tally.lost() > 0 ? ", stalled" : "");
    }

    private static String shares(double low, double high) {
        return low == high ? percent(low) : percent(low) + " .. " + percent(high);
    }

    static String percent(double share) {
        return Figure.number(100 * share) + " %";
    }

    /** In the long run. */
    private static double share(LinkWay way) {
        if (!way.hasBursts()) {
            return way.getLoss();
        }
        double bad = way.getBursts().getEnter()
                / (way.getBursts().getEnter() + way.getBursts().getLeave());
        return bad * way.getBursts().getLostInBad()
                + (1 - bad) * way.getBursts().getLostInGood();
    }

    private static String dropped(LinkTally tally) {
        String room = tally.noRoom() == 0 ? "" : ", " + tally.noRoom() + " without room";
        return tally.tooLarge() == 0 ? room : room + ", " + tally.tooLarge() + " too large";
    }

    private static String error(LinkTally tally) {
        if (tally.late().count() == 0) {
            return "";
        }
        long least = tally.leastLateNanos().orElse(0);
        return "own error " + quantiles(tally.late().quantile(0.5), tally.late().quantile(0.99)) + ", worst "
                + Figure.of(tally.late().quantile(1) / 1e9, "s")
                + (least < 0 ? ", EARLY by " + Figure.of(-least / 1e9, "s") : "");
    }

    private static double least(LinkRow row, ToDoubleFunction<LinkAsked> value) {
        return row.asked().stream().mapToDouble(value).min().orElse(0);
    }

    private static double most(LinkRow row, ToDoubleFunction<LinkAsked> value) {
        return row.asked().stream().mapToDouble(value).max().orElse(0);
    }

    private static List<String> notes(LinkTable table) {
        if (!table.stream()) {
            return List.of();
        }
        List<String> notes = new ArrayList<>();
        notes.add("A byte stream was carried: a loss is a retransmission stall there, and nothing is lost.");
        boolean faults = table.rows().stream()
                .filter(LinkRow::stream)
                .flatMap(row -> row.asked().stream().map(row::way))
                .anyMatch(way -> way.getReordered() + way.getDuplicated() + way.getCorrupted() > 0);
        if (faults) {
            notes.add("Reordering, duplication and corruption were asked and had no effect: TCP hides them, so"
                    + " the relay of streams does not do them.");
        }
        return notes;
    }
}
