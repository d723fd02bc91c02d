package dev.roadrig.scenarios.fault;

/**
 * A file or an option that a user wrote is wrong. The message says where (file, line, key), what is wrong, what is
 * allowed, and the nearest match. The command line ends with exit code 2 on it.
 */
public class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadInput(String message) {
        super(message);
    }

    public BadInput(String message, Throwable cause) {
        super(message, cause);
    }
}
