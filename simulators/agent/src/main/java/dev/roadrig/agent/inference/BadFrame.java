package dev.roadrig.agent.inference;

/** A picture or its boxes cannot be used; the message says what is wrong and what is allowed. */
public final class BadFrame extends Exception {
    private static final long serialVersionUID = 1L;

    public BadFrame(String message) {
        super(message);
    }

    public BadFrame(String message, Throwable cause) {
        super(message, cause);
    }
}
