package dev.roadrig.agent.inference;

/** An engine failed on a model that it had loaded. */
public final class InferenceFault extends Exception {
    private static final long serialVersionUID = 1L;

    InferenceFault(String message) {
        super(message);
    }

    InferenceFault(String message, Throwable cause) {
        super(message, cause);
    }
}
