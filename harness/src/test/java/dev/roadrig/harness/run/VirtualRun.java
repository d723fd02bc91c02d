package dev.roadrig.harness.run;

import dev.roadrig.boards.model.ModelBoard;
import dev.roadrig.boards.model.ModelSetup;
import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.record.RunRecordWriter;
import dev.roadrig.scenarios.record.v1.RunEnd;
import dev.roadrig.scenarios.scenario.FaultOrder;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.Placement;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A whole run on a modelled board in virtual time, with its record. */
public final class VirtualRun {
    static final Instant ANCHOR = Instant.parse("2026-11-24T00:00:00Z");

    private VirtualRun() {}

    /** Makes the board, once it is known where to read drive time 0. */
    @FunctionalInterface
    public interface Setup {
        ModelSetup of(LongSupplier driveZero);
    }

    /** A drive of so many frames, 10 a second. */
    public static Drive strip(int frames) {
        return new FrameStrip(frames);
    }

    /** A scenario over such a drive. */
    public static Scenario scenario(Placement placement, LinkProfile network, List<FaultOrder> faults) {
        return Scenarios.playing(placement, network, 7, faults);
    }

    /** Plays it, and writes its record. */
    public static void play(Path file, Scenario scenario, Drive drive, Setup setup) throws Exception {
        try (var ticker = new VirtualTicker(ANCHOR);
                RunRecordWriter record = RunRecordWriter.direct(file, RunStarts.nanosOf(ANCHOR))) {
            var zero = new AtomicLong(Long.MAX_VALUE);
            record.write(
                    0,
                    RunStarts.of(scenario, drive, 1)
                            .setRunId("t")
                            .setBoard("model")
                            .build());
            var rig = new Rig(ticker, record::write, new FaultLine(ticker), Progress.SILENT);
            var board = new ModelBoard(ticker, setup.of(zero::get));
            board.onEvent(event -> record.write(ticker.nanos(), event));
            var target = new Target(board, Optional.of(board), Optional.of(board), Target.Placing.FROM_THE_START);
            var player = new Player(rig, scenario, drive, target, zero::set);
            player.play();
            Replay.Count count = player.count();
            record.write(
                    ticker.nanos(),
                    RunEnd.newBuilder()
                            .setOutcome(RunEnd.Outcome.COMPLETED)
                            .setFramesDue(count.due())
                            .setFramesSent(count.sent())
                            .setResults(count.results())
                            .build());
        }
    }
}
