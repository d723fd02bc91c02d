package dev.roadrig.agent.placement;

import java.util.function.Consumer;

/**
 * The cloud service as an agent reaches it. Never blocks and never throws for what the far side does; each call's
 * consumer is called exactly once, on any thread, also for a cancelled call.
 *
 * @param <Q> a frame's request
 * @param <A> the cloud's answer
 */
public interface Cloud<Q, A> extends AutoCloseable {

    /** Asks for an answer. */
    Call infer(Q request, Consumer<Reply<A>> onReply);

    /** Asks for a sign of life with as few bytes as there can be; true when there was one. */
    Call probe(Consumer<Boolean> onReply);

    /** Drops the connection and makes another: the one at hand has been silent for long. */
    void reconnect();

    @Override
    void close();

    /** A call that may be under way. */
    interface Call {
        /** Gives the call up and resets its stream, if it is under way. */
        void cancel();
    }

    /** The end of a call. */
    sealed interface Reply<A> {}

    /** An answer. */
    record Answered<A>(A answer) implements Reply<A> {}

    /**
     * No answer.
     *
     * @param unreachable whether nothing says that the far side has seen the request; false when it refused it
     * @param why in words
     */
    record Failed<A>(boolean unreachable, String why) implements Reply<A> {}
}
