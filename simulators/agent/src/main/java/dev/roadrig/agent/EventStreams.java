package dev.roadrig.agent;

import dev.roadrig.ports.agent.AgentEvent;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;

/** Streams of what happens in the agent. A caller who does not take an event has its stream ended, for it has a gap. */
final class EventStreams implements AutoCloseable {
    static final int MOST_STREAMS = 4;

    private final List<ServerCallStreamObserver<AgentEvent>> callers = new ArrayList<>();
    private boolean closed;

    /** Streams from now on until the caller hangs up or the agent ends. */
    synchronized void open(ServerCallStreamObserver<AgentEvent> caller) {
        if (closed || callers.size() >= MOST_STREAMS) {
            caller.onError(Status.RESOURCE_EXHAUSTED
                    .withDescription(MOST_STREAMS + " event streams are open already")
                    .asRuntimeException());
            return;
        }
        caller.setOnCancelHandler(() -> remove(caller));
        callers.add(caller);
    }

    private synchronized void remove(ServerCallStreamObserver<AgentEvent> caller) {
        callers.remove(caller);
    }

    /** Under the lock: gRPC takes messages of a stream from one thread at a time. */
    synchronized void publish(AgentEvent event) {
        callers.removeIf(caller -> {
            boolean behind = !caller.isReady();
            if (behind) {
                caller.onError(Status.DATA_LOSS
                        .withDescription("events were not taken in time; open the stream again")
                        .asRuntimeException());
            } else {
                caller.onNext(event);
            }
            return behind;
        });
    }

    @Override
    public synchronized void close() {
        closed = true;
        callers.forEach(ServerCallStreamObserver::onCompleted);
        callers.clear();
    }
}
