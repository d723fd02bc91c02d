package dev.roadrig.scenarios.fault;

import java.util.List;

/**
 * A run cannot go on. Says what, why and what next in its message, whose failure it is, and carries the evidence that
 * was gathered before it was thrown (the last console lines, the supply, the link).
 */
public abstract sealed class RunFault extends Exception permits RigFault, BoardFault, UnknownFault {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient List<Evidence> evidence;

    RunFault(String code, String message, List<Evidence> evidence) {
        super(message);
        this.code = code;
        this.evidence = List.copyOf(evidence);
    }

    /** A short stable name of the kind of fault, such as {@code console.lost} or {@code board.panic}. */
    public final String code() {
        return code;
    }

    /** What was seen, in the order in which it was gathered; never null, may be empty. */
    public final List<Evidence> evidence() {
        return evidence == null ? List.of() : evidence;
    }

    public abstract Culprit culprit();
}
