package dev.roadrig.wires.agent;

/** An agent's answer is not what agent.proto says; becomes the error of one result. */
final class MalformedAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedAnswer(String message) {
        super(message);
    }
}
