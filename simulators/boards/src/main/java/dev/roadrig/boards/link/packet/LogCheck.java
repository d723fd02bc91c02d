package dev.roadrig.boards.link.packet;

import dev.roadrig.scenarios.link.MmLinkLog;
import dev.roadrig.scenarios.link.PacketEvent;
import dev.roadrig.scenarios.link.PacketTrace;
import dev.roadrig.scenarios.link.QueuePlan;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Plays the arrivals of a log of mm-link through {@link TraceLink}, and holds every row that follows against what the model
 * does. Ends at the first row that differs.
 */
public final class LogCheck {
    private final MmLinkLog log;
    private final TraceLink link;
    private final int packetBytes;
    private final Deque<PacketEvent> model = new ArrayDeque<>();
    private long arrivals;
    private long opportunities;
    private long departures;
    private long dropped;
    private long lastMillis;

    /**
     * What was seen.
     *
     * @param dropped packets
     * @param lastMillis of the last row
     * @param difference the first row that differs, in words; empty where none does
     */
    public record Result(
            long arrivals,
            long opportunities,
            long departures,
            long dropped,
            long lastMillis,
            Optional<String> difference) {}

    private LogCheck(MmLinkLog log, PacketTrace trace, QueuePlan queue, int packetBytes) {
        this.log = log;
        this.packetBytes = packetBytes;
        this.link = new TraceLink(trace, queue, packetBytes, log.baseMillis(), model::add);
        lastMillis = log.baseMillis();
    }

    /**
     * Checks a whole log.
     *
     * @throws dev.roadrig.scenarios.fault.BadInput where the log is none, or its times go back
     */
    public static Result of(MmLinkLog log, PacketTrace trace, QueuePlan queue, int packetBytes) {
        return new LogCheck(log, trace, queue, packetBytes).check();
    }

    private Result check() {
        for (Optional<PacketEvent> row = log.next(); row.isPresent(); row = log.next()) {
            PacketEvent seen = row.get();
            if (seen instanceof PacketEvent.Arrival && seen.millis() < lastMillis) {
                throw log.bad("an arrival at " + seen.millis() + " ms after a row of " + lastMillis + " ms");
            }
            lastMillis = seen.millis();
            step(seen);
            PacketEvent expected = model.poll();
            if (!seen.equals(expected)) {
                return result(Optional.of("line " + log.line() + " of the log is `" + seen.text()
                        + "` where the model has " + (expected == null ? "nothing" : "`" + expected.text() + "`")));
            }
            count(seen);
        }
        return result(Optional.ofNullable(model.peek())
                .map(more -> "the log ends where the model has `" + more.text() + "`"));
    }

    /** Lets the model do what is due by this row, unless it has done more than the log has told yet. */
    private void step(PacketEvent seen) {
        if (!model.isEmpty()) {
            return;
        }
        if (seen instanceof PacketEvent.Arrival arrival) {
            if (arrival.bytes() > packetBytes) {
                throw log.bad("a packet of " + arrival.bytes() + " bytes is larger than a chance of " + packetBytes
                        + "; --packet-bytes says what a chance carries");
            }
            if (link.nextMillis() > arrival.millis()) {
                link.arrive(arrival.millis(), arrival.bytes());
                return;
            }
        }
        // One chance at a time: the first of which the log does not tell is the difference, however far its time is.
        if (link.nextMillis() <= seen.millis()) {
            link.catchUp(link.nextMillis());
        }
    }

    private void count(PacketEvent seen) {
        if (seen instanceof PacketEvent.Arrival) {
            arrivals++;
        } else if (seen instanceof PacketEvent.Opportunity) {
            opportunities++;
        } else if (seen instanceof PacketEvent.Departure) {
            departures++;
        } else if (seen instanceof PacketEvent.Drop drop) {
            dropped += drop.packets();
        }
    }

    private Result result(Optional<String> difference) {
        return new Result(arrivals, opportunities, departures, dropped, lastMillis, difference);
    }
}
