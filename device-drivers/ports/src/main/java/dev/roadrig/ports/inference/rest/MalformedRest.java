package dev.roadrig.ports.inference.rest;

/** A body is not what the REST form of the Open Inference Protocol says; the message says what of it and why. */
public final class MalformedRest extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedRest(String message) {
        super(message);
    }
}
