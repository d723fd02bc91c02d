package dev.roadrig.agent.placement;

/**
 * What a placer hands frames on to. Never blocks.
 *
 * @param <Q> a frame's request
 * @param <A> the cloud's answer
 */
public interface Edge<Q, A> {

    /** Infers on the edge, in the order of the calls. */
    void infer(Q request, CloudTry tried);

    /** Gives the cloud's answer out. */
    void answer(Q request, A answer, CloudTry tried);

    /** There is no answer. */
    void fail(Q request, CloudTry tried, String why);

    /** Something happened that is no answer. */
    void event(Event kind, Q about, String text);

    /** What can happen; for the link's events {@code about} is the frame that showed it last. */
    enum Event {
        LINK_DOWN,
        LINK_UP,
        LATE_ANSWER
    }
}
