package dev.roadrig.harness.junit;

/** The evidence carries neither a pass nor a fail; a failure of its own type, so that it can be told from a red test. */
public final class InconclusiveError extends AssertionError {
    private static final long serialVersionUID = 1;

    InconclusiveError(String message) {
        super(message);
    }
}
