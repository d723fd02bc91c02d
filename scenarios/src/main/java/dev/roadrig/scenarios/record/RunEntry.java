package dev.roadrig.scenarios.record;

import com.google.protobuf.Message;

/**
 * One message of a run record.
 *
 * @param nanos on the run's timeline
 * @param topic decides the message's type
 */
public record RunEntry<M extends Message>(long nanos, RunTopic topic, M message) {}
