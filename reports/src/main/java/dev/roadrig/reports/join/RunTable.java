package dev.roadrig.reports.join;

import dev.roadrig.reports.observe.ConsoleSaid;
import dev.roadrig.scenarios.record.v1.FaultSeen;
import dev.roadrig.scenarios.record.v1.LinkAchieved;
import dev.roadrig.scenarios.record.v1.LinkAsked;
import dev.roadrig.scenarios.record.v1.LinkCarried;
import dev.roadrig.scenarios.record.v1.LinkPackets;
import dev.roadrig.scenarios.record.v1.RunEnd;
import dev.roadrig.scenarios.record.v1.RunStart;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One record, joined: what the judge and the plots read. Times are nanoseconds on the run's timeline.
 *
 * @param start the record's first message
 * @param driveStartNanos drive time 0 of the window; empty when the drive never started
 * @param frames in due order
 * @param unmatched results that belong to no frame
 * @param doublyMatched results beyond the first for a frame; none of them is used
 * @param clock how the board's clock was brought onto the timeline; empty without exchanges
 * @param readings sensor readings in time order, board stamps brought onto the timeline
 * @param meters of the rig's, with what they lost
 * @param asked link conditions asked, in time order
 * @param achieved what the link did, in time order
 * @param carried what it did by direction and conditions, in time order
 * @param packets that it counted where it carried packets, in time order; the first window is that before the drive
 * @param phases in time order
 * @param events of the board and its agent, in time order
 * @param orderedFaults intervals of ordered faults
 * @param console the console in arrival order
 * @param faults why the run could not go on
 * @param end the record's last message; empty when the record is incomplete
 * @param said what the board's own lines gave; empty where its profile takes nothing of them
 */
public record RunTable(
        RunStart start,
        Optional<Long> driveStartNanos,
        List<FrameRow> frames,
        int unmatched,
        int doublyMatched,
        Optional<ClockFit> clock,
        List<ReadingRow> readings,
        List<MeterTable> meters,
        List<At<LinkAsked>> asked,
        List<At<LinkAchieved>> achieved,
        List<At<LinkCarried>> carried,
        List<At<LinkPackets>> packets,
        List<At<dev.roadrig.scenarios.record.v1.Phase>> phases,
        List<At<dev.roadrig.scenarios.record.v1.BoardEvent>> events,
        List<FaultSpan> orderedFaults,
        List<At<dev.roadrig.scenarios.record.v1.ConsoleBytes>> console,
        List<At<FaultSeen>> faults,
        Optional<RunEnd> end,
        Optional<ConsoleSaid> said) {

    public RunTable {
        frames = List.copyOf(frames);
        readings = List.copyOf(readings);
        meters = List.copyOf(meters);
        asked = List.copyOf(asked);
        achieved = List.copyOf(achieved);
        carried = List.copyOf(carried);
        packets = List.copyOf(packets);
        phases = List.copyOf(phases);
        events = List.copyOf(events);
        orderedFaults = List.copyOf(orderedFaults);
        console = List.copyOf(console);
        faults = List.copyOf(faults);
    }

    /** The time of the last thing that the record holds: the run's length, of an incomplete record too. */
    public long lastNanos() {
        return Stream.of(
                        Stream.of(achieved, phases, events, console, faults, asked)
                                .flatMap(List::stream)
                                .map(At::nanos),
                        readings.stream().map(ReadingRow::nanos),
                        frames.stream().flatMap(f -> f.sentNanos().stream()),
                        frames.stream().flatMap(f -> f.answer().stream()).map(FrameRow.Answer::receivedNanos))
                .flatMap(s -> s)
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    /** A message with its time on the timeline. */
    public record At<T>(long nanos, T message) {}

    /**
     * An ordered fault.
     *
     * @param toNanos its end; {@link Long#MAX_VALUE} when none was recorded
     */
    public record FaultSpan(String kind, long fromNanos, long toNanos) {}

    /**
     * board = offset + (1 + skew) * (timeline - reference).
     *
     * @param referenceNanos on the timeline
     * @param offsetNanos the board's clock at the reference
     * @param skew the board's rate less 1
     * @param residualNanos half width within which the line holds: half the least delay and the spread about the line
     * @param exchanges used for the fit
     */
    public record ClockFit(long referenceNanos, long offsetNanos, double skew, long residualNanos, int exchanges) {
        /** A board stamp on the run's timeline. */
        public long toTimeline(long boardNanos) {
            return referenceNanos + Math.round((boardNanos - offsetNanos) / (1 + skew));
        }
    }
}
