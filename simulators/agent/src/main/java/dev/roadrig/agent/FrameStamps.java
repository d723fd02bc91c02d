package dev.roadrig.agent;

import dev.roadrig.agent.Pacer.Stage;
import java.util.EnumMap;
import java.util.Map;

/** Stamps of one frame's stages on the board's clock; a stage that did not run has none. */
final class FrameStamps {
    private final BoardTime time;
    private final Pacer pacer;
    private final Map<Stage, Span> spans = new EnumMap<>(Stage.class);
    private long overrunNanos;

    FrameStamps(BoardTime time, Pacer pacer) {
        this.time = time;
        this.pacer = pacer;
    }

    /** Runs a stage's work and lets the pacer hold it. */
    <E extends Exception> void stage(Stage stage, int boxes, Work<E> work) throws E, InterruptedException {
        long begun = time.nanos();
        pacer.begin(stage, boxes, begun);
        try {
            work.run();
        } finally {
            overrunNanos += pacer.end(stage, boxes, begun);
            spans.put(stage, new Span(begun, time.nanos()));
        }
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

    long overrunNanos() {
        return overrunNanos;
    }

    String source() {
        return pacer.source().word();
    }

    /** A stage's work. */
    interface Work<E extends Exception> {
        void run() throws E;
    }

    private record Span(long begun, long ended) {}
}
