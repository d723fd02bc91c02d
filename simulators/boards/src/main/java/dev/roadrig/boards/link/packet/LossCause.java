package dev.roadrig.boards.link.packet;

/** Why a packet did not come through. */
public enum LossCause {
    /** Chance, or a recorded loss. */
    CHANCE,
    /** No room in the queue, or too long a wait there. */
    QUEUE,
    /** It is larger than the link's MTU, or than what a chance of its trace carries. */
    MTU,
    /** So many bytes were on their way that the carrier itself had no memory for more: nobody asked for that. */
    MEMORY
}
