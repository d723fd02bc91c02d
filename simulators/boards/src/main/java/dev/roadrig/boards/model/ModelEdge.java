package dev.roadrig.boards.model;

import dev.roadrig.boards.bug.FallbackBug;
import dev.roadrig.boards.soc.SocModel;
import dev.roadrig.boards.soc.Stage;
import dev.roadrig.scenarios.time.Ticker;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The chip of a modelled board: one frame after the other through its three stages. */
final class ModelEdge {
    private final Ticker ticker;
    private final SocModel soc;
    private final @Nullable FallbackBug bug;
    private final LongSupplier boardNanos;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;

    ModelEdge(Ticker ticker, SocModel soc, @Nullable FallbackBug bug, LongSupplier boardNanos) {
        this.ticker = ticker;
        this.soc = soc;
        this.bug = bug;
        this.boardNanos = boardNanos;
    }

    /** Runs a frame when those before it are through, fills in its stamps, then calls back. */
    void run(ModelJob job, Runnable done) {
        waiting.add(() -> preprocess(job, done));
        startNext();
    }

    private void startNext() {
        Runnable next = busy ? null : waiting.poll();
        if (next != null) {
            busy = true;
            next.run();
        }
    }

    private void preprocess(ModelJob job, Runnable done) {
        job.stamps().setPreprocessStartNs(boardNanos.getAsLong());
        hold(Stage.PREPROCESS, job, () -> {
            job.stamps().setPreprocessEndNs(boardNanos.getAsLong()).setInferenceStartNs(boardNanos.getAsLong());
            hold(Stage.INFERENCE, job, () -> {
                job.stamps().setInferenceEndNs(boardNanos.getAsLong());
                hold(Stage.POSTPROCESS, job, () -> {
                    job.stamps().setPostprocessEndNs(boardNanos.getAsLong());
                    release(done);
                });
            });
        });
    }

    private void release(Runnable done) {
        long now = ticker.nanos();
        long held = bug == null ? 0 : bug.holdNanos(now, soc.read(now).celsius());
        if (held == 0) {
            finish(done);
        } else {
            ticker.at(now + held, () -> finish(done));
        }
    }

    private void finish(Runnable done) {
        done.run();
        busy = false;
        startNext();
    }

    private void hold(Stage stage, ModelJob job, Runnable then) {
        long now = ticker.nanos();
        long end = now + soc.stageNanos(stage, job.boxes(), now);
        soc.begin(stage, now);
        soc.end(stage, end);
        ticker.at(end, then);
    }
}
