package dev.roadrig.harness.replay;

import dev.roadrig.harness.replay.ReplaySummary.Row;
import dev.roadrig.scenarios.drive.RecordedMessages;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** A replay in virtual time that has ended, and what its consumer was given. */
record Played(List<ReplayMessage> sent, List<Long> at, ReplaySummary summary) {

    /** By a consumer that is busy with each message for so long. */
    static Played of(Path file, ReplayPlan plan, ToLongFunction<ReplayMessage> busyNanos, ReplayLog log) {
        var ticker = new VirtualTicker(Instant.EPOCH);
        return of(file, plan, busyNanos, log, ticker, Pace.of(plan.rate(), ticker));
    }

    /** The same on a clock of the caller's. */
    static Played of(
            Path file,
            ReplayPlan plan,
            ToLongFunction<ReplayMessage> busyNanos,
            ReplayLog log,
            VirtualTicker ticker,
            Pace pace) {
        List<ReplayMessage> sent = new ArrayList<>();
        List<Long> at = new ArrayList<>();
        Outlet outlet = message -> {
            sent.add(message);
            at.add(pace.nanos());
            var unused = ticker.await(() -> false, new Deadline(ticker.nanos() + busyNanos.applyAsLong(message)));
        };
        try (RecordedMessages recording = RecordedMessages.open(file)) {
            var player = ReplayPlayer.of(recording, plan, pace, outlet, log, false);
            return new Played(sent, at, player.play());
        }
    }

    /** By a consumer that is never busy. */
    static Played of(Path file, ReplayPlan plan) {
        return of(file, plan, message -> 0, ReplayLog.NONE);
    }

    /** {@code /topic#sequence} of each message. */
    List<String> names() {
        return sent.stream()
                .map(message -> message.channel().topic() + "#" + message.sequence())
                .toList();
    }

    List<Long> due() {
        return sent.stream().map(ReplayMessage::offsetNanos).toList();
    }

    Row row(String topic) {
        return summary.channels().stream()
                .filter(row -> row.channel().topic().equals(topic))
                .findFirst()
                .orElseThrow();
    }
}
