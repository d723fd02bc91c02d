package dev.roadrig.harness.cli;

import dev.roadrig.boards.link.CarriedLedger;
import dev.roadrig.boards.link.packet.CountingWatch;
import dev.roadrig.boards.link.packet.LossCause;
import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.reports.link.LinkTable;
import dev.roadrig.reports.text.LinkText;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.link.MmLinkLogWriter;
import dev.roadrig.scenarios.link.PacketEvent;
import dev.roadrig.scenarios.record.AskedLink;
import dev.roadrig.scenarios.record.v1.LinkAsked;
import dev.roadrig.scenarios.record.v1.LinkCarried;
import dev.roadrig.scenarios.scenario.LinkProfile;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What went through a link for datagrams, beside what was asked of it. */
final class DatagramTally extends CountingWatch {
    private static final int WIDTH = 110;

    private final CarriedLedger ledger;
    private final Map<Direction, MmLinkLogWriter> logs;
    private final Map<LossCause, Long> lost = new EnumMap<>(LossCause.class);
    private final List<At<LinkAsked>> asked = new ArrayList<>();
    private final List<At<LinkCarried>> carried = new ArrayList<>();
    private long passed;
    private long bytes;
    private final Runnable atRefusal;
    private long refused;
    private long latestNanos;

    /** @param atRefusal told of the first refusal */
    DatagramTally(CarriedLedger ledger, Map<Direction, MmLinkLogWriter> logs, Runnable atRefusal) {
        super(ledger);
        this.atRefusal = atRefusal;
        this.ledger = ledger;
        this.logs = logs;
    }

    @Override
    public synchronized void released(int size, long busyNanos, long lateNanos) {
        passed++;
        bytes += size;
        latestNanos = Math.max(latestNanos, lateNanos);
    }

    @Override
    public synchronized void lost(long flow, long index, LossCause cause) {
        lost.merge(cause, 1L, Long::sum);
    }

    @Override
    public synchronized void refused(long flow) {
        if (refused++ == 0) {
            atRefusal.run();
        }
    }

    @Override
    public boolean traces() {
        return !logs.isEmpty();
    }

    @Override
    public void traced(Direction direction, PacketEvent event) {
        MmLinkLogWriter log = logs.get(direction);
        if (log != null) {
            log.append(event);
        }
    }

    /** Conditions are played from a moment on. */
    synchronized void asked(LinkProfile profile, long zeroNanos) {
        asked.removeIf(one -> one.nanos() >= zeroNanos);
        profile.steps()
                .forEach(step -> asked.add(new At<>(
                        zeroNanos + step.driveOffsetNanos(),
                        AskedLink.message(step.driveOffsetNanos(), step.state()))));
    }

    /** Closes a stretch of the count. */
    synchronized void take(long nowNanos, long windowNanos) {
        ledger.take(windowNanos).forEach(part -> carried.add(new At<>(nowNanos, part)));
    }

    /** What went through, in lines. */
    synchronized List<String> lines(long nowNanos) {
        List<String> lines = new ArrayList<>(Columns.of(rows()));
        List<At<LinkAsked>> held =
                asked.stream().filter(one -> one.nanos() <= nowNanos).toList();
        long outOfMemory = lost.getOrDefault(LossCause.MEMORY, 0L);
        if (outOfMemory > 0) {
            lines.add(outOfMemory + " more were lost because the link had no memory for them: 64 MiB were on their way."
                    + " Nobody asked for these losses; give the queue a limit.");
        }
        lines.addAll(LinkText.lines(LinkTable.of(held, carried, nowNanos), WIDTH));
        return lines;
    }

    private List<List<String>> rows() {
        return List.of(
                List.of(
                        "datagrams",
                        "refused by the target",
                        "bytes",
                        "lost by chance",
                        "no room",
                        "over the MTU",
                        "latest"),
                List.of(
                        Long.toString(passed - refused),
                        Long.toString(refused),
                        Long.toString(bytes),
                        Long.toString(lost.getOrDefault(LossCause.CHANCE, 0L)),
                        Long.toString(lost.getOrDefault(LossCause.QUEUE, 0L)),
                        Long.toString(lost.getOrDefault(LossCause.MTU, 0L)),
                        String.format(Locale.ROOT, "%.3f ms", latestNanos / 1e6)));
    }
}
