package dev.roadrig.harness.run;

import dev.roadrig.ports.BoardClock;
import dev.roadrig.ports.PowerMeter;
import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveFrame;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * Plays a scenario on a board that is ready: reads its clock before, during and after, warms it up, replays the drive,
 * and waits until the last frames have had their time. The same on real and on virtual time.
 */
public final class Player {
    private static final int CLOCK_EXCHANGES = 20;
    /** Enough for a compiler; a slow board is warm before, and is not heated for longer than {@link #EDGE_WARM_UP}. */
    private static final int EDGE_WARM_UPS = 100;

    private static final Duration EDGE_WARM_UP = Duration.ofSeconds(5);
    private static final int PLACED_WARM_UPS = 10;
    /** Calls to the board and back: enough for the compilers of both ends to be through with the way between them. */
    private static final int WAY_WARM_UPS = 3_000;

    private static final Duration WAY_WARM_UP_LIMIT = Duration.ofSeconds(3);
    private static final Duration WARM_UP_LIMIT = Duration.ofSeconds(20);
    private static final Duration LEAD = Duration.ofMillis(300);
    private static final Duration LOOK = Duration.ofMillis(500);

    /** How long the last frames have for their results; longer than any bound that is judged. */
    private static final Duration SETTLE = Duration.ofSeconds(3);

    private static final Duration METER_PERIOD = Duration.ofMillis(20);

    private final Rig rig;
    private final Scenario scenario;
    private final Drive drive;
    private final Target target;
    private final LongConsumer onDriveStart;
    private final Replay replay;
    private long zeroNanos = Long.MIN_VALUE;

    /**
     * @param onDriveStart told where drive time 0 of the window lies on the timeline, before the first frame is due
     */
    public Player(Rig rig, Scenario scenario, Drive drive, Target target, LongConsumer onDriveStart) {
        this.rig = rig;
        this.scenario = scenario;
        this.drive = drive;
        this.target = target;
        this.onDriveStart = onDriveStart;
        this.replay = new Replay(rig.ticker(), rig.sink(), scenario, target);
    }

    /**
     * Plays the whole window.
     *
     * @throws RunFault the first fault that any watcher reported; what was seen until then is in the record
     */
    public void play() throws RunFault, InterruptedException {
        AutoCloseable meter = startMeter();
        try {
            warmWay();
            readClock(CLOCK_EXCHANGES);
            warmUp();
            replayDrive();
            settle();
            readClock(CLOCK_EXCHANGES);
        } finally {
            replay.stop();
            stop(meter);
        }
    }

    private static void stop(AutoCloseable meter) {
        try {
            meter.close();
        } catch (Exception e) {
            throw new IllegalStateException("The meter's stream did not close.", e);
        }
    }

    /** How many frames were due, sent and answered, so far. */
    public Replay.Count count() {
        return replay.count();
    }

    private AutoCloseable startMeter() {
        return target.meter().map(this::stream).orElse(() -> {});
    }

    private AutoCloseable stream(PowerMeter meter) {
        return meter.stream(
                METER_PERIOD, sample -> rig.sink().write(rig.ticker().nanos(), sample));
    }

    private void readClock(int exchanges) throws RunFault, InterruptedException {
        if (target.clock().isEmpty()) {
            return;
        }
        BoardClock clock = target.clock().get();
        for (int i = 0; i < exchanges; i++) {
            try {
                var exchange = clock.exchange(rig.ticker().in(Duration.ofSeconds(5)));
                rig.sink().write(exchange.getT4Ns(), exchange);
            } catch (RunFault fault) {
                if (!ReturningAgent.saysAway(fault)) {
                    throw fault;
                }
                return;
            }
        }
    }

    /**
     * Frames come tenths of a second apart, so that a way through two virtual machines would stay cold for the whole
     * drive, and cost milliseconds that no board is to blame for. These calls say nothing of the run and are not
     * recorded.
     */
    private void warmWay() throws RunFault, InterruptedException {
        if (target.clock().isEmpty()) {
            return;
        }
        BoardClock clock = target.clock().get();
        Deadline enough = rig.ticker().in(WAY_WARM_UP_LIMIT);
        int calls = 0;
        while (calls < WAY_WARM_UPS && !enough.passed(rig.ticker())) {
            var unused = clock.exchange(rig.ticker().in(Duration.ofSeconds(5)));
            calls++;
        }
        rig.phase("warm-up", calls + " calls to the agent and back, not recorded");
    }

    /** The edge first, so that its engine is warm when it has to stand in for the cloud. */
    private void warmUp() throws RunFault, InterruptedException {
        try (Drive.FrameCursor frames = drive.frames()) {
            DriveFrame frame = firstWithBoxes(frames);
            int inferences = warmUp(frame, EDGE_WARM_UPS, rig.ticker().in(EDGE_WARM_UP));
            target.placing().engage(rig.ticker().in(WARM_UP_LIMIT));
            inferences += warmUp(frame, PLACED_WARM_UPS, Deadline.NEVER);
            rig.phase("warm-up", inferences + " inferences, recorded and not judged");
        }
    }

    /** Returns after so many, or after the first that ended past the deadline. */
    private int warmUp(DriveFrame frame, int times, Deadline enough) throws RunFault, InterruptedException {
        int done = 0;
        while (done < times && (done == 0 || !enough.passed(rig.ticker()))) {
            done++;
            boolean answered = replay.warmUp(frame, rig.ticker().in(WARM_UP_LIMIT));
            rig.faults().check();
            if (!answered) {
                throw new UnknownFault(
                        "warm-up.silent",
                        "The board did not answer a warm-up inference within " + WARM_UP_LIMIT.toSeconds()
                                + " s. Look at the console and the agent's log in the record.");
            }
        }
        return done;
    }

    private DriveFrame firstWithBoxes(Drive.FrameCursor frames) {
        DriveFrame first = frames.next();
        DriveFrame frame = first;
        while (frame.truth().isEmpty() && frames.hasNext()) {
            frame = frames.next();
        }
        return frame.truth().isEmpty() ? first : frame;
    }

    private void replayDrive() throws RunFault, InterruptedException {
        Ticker ticker = rig.ticker();
        rig.phase("replay", scenario.feed().word());
        try (Drive.FrameCursor frames = drive.frames()) {
            zeroNanos = ticker.nanos() + LEAD.toNanos();
            replay.start(frames, zeroNanos, onDriveStart);
            while (!ticker.await(() -> replay.allSent() || rig.faults().broken(), ticker.in(LOOK))) {
                tell();
                readClock(1);
            }
            replay.check();
            rig.faults().check();
            tell();
        }
    }

    private void settle() throws RunFault, InterruptedException {
        rig.phase("settle", "the last frames' results");
        Deadline deadline = rig.ticker().in(SETTLE);
        boolean all = rig.ticker().await(() -> replay.done() || rig.faults().broken(), deadline);
        rig.faults().check();
        if (!all) {
            rig.ticker().await(() -> rig.faults().broken(), deadline);
        }
    }

    private void tell() {
        LinkProfile network = scenario.network();
        long offset =
                rig.ticker().nanos() - zeroNanos + scenario.window().from().toNanos();
        Replay.Count count = replay.count();
        rig.progress()
                .replay(
                        count.sent(),
                        drive.frameCount(),
                        network == null ? "" : network.at(offset).name());
    }
}
