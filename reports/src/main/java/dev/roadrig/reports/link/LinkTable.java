package dev.roadrig.reports.link;

import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.reports.link.LinkRow.Outage;
import dev.roadrig.reports.link.LinkRow.Span;
import dev.roadrig.scenarios.record.v1.LinkAsked;
import dev.roadrig.scenarios.record.v1.LinkCarried;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a link was asked and what it did, up first, in time order. Neighbours that ask the same of a direction are one row.
 *
 * @param packets counted where it carried packets; empty where nothing did
 */
public record LinkTable(List<LinkRow> rows, Optional<PacketTotals> packets) {
    /** More rows than this nobody reads: then all conditions of one name are one. */
    static final int MOST_ROWS = 16;

    public LinkTable {
        rows = List.copyOf(rows);
    }

    /** Of a run; empty where nothing measured a link. */
    public static LinkTable of(RunTable run) {
        return new LinkTable(of(run.asked(), run.carried(), run.lastNanos()).rows(), PacketTotals.of(run.packets()));
    }

    /** Whether byte streams were carried, on which a loss is a retransmission stall. */
    public boolean stream() {
        return rows.stream().anyMatch(LinkRow::stream);
    }

    /** Whether byte streams were carried, and packets beside them. */
    public boolean both() {
        return stream() && !rows.stream().allMatch(LinkRow::stream);
    }

    /**
     * @param asked in time order
     * @param endNanos of the last conditions, on the timeline
     */
    public static LinkTable of(List<At<LinkAsked>> asked, List<At<LinkCarried>> carried, long endNanos) {
        if (asked.isEmpty() || carried.isEmpty()) {
            return new LinkTable(List.of(), Optional.empty());
        }
        List<LinkRow> rows = new ArrayList<>();
        for (boolean stream : new boolean[] {true, false}) {
            List<At<LinkCarried>> parts = carried.stream()
                    .filter(part -> part.message().getStream() == stream)
                    .toList();
            for (boolean up : new boolean[] {true, false}) {
                if (!parts.isEmpty()) {
                    rows.addAll(new Way(up, stream, asked, parts, endNanos).rows());
                }
            }
        }
        return new LinkTable(rows, Optional.empty());
    }

    /** The rows, or one for each name and direction where there are many. */
    public List<LinkRow> fewRows() {
        if (rows.size() <= MOST_ROWS) {
            return rows;
        }
        Map<String, List<LinkRow>> byName = new LinkedHashMap<>();
        rows.forEach(row -> byName.computeIfAbsent(
                        row.stream() + " " + row.up() + row.state() + row.outage(), x -> new ArrayList<>())
                .add(row));
        return byName.values().stream().map(LinkTable::together).toList();
    }

    private static LinkRow together(List<LinkRow> rows) {
        var tally = new LinkTally();
        rows.forEach(row -> tally.add(row.tally()));
        return new LinkRow(
                rows.get(0).up(),
                rows.get(0).stream(),
                rows.get(0).state(),
                rows.stream().flatMap(row -> row.spans().stream()).toList(),
                rows.stream().flatMap(row -> row.asked().stream()).toList(),
                tally,
                rows.stream().flatMap(row -> row.outages().stream()).toList());
    }

    /** One direction. */
    private record Way(
            boolean up, boolean stream, List<At<LinkAsked>> asked, List<At<LinkCarried>> carried, long endNanos) {
        List<LinkRow> rows() {
            TreeMap<Long, LinkTally> tallies = new TreeMap<>();
            TreeMap<Long, LinkAsked> begins = new TreeMap<>();
            LinkAsked before = LinkAsked.getDefaultInstance();
            for (At<LinkAsked> one : asked) {
                if (begins.isEmpty() || !same(before, one.message())) {
                    begins.put(one.nanos(), one.message());
                    tallies.put(one.nanos(), new LinkTally());
                }
                before = one.message();
            }
            for (At<LinkCarried> part : carried) {
                Map.Entry<Long, LinkAsked> at = begins.floorEntry(part.message().getSinceNs());
                if (part.message().getUp() == up && at != null) {
                    Long next = begins.higherKey(at.getKey());
                    long until = next == null ? Math.max(endNanos, part.nanos()) : next;
                    Objects.requireNonNull(tallies.get(at.getKey()))
                            .add(
                                    part.message(),
                                    LinkRow.rate(up, at.getValue()),
                                    overlap(part, new Span(at.getKey(), until)));
                }
            }
            List<LinkRow> rows = new ArrayList<>();
            long shift =
                    asked.get(0).message().getDriveOffsetNs() - asked.get(0).nanos();
            begins.forEach((from, state) -> {
                Long next = begins.higherKey(from);
                var span = new Span(from + shift, (next == null ? Math.max(from, endNanos) : next) + shift);
                List<Outage> outages = LinkRow.rate(up, state) == 0 ? outage(from, span, shift, tallies) : List.of();
                rows.add(new LinkRow(
                        up,
                        stream,
                        state.getState(),
                        List.of(span),
                        List.of(state),
                        Objects.requireNonNull(tallies.get(from)),
                        outages));
            });
            return rows;
        }

        /** How long a message tells of these conditions; 0 where that is too short to speak of a rate. */
        private static long overlap(At<LinkCarried> part, Span held) {
            long from = Math.max(held.fromNanos(), part.nanos() - part.message().getWindowNs());
            long overlap = Math.min(held.toNanos(), part.nanos()) - from;
            long least = Math.min(part.message().getWindowNs(), held.toNanos() - held.fromNanos()) / 2;
            return overlap >= least ? Math.max(0, overlap) : 0;
        }

        private List<Outage> outage(long from, Span span, long shift, TreeMap<Long, LinkTally> tallies) {
            OptionalLong last = tallies.headMap(from, true).values().stream()
                    .map(LinkTally::lastNanos)
                    .flatMapToLong(OptionalLong::stream)
                    .max();
            return List.of(tallies.tailMap(from, false).values().stream()
                    .flatMap(tally -> tally.first().stream())
                    .findFirst()
                    .map(first -> new Outage(
                            span,
                            last.isPresent() ? last.getAsLong() + shift : Long.MIN_VALUE,
                            first.getFirstNs() + shift,
                            first.getFirstNs() - first.getFirstAskedNs()))
                    .orElse(new Outage(
                            span, last.isPresent() ? last.getAsLong() + shift : Long.MIN_VALUE, Long.MAX_VALUE, 0)));
        }

        private boolean same(LinkAsked one, LinkAsked other) {
            return LinkRow.rate(up, one) == LinkRow.rate(up, other)
                    && one.getState().equals(other.getState())
                    && (up ? one.getUp().equals(other.getUp()) : one.getDown().equals(other.getDown()))
                    && one.getRttNs() == other.getRttNs();
        }
    }
}
