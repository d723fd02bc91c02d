package dev.roadrig.harness.junit;

/** The rig failed and says nothing about the board: an error of the test, never its failure. */
public final class RigErrorException extends Exception {
    private static final long serialVersionUID = 1;

    RigErrorException(String message) {
        super(message);
    }

    RigErrorException(Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
