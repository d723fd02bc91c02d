package dev.roadrig.agent;

import dev.roadrig.agent.Pacer.Stage;
import dev.roadrig.agent.inference.FrameModel;
import dev.roadrig.scenarios.model.ModelCard;
import java.util.EnumMap;
import java.util.Map;

/** Stamps of one frame's stages on the board's clock; a stage that did not run has none. */
final class FrameStamps {
    private final BoardTime time;
    private final Pacer.Pace pace;
    private final String source;
    private final Map<Stage, Span> spans = new EnumMap<>(Stage.class);
    private Pacer.Release release = Pacer.Release.IN_TIME;

    FrameStamps(BoardTime time, Pacer pacer) {
        this.time = time;
        this.pace = pacer.frame();
        this.source = pacer.source().word();
    }

    /** Runs a stage's work. */
    <E extends Exception> void stage(Stage stage, int boxes, Work<E> work) throws E {
        long begun = pace.begin(stage, boxes, time.nanos());
        try {
            work.run();
        } finally {
            spans.put(stage, new Span(begun, pace.end(stage, time.nanos())));
        }
    }

    /** All stages are through; returns when the answer may leave the board. */
    void release() throws InterruptedException {
        release = pace.release();
    }

    void decoded(int frame, ModelCard model, FrameModel.Answer answer) throws InterruptedException {
        pace.decoded(frame, model, answer);
    }

    /** 0 when the stage did not run. */
    long begun(Stage stage) {
        Span span = spans.get(stage);
        return span == null ? 0 : span.begun;
    }

    /** 0 when the stage did not run. */
    long ended(Stage stage) {
        Span span = spans.get(stage);
        return span == null ? 0 : span.ended;
    }

    Pacer.Release released() {
        return release;
    }

    String source() {
        return source;
    }

    /** A stage's work. */
    interface Work<E extends Exception> {
        void run() throws E;
    }

    private record Span(long begun, long ended) {}
}
