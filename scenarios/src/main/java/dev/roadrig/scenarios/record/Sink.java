package dev.roadrig.scenarios.record;

import com.google.protobuf.Message;

/** Takes what was seen in a run. May be called from any thread; must not block for long. */
@FunctionalInterface
public interface Sink {
    /**
     * Takes one message.
     *
     * @param nanos its time on the run's timeline
     * @param message one of the messages of record.proto that have a topic
     */
    void write(long nanos, Message message);
}
