package dev.roadrig.reports.text;

import dev.roadrig.reports.link.LinkRow;
import dev.roadrig.reports.link.LinkRow.Outage;
import dev.roadrig.reports.link.LinkRow.Span;
import dev.roadrig.reports.link.LinkTally;
import dev.roadrig.reports.verdict.Finding.Interval;
import dev.roadrig.reports.verdict.Proportion;
import java.util.List;
import java.util.Locale;

/** When a link's conditions held, and the edges of its outages, in words. */
final class LinkOutages {
    private LinkOutages() {}

    static String spans(LinkRow row) {
        List<Span> spans = row.spans();
        if (spans.size() == 1) {
            return span(spans.get(0)) + " s";
        }
        long all = spans.stream().mapToLong(s -> s.toNanos() - s.fromNanos()).sum();
        return String.format(Locale.ROOT, "%d times, %.3f s in all", spans.size(), all / 1e9);
    }

    private static String span(Span span) {
        return seconds(span.fromNanos()) + "-" + seconds(span.toNanos());
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
    }

    static String text(List<Outage> outages) {
        if (outages.size() == 1) {
            return text(outages.get(0));
        }
        long begun = outages.stream()
                .mapToLong(o -> o.gotFromNanos() - o.span().fromNanos())
                .max()
                .orElse(0);
        long ended = outages.stream()
                .mapToLong(o -> o.gotToNanos() - o.span().toNanos())
                .max()
                .orElse(0);
        return outages.size() + " outages, begun at most " + Figure.of(begun / 1e9, "s") + " late, ended "
                + Figure.of(ended / 1e9, "s");
    }

    private static String text(Outage outage) {
        String asked = "outage " + span(outage.span()) + " s, ";
        if (outage.firstNanos() == Long.MAX_VALUE) {
            return asked + "nothing passed after it";
        }
        return asked + "got " + seconds(outage.gotFromNanos()) + "-" + seconds(outage.gotToNanos()) + " (last out "
                + (outage.lastNanos() == Long.MIN_VALUE ? "never" : seconds(outage.lastNanos())) + ", first "
                + seconds(outage.firstNanos()) + ")";
    }

    /** Wilson's, 95 %. */
    static String interval(LinkTally tally) {
        int tried = (int) Math.min(Integer.MAX_VALUE, tally.lossTried());
        Interval interval = Proportion.wilson((int) Math.min(tried, tally.lost()), tried, 0.95);
        return "95 % interval " + Figure.number(100 * interval.low()) + " .. " + LinkText.percent(interval.high());
    }
}
