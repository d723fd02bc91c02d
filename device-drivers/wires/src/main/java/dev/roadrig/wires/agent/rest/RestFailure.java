package dev.roadrig.wires.agent.rest;

/** A call has no usable answer; the message begins with the code that a gRPC call would have had: {@code CODE: words}. */
public final class RestFailure extends Exception {
    private static final long serialVersionUID = 1L;

    RestFailure(String code, String words) {
        super(code + ": " + words);
    }

    /** Such as {@code UNAVAILABLE}. */
    public String code() {
        return String.valueOf(getMessage()).replaceFirst(":.*", "");
    }
}
