package dev.roadrig.boards.link.stream;

import dev.roadrig.scenarios.link.Direction;

/** Gives every new connection its policies. Called from the relay's own thread. */
public interface StreamPolicies {
    /** The policy of one direction of a connection that has just been accepted. */
    StreamPolicy open(Flow flow, Direction direction);

    /** A connection as its policies see it. Its methods may be called from any thread. */
    interface Flow {
        /** From 0, in the order of arrival. */
        long number();

        /** Ends it in order: both sides see the end of the stream; what is held is thrown away. */
        void close();

        /** Ends it with a reset that both sides see. */
        void reset();
    }
}
