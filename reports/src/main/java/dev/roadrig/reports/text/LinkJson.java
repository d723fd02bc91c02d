package dev.roadrig.reports.text;

import dev.roadrig.reports.link.LinkRow;
import dev.roadrig.reports.link.LinkRow.Outage;
import dev.roadrig.reports.link.LinkRow.Span;
import dev.roadrig.reports.link.LinkTable;
import dev.roadrig.reports.link.LinkTally;
import dev.roadrig.reports.verdict.Finding.Interval;
import dev.roadrig.reports.verdict.Proportion;
import dev.roadrig.scenarios.record.SparseHistogram;
import dev.roadrig.scenarios.record.v1.LinkAsked;

/**
 * What a link was asked and what it did, for machines: an array with an object a direction and set of conditions. Times
 * are seconds, those of {@code from}, {@code to} and outages on the drive's time; rates bits a second.
 */
final class LinkJson {
    private LinkJson() {}

    static void write(LinkTable table, JsonWriter json) {
        json.beginArray();
        table.rows().forEach(row -> row(row, row.stream(), json));
        json.endArray();
    }

    private static void row(LinkRow row, boolean stream, JsonWriter json) {
        LinkAsked asked = row.asked().get(0);
        Span span = row.spans().get(0);
        LinkTally tally = row.tally();
        json.beginObject();
        json.name("direction").value(row.up() ? "up" : "down");
        json.name("carried").value(stream ? "byte stream" : "packets");
        json.name("state").value(row.state());
        json.name("from").value(span.fromNanos() / 1e9);
        json.name("to").value(span.toNanos() / 1e9);
        json.name("rateAsked").value(row.rate(asked));
        json.name("rateGot");
        if (tally.saturated()) {
            json.value(tally.bitsPerSecond());
        } else {
            json.nothing();
        }
        json.name("saturated").value(tally.saturatedSeconds());
        json.name("mostOffered").value(tally.mostOffered());
        json.name("delayAsked").value(row.way(asked).getDelayNs() / 1e9);
        quantiles("delayGot", tally.delay(), json);
        quantiles("ownError", tally.late(), json);
        loss(stream, tally, json);
        json.name("offered").value(tally.offered());
        json.name("passed").value(tally.passed());
        json.name("passedBytes").value(tally.passedBytes());
        json.name("noRoom").value(tally.noRoom());
        json.name("tooLarge").value(tally.tooLarge());
        json.name("outages").beginArray();
        row.outages().forEach(outage -> outage(outage, json));
        json.endArray();
        json.endObject();
    }

    private static void quantiles(String name, SparseHistogram seen, JsonWriter json) {
        json.name(name);
        if (seen.count() == 0) {
            json.nothing();
            return;
        }
        json.beginObject();
        json.name("p50").value(seen.quantile(0.5) / 1e9);
        json.name("p99").value(seen.quantile(0.99) / 1e9);
        json.name("worst").value(seen.quantile(1) / 1e9);
        json.name("n").value(seen.count()).endObject();
    }

    /** On a byte stream a loss is a retransmission stall, and is called so. */
    private static void loss(boolean stream, LinkTally tally, JsonWriter json) {
        json.name(stream ? "stalls" : "loss").beginObject();
        json.name("count").value(tally.lost());
        json.name("of").value(tally.lossTried());
        json.name("interval");
        int tried = (int) Math.min(Integer.MAX_VALUE, tally.lossTried());
        if (tried == 0) {
            json.nothing();
        } else {
            Interval interval = Proportion.wilson((int) Math.min(tried, tally.lost()), tried, 0.95);
            json.beginObject().name("low").value(interval.low());
            json.name("high").value(interval.high()).endObject();
        }
        json.endObject();
    }

    private static void outage(Outage outage, JsonWriter json) {
        json.beginObject();
        json.name("from").value(outage.span().fromNanos() / 1e9);
        json.name("to").value(outage.span().toNanos() / 1e9);
        json.name("gotFrom").value(outage.gotFromNanos() / 1e9);
        json.name("gotTo");
        if (outage.firstNanos() == Long.MAX_VALUE) {
            json.nothing();
        } else {
            json.value(outage.gotToNanos() / 1e9);
        }
        json.endObject();
    }
}
