package dev.roadrig.reports.join;

import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.reports.join.RunTable.FaultSpan;
import dev.roadrig.scenarios.record.v1.OrderedFault;
import java.util.ArrayList;
import java.util.List;

/** The intervals of a run's ordered faults, and the frames that they touch. */
final class FaultSpans {
    private FaultSpans() {}

    /** Pairs begins with the next end of their kind; a begin without an end lasts for ever. */
    static List<FaultSpan> of(List<At<OrderedFault>> messages) {
        List<FaultSpan> spans = new ArrayList<>();
        for (At<OrderedFault> m : messages) {
            String kind = m.message().getKind();
            if (m.message().getBegins()) {
                spans.add(new FaultSpan(kind, m.nanos(), Long.MAX_VALUE));
            } else {
                for (int i = 0; i < spans.size(); i++) {
                    FaultSpan s = spans.get(i);
                    if (s.kind().equals(kind) && s.toNanos() == Long.MAX_VALUE) {
                        spans.set(i, new FaultSpan(kind, s.fromNanos(), m.nanos()));
                        break;
                    }
                }
            }
        }
        return spans;
    }

    /** Flags frames that were due in a fault, and those in flight when one began. */
    static List<FrameRow> flag(List<FrameRow> rows, List<FaultSpan> spans) {
        if (spans.isEmpty()) {
            return rows;
        }
        return rows.stream()
                .map(r -> spans.stream().anyMatch(s -> touches(s, r, rows)) ? flagged(r) : r)
                .toList();
    }

    private static boolean touches(FaultSpan span, FrameRow row, List<FrameRow> rows) {
        if (row.dueNanos() >= span.fromNanos()) {
            return row.dueNanos() < span.toNanos();
        }
        // An unanswered frame may have been lost long before; those after the last answer were still in flight.
        return row.answer().isPresent()
                ? row.answer().get().receivedNanos() >= span.fromNanos()
                : row.dueNanos() > lastAnsweredBefore(span.fromNanos(), rows);
    }

    private static long lastAnsweredBefore(long nanos, List<FrameRow> rows) {
        return rows.stream()
                .filter(r -> r.answer().filter(a -> a.receivedNanos() < nanos).isPresent())
                .mapToLong(FrameRow::dueNanos)
                .max()
                .orElse(Long.MIN_VALUE);
    }

    private static FrameRow flagged(FrameRow r) {
        return new FrameRow(
                r.frame(),
                r.dueNanos(),
                r.driveOffsetNanos(),
                r.distanceMetres(),
                r.sentNanos(),
                r.answer(),
                r.state(),
                r.linkState(),
                r.outage(),
                true,
                r.attributes(),
                r.objects());
    }
}
