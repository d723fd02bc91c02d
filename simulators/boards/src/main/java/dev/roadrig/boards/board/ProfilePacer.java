package dev.roadrig.boards.board;

import dev.roadrig.agent.Pacer;
import dev.roadrig.agent.inference.FrameModel;
import dev.roadrig.boards.bug.FallbackBug;
import dev.roadrig.boards.os.SystemClock;
import dev.roadrig.boards.soc.SocModel;
import dev.roadrig.scenarios.model.ModelCard;
import java.util.Optional;

/**
 * Gives a frame's stages the times of the chip's profile, and tells the chip what it is busy with. The host computes
 * ahead under them: nobody outside the board can see a stage end, only the answer leave. Work that is not done by then is
 * an overrun of the emulation.
 */
final class ProfilePacer implements Pacer {
    /** The end of a wait that is spun through, since a parked thread wakes up late. */
    private static final long SPIN_NANOS = 100_000;

    private final SystemClock clock;
    private final SocModel soc;
    private final Optional<FallbackBug> bug;
    private final Runnable onInference;
    private final Optional<ProductLog> log;

    /** @param onInference told of every inference whose answer leaves; must not block */
    ProfilePacer(SystemClock clock, SocModel soc, Optional<FallbackBug> bug, Runnable onInference) {
        this(clock, soc, bug, onInference, Optional.empty());
    }

    /** @param log prints what every inference came to */
    ProfilePacer(
            SystemClock clock,
            SocModel soc,
            Optional<FallbackBug> bug,
            Runnable onInference,
            Optional<ProductLog> log) {
        this.clock = clock;
        this.soc = soc;
        this.bug = bug;
        this.onInference = onInference;
        this.log = log;
    }

    @Override
    public Pace frame() {
        return new ProfilePace();
    }

    @Override
    public Source source() {
        return Source.PROFILE;
    }

    private static dev.roadrig.boards.soc.Stage chipStage(Stage stage) {
        return switch (stage) {
            case PREPROCESS -> dev.roadrig.boards.soc.Stage.PREPROCESS;
            case INFERENCE -> dev.roadrig.boards.soc.Stage.INFERENCE;
            case POSTPROCESS -> dev.roadrig.boards.soc.Stage.POSTPROCESS;
        };
    }

    private final class ProfilePace implements Pace {
        private boolean begun;
        private long inferenceNanos;
        private long endNanos;

        /** The first stage begins when its work does, each further one when the one before it ends. */
        @Override
        public long begin(Stage stage, int boxes, long nowNanos) {
            long beginNanos = begun ? endNanos : nowNanos;
            begun = true;
            long span = soc.stageNanos(chipStage(stage), boxes, clock.ticker().nanos());
            endNanos = beginNanos + span;
            inferenceNanos = stage == Stage.INFERENCE ? span : inferenceNanos;
            soc.begin(chipStage(stage), clock.onTicker(beginNanos));
            soc.end(chipStage(stage), clock.onTicker(endNanos));
            return beginNanos;
        }

        @Override
        public long end(Stage stage, long nowNanos) {
            return endNanos;
        }

        /** What the board's own bug holds back is the board's, and no lateness of the emulation. */
        private long heldNanos() {
            return bug.map(b -> b.holdNanos(
                            endNanos, soc.read(clock.ticker().nanos()).celsius()))
                    .orElse(0L);
        }

        @Override
        public Release release() throws InterruptedException {
            long overrun = Math.max(0, clock.nanos() - endNanos);
            long leaveNanos = endNanos + heldNanos();
            clock.waitUntil(leaveNanos - SPIN_NANOS, () -> false);
            while (clock.nanos() < leaveNanos) {
                Thread.onSpinWait();
            }
            onInference.run();
            return new Release(overrun, overrun > 0 ? 0 : clock.nanos() - leaveNanos);
        }

        @Override
        public void decoded(int frame, ModelCard model, FrameModel.Answer answer) throws InterruptedException {
            if (log.isPresent()) {
                log.get().inferred(frame, model, answer, inferenceNanos);
                log.get().temperature(soc.read(clock.ticker().nanos()).celsius(), clock.nanos());
            }
        }
    }
}
