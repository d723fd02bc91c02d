package dev.roadrig.harness.run;

import com.google.protobuf.ByteString;
import dev.roadrig.ports.InferencePort.FrameRequest;
import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveFrame;
import dev.roadrig.scenarios.record.Sink;
import dev.roadrig.scenarios.record.v1.DriveStart;
import dev.roadrig.scenarios.record.v1.Frame;
import dev.roadrig.scenarios.record.v1.FrameSent;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Plays the window of a drive, open loop: every frame is sent when it is due, whatever became of the one before, and its
 * own lateness is recorded. Reads a picture ahead, so that no disk stands between a frame and its time.
 */
final class Replay {
    /**
     * A frame is made ready so long before its time: when the one before it is on its way already, since both would
     * share the host's few processors.
     */
    private static final long READY_AHEAD_NANOS = 50_000_000;

    private final Ticker ticker;
    private final Sink sink;
    private final Scenario scenario;
    private final Target target;
    private final CameraFaults camera;
    private final AtomicInteger due = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger results = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private volatile boolean lastSent;
    private volatile boolean stopped;
    private volatile @Nullable RuntimeException broken;
    private long nextRequest = 1;

    Replay(Ticker ticker, Sink sink, Scenario scenario, Target target) {
        this.ticker = ticker;
        this.sink = sink;
        this.scenario = scenario;
        this.target = target;
        this.camera = new CameraFaults(scenario.faults());
    }

    /** How many frames were due, were sent, and have a result, so far. */
    record Count(int due, int sent, int results) {}

    Count count() {
        return new Count(due.get(), sent.get(), results.get());
    }

    /** Whether the last frame was sent and every frame that was sent has its result. */
    boolean done() {
        return allSent() && results.get() >= sent.get();
    }

    boolean allSent() {
        return lastSent && late.get() == 0;
    }

    /** Sends nothing more: the run has ended, and its board is being closed. */
    void stop() {
        stopped = true;
    }

    /** Throws what broke the replay on the ticker's thread: a drive that cannot be read, or a defect. */
    void check() {
        RuntimeException b = broken;
        if (b != null) {
            throw b;
        }
    }

    /**
     * Sends one frame that is recorded and not judged, and waits for its result.
     *
     * @return false when there was none by the deadline
     */
    boolean warmUp(DriveFrame frame, Deadline deadline) throws InterruptedException {
        int before = results.get();
        target.inference().submit(request(frame, true, frame.picture().read()), this::received);
        return ticker.await(() -> results.get() > before, deadline);
    }

    /**
     * Lays the drive on the timeline: its window's first moment at {@code zeroNanos}.
     *
     * @param onStart told the zero before the first frame is scheduled, for everything that keeps step with the drive
     */
    void start(Drive.FrameCursor frames, long zeroNanos, LongConsumer onStart) {
        results.set(0);
        sink.write(ticker.nanos(), DriveStart.newBuilder().setAtNs(zeroNanos).build());
        onStart.accept(zeroNanos);
        scheduleNext(frames, zeroNanos);
    }

    private void scheduleNext(Drive.FrameCursor frames, long zeroNanos) {
        DriveFrame frame = nextInWindow(frames);
        if (frame == null) {
            lastSent = true;
            ticker.signal();
            return;
        }
        long fromNanos = scenario.window().from().toNanos();
        long dueNanos = zeroNanos + frame.offsetNanos() - fromNanos;
        long gapNanos = dueNanos - ticker.nanos();
        ticker.at(dueNanos - Math.min(READY_AHEAD_NANOS, gapNanos / 2), guarded(() -> {
            Next next = ready(frame, dueNanos);
            ticker.at(dueNanos, guarded(() -> {
                due(next);
                scheduleNext(frames, zeroNanos);
            }));
        }));
    }

    private Next ready(DriveFrame frame, long dueNanos) {
        byte[] picture =
                scenario.feed() == Scenario.Feed.PUSHED ? frame.picture().read() : new byte[0];
        CameraFaults.Shot shot = camera.shoot(frame, picture);
        return new Next(
                frame.index(),
                dueNanos,
                shot,
                request(frame, false, shot.picture()),
                FrameMessages.of(frame, dueNanos));
    }

    private Runnable guarded(Runnable step, Runnable... always) {
        return () -> {
            try {
                if (!stopped) {
                    step.run();
                }
            } catch (RuntimeException e) {
                broken = e;
                lastSent = true;
                ticker.signal();
            } finally {
                List.of(always).forEach(Runnable::run);
            }
        };
    }

    private @Nullable DriveFrame nextInWindow(Drive.FrameCursor frames) {
        while (frames.hasNext()) {
            DriveFrame frame = frames.next();
            if (scenario.window().holds(frame.offsetNanos())) {
                return frame;
            }
            if (frame.offsetNanos() >= scenario.window().to().toNanos()) {
                return null;
            }
        }
        return null;
    }

    private void due(Next next) {
        due.incrementAndGet();
        if (next.shot.dropped()) {
            sink.write(ticker.nanos(), next.message);
        } else if (next.shot.lateNanos() == 0) {
            send(next);
        } else {
            late.incrementAndGet();
            ticker.at(next.dueNanos + next.shot.lateNanos(), () -> guarded(() -> send(next), late::decrementAndGet)
                    .run());
        }
    }

    /**
     * Nothing stands between a frame's time and its way but its stamp: what is written of it is written after. A frame
     * for a board that an ordered fault keeps away is not sent, and its record does not say that it was.
     */
    private void send(Next next) {
        boolean goes = !stopped && target.inference().reachable();
        long sentNanos = ticker.nanos();
        if (goes) {
            sent.incrementAndGet();
            target.inference().submit(next.request, this::received);
        }
        sink.write(sentNanos, next.message);
        if (goes) {
            sink.write(
                    sentNanos,
                    FrameSent.newBuilder()
                            .setFrame(next.frame)
                            .setDueNs(next.dueNanos)
                            .setSentNs(sentNanos)
                            .setRequest(next.request.request())
                            .setOrderedLateNs(next.shot.lateNanos())
                            .build());
        }
    }

    /** A frame made ready before its time. */
    private record Next(int frame, long dueNanos, CameraFaults.Shot shot, FrameRequest request, Frame message) {}

    private FrameRequest request(DriveFrame frame, boolean warmUp, byte[] picture) {
        boolean pushed = warmUp || scenario.feed() == Scenario.Feed.PUSHED;
        return new FrameRequest(
                nextRequest++,
                frame.index(),
                warmUp,
                pushed ? ByteString.copyFrom(picture) : null,
                pushed ? null : FrameMessages.fileName(frame),
                frame.truth().stream().map(DriveFrame.Label::box).toList());
    }

    private void received(Result result) {
        sink.write(result.getReceivedNs(), result);
        results.incrementAndGet();
        ticker.signal();
    }
}
