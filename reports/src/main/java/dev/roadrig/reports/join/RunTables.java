package dev.roadrig.reports.join;

import com.google.protobuf.Message;
import dev.roadrig.reports.clock.BoardClock;
import dev.roadrig.reports.clock.ExchangeRow;
import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.reports.join.RunTable.ClockFit;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.observe.Observers;
import dev.roadrig.scenarios.record.RunEntry;
import dev.roadrig.scenarios.record.RunRecord;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.record.v1.ClockExchange;
import dev.roadrig.scenarios.record.v1.ConsoleBytes;
import dev.roadrig.scenarios.record.v1.DriveStart;
import dev.roadrig.scenarios.record.v1.FaultSeen;
import dev.roadrig.scenarios.record.v1.Frame;
import dev.roadrig.scenarios.record.v1.FrameSent;
import dev.roadrig.scenarios.record.v1.LinkAchieved;
import dev.roadrig.scenarios.record.v1.LinkAsked;
import dev.roadrig.scenarios.record.v1.LinkCarried;
import dev.roadrig.scenarios.record.v1.LinkPackets;
import dev.roadrig.scenarios.record.v1.MeterAbout;
import dev.roadrig.scenarios.record.v1.MeterAccount;
import dev.roadrig.scenarios.record.v1.OrderedFault;
import dev.roadrig.scenarios.record.v1.Phase;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.scenarios.record.v1.RunEnd;
import dev.roadrig.scenarios.record.v1.RunStart;
import dev.roadrig.scenarios.record.v1.Telemetry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Joins records into tables. A record that was cut off is joined as far as it goes. */
public final class RunTables {
    private RunTables() {}

    /**
     * Joins a record that is open, whole or as far as it goes.
     *
     * @throws BadInput when its join rule is unknown, or the file is damaged within
     */
    public static RunTable join(RunRecord record) {
        return join(record, Optional.empty());
    }

    /**
     * As {@link #join(RunRecord)}, under mended observers.
     *
     * @param observers of the board's console; empty for those that its profile had when the record was made
     */
    public static RunTable join(RunRecord record, Optional<Observers> observers) {
        try (Stream<RunEntry<Message>> entries = record.entries()) {
            return join(entries.map(e -> new At<>(e.nanos(), e.message())).toList(), observers);
        }
    }

    /**
     * Joins one record's messages.
     *
     * @param messages in any order, each with its time on the run's timeline; read once
     * @throws BadInput when there is no {@code RunStart}, or its join rule is unknown
     */
    public static RunTable join(Iterable<? extends At<? extends Message>> messages) {
        return join(messages, Optional.empty());
    }

    private static RunStart start(Seen seen) {
        return seen.of(RunStart.class).stream()
                .map(At::message)
                .findFirst()
                .orElseThrow(() -> new BadInput("The record does not begin with /run/start, so nothing says what it"
                        + " is a record of. Give a run record (run.mcap), not a drive."));
    }

    private static RunTable join(Iterable<? extends At<? extends Message>> messages, Optional<Observers> observers) {
        var seen = new Seen(messages);
        RunStart start = start(seen);
        List<At<RunEnd>> ends = seen.of(RunEnd.class);
        Optional<RunEnd> end = ends.isEmpty()
                ? Optional.empty()
                : Optional.of(ends.get(ends.size() - 1).message());
        BoardClock clock = BoardClock.of(seen.of(ClockExchange.class).stream()
                .map(e -> exchange(e.message()))
                .toList());
        List<At<LinkAsked>> asked = seen.of(LinkAsked.class);
        List<At<LinkAchieved>> achieved = seen.of(LinkAchieved.class);
        List<At<LinkCarried>> carried = seen.of(LinkCarried.class);
        Map<Integer, FrameSent> sent = new LinkedHashMap<>();
        seen.of(FrameSent.class).forEach(s -> sent.putIfAbsent(s.message().getFrame(), s.message()));
        Optional<Long> driveStart = seen.of(DriveStart.class).stream()
                .map(s -> s.message().getAtNs())
                .findFirst();
        ResultJoin joined = ResultJoin.by(start.getJoin(), sent, clock);
        var lines = ObservedLines.of(start, observers, seen.of(ConsoleBytes.class), driveStart);
        List<At<Result>> results = results(seen);
        if (lines.giveAnswers()) {
            joined.addSaid(lines.answers(), lines.unreadable(), results);
        } else {
            results.forEach(joined::add);
        }
        List<RunTable.FaultSpan> spans = FaultSpans.of(seen.of(OrderedFault.class));
        List<FrameRow> rows = new ArrayList<>();
        var link = new LinkErrors(achieved, carried);
        var misses = new CloudMisses(sent, joined, seen.of(BoardEvent.class), asked, link, start.getCloudDeadlineNs());
        var maker = new FrameRows(sent, joined, clock, asked, link, misses, isComplete(end));
        seen.of(Frame.class).stream()
                .map(At::message)
                .sorted(Comparator.comparingLong(Frame::getDueNs).thenComparingInt(Frame::getFrame))
                .forEach(f -> rows.add(maker.row(f)));
        return new RunTable(
                start,
                driveStart,
                FaultSpans.flag(rows, spans),
                joined.unmatched(),
                joined.doublyMatched(),
                clock.longest()
                        .map(e -> new ClockFit(
                                e.referenceNanos(), e.offsetNanos(), e.skew(), e.residualNanos(), e.exchanges())),
                Readings.of(lines.with(seen.of(Telemetry.class)), clock),
                Meters.of(seen.of(MeterAbout.class), seen.of(MeterAccount.class), seen.of(Telemetry.class)),
                asked,
                achieved,
                carried,
                seen.of(LinkPackets.class),
                seen.of(Phase.class),
                seen.of(BoardEvent.class),
                spans,
                seen.of(ConsoleBytes.class),
                seen.of(FaultSeen.class),
                end,
                lines.said(results.size(), joined));
    }

    private static List<At<Result>> results(Seen seen) {
        return seen.of(Result.class).stream()
                .filter(r -> !r.message().getWarmUp())
                .sorted(Comparator.comparingLong(RunTables::received))
                .toList();
    }

    private static boolean isComplete(Optional<RunEnd> end) {
        return end.filter(e -> e.getOutcome() == RunEnd.Outcome.COMPLETED).isPresent();
    }

    /** When the host had a result; its log time where it carries no stamp. */
    static long received(At<Result> result) {
        long stamp = result.message().getReceivedNs();
        return stamp != 0 ? stamp : result.nanos();
    }

    private static ExchangeRow exchange(ClockExchange e) {
        return new ExchangeRow(e.getT1Ns(), e.getT2Ns(), e.getT3Ns(), e.getT4Ns(), e.getBootId());
    }

    /** The record's messages by type, each in time order. */
    private static final class Seen {
        private final Map<Class<?>, List<At<Message>>> byType = new LinkedHashMap<>();

        Seen(Iterable<? extends At<? extends Message>> messages) {
            for (At<? extends Message> m : messages) {
                byType.computeIfAbsent(m.message().getClass(), type -> new ArrayList<>())
                        .add(new At<>(m.nanos(), m.message()));
            }
            byType.values().forEach(list -> list.sort(Comparator.comparingLong(At::nanos)));
        }

        <T extends Message> List<At<T>> of(Class<T> type) {
            return byType.getOrDefault(type, List.of()).stream()
                    .map(m -> new At<>(m.nanos(), type.cast(m.message())))
                    .toList();
        }
    }
}
