package dev.roadrig.boards.board;

import dev.roadrig.agent.Pacer;
import dev.roadrig.boards.os.SystemClock;
import dev.roadrig.boards.soc.SocModel;

/**
 * Holds an agent's stages to the chip's profile, and tells the chip what it is busy with. Work that took longer than the
 * profile is an overrun of the emulation.
 */
final class ProfilePacer implements Pacer {
    /** The end of a wait that is spun through, since a parked thread wakes up late. */
    private static final long SPIN_NANOS = 100_000;

    private final SystemClock clock;
    private final SocModel soc;

    ProfilePacer(SystemClock clock, SocModel soc) {
        this.clock = clock;
        this.soc = soc;
    }

    @Override
    public void begin(Stage stage, int boxes, long boardNanos) {
        soc.begin(chipStage(stage), clock.ticker().nanos());
    }

    @Override
    public long end(Stage stage, int boxes, long begunNanos) throws InterruptedException {
        long now = clock.ticker().nanos();
        long due = begunNanos + soc.stageNanos(chipStage(stage), boxes, now);
        long overrun = Math.max(0, clock.nanos() - due);
        try {
            clock.waitUntil(due - SPIN_NANOS, () -> false);
            while (clock.nanos() < due) {
                Thread.onSpinWait();
            }
        } finally {
            soc.end(chipStage(stage), clock.ticker().nanos());
        }
        return overrun;
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
}
