package dev.roadrig.wires.tiny;

/** Sees what a board says and is told, as it happens, on the thread that talks to it. */
public interface TinyListener {
    /** A listener that does not care. */
    TinyListener NONE = new TinyListener() {};

    /** A command goes out, without its end. */
    default void told(String command) throws dev.roadrig.scenarios.fault.RunFault {}

    /**
     * A line of an answer came.
     *
     * @param nanos when, on the ticker's timeline
     */
    default void said(long nanos, String line) throws dev.roadrig.scenarios.fault.RunFault {}
}
