package dev.roadrig.agent;

import dev.roadrig.agent.inference.FrameModel;
import dev.roadrig.agent.placement.Cloud;
import dev.roadrig.agent.placement.CloudTry;
import dev.roadrig.agent.placement.Edge;
import dev.roadrig.agent.placement.Placer;
import dev.roadrig.ports.agent.AgentEvent;
import dev.roadrig.ports.inference.ModelInferRequest;
import dev.roadrig.ports.inference.ModelInferResponse;
import dev.roadrig.scenarios.scenario.Placement;
import dev.roadrig.scenarios.time.Ticker;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** Brings requests to where they are inferred, and answers back. */
final class Router implements Edge<FrameRequest, ModelInferResponse>, AutoCloseable {
    private final Ticker ticker;
    private final BoardTime time;
    private final Pacer pacer;
    private final FrameModel model;
    private final FrameReplies replies;
    private final EdgeWorker worker;
    private final EventStreams events;
    private volatile @Nullable Placer<FrameRequest, ModelInferResponse> placer;

    Router(Ticker ticker, BoardTime time, Pacer pacer, FrameModel model, EdgeWorker worker, EventStreams events) {
        this.ticker = ticker;
        this.time = time;
        this.pacer = pacer;
        this.model = model;
        this.replies = new FrameReplies(time, model.card().sha256());
        this.worker = worker;
        this.events = events;
    }

    /** A frame came in. */
    void frame(FrameRequest frame) {
        Placer<FrameRequest, ModelInferResponse> cloudFirst = placer;
        if (cloudFirst == null) {
            infer(frame, CloudTry.NONE);
        } else {
            cloudFirst.submit(frame, ticker.nanos());
        }
    }

    /** A raw tensor came in; it is always for the edge. */
    void tensor(ModelInferRequest request, Responder answer) {
        worker.submit(new TensorJob(request, model.engine(), new FrameStamps(time, pacer), answer));
    }

    /** Changes where to infer from now on; what is open with the cloud before is given up. */
    synchronized void place(Placement placement, @Nullable Cloud<FrameRequest, ModelInferResponse> cloud) {
        Placer<FrameRequest, ModelInferResponse> before = placer;
        placer = cloud == null ? null : new Placer<>(ticker, time::nanos, cloud, this, placement);
        if (before != null) {
            before.close();
        }
    }

    @Override
    public void infer(FrameRequest frame, CloudTry tried) {
        worker.submit(new FrameJob(frame, tried, model, new FrameStamps(time, pacer), replies));
    }

    @Override
    public void answer(FrameRequest frame, ModelInferResponse answer, CloudTry tried) {
        frame.answer().answer(replies.cloud(frame, answer, tried, pacer.source().word()));
    }

    @Override
    public void fail(FrameRequest frame, CloudTry tried, String why) {
        Status status =
                switch (tried.outcome()) {
                    case DEADLINE_MISSED -> Status.DEADLINE_EXCEEDED;
                    case SKIPPED_BUSY -> Status.RESOURCE_EXHAUSTED;
                    case NOT_TRIED, ANSWERED, FAILED, SKIPPED_LINK_DOWN -> Status.UNAVAILABLE;
                };
        frame.answer().refuse(status.withDescription("cloud " + tried.outcome() + ": " + why));
    }

    @Override
    public void event(Event kind, FrameRequest about, String text) {
        events.publish(AgentEvent.newBuilder()
                .setBoardNs(time.nanos())
                .setKind(AgentEvent.Kind.valueOf(kind.name()))
                .setText(text)
                .setFrame(about.frame())
                .build());
    }

    @Override
    public synchronized void close() {
        Placer<FrameRequest, ModelInferResponse> last = placer;
        placer = null;
        if (last != null) {
            last.close();
        }
    }
}
