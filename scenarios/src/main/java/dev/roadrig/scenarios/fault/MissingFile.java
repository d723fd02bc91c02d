package dev.roadrig.scenarios.fault;

/**
 * A file is right and names another one that is not there: what it says may be true tomorrow or on another host. Whoever
 * needs no part of it can go on.
 */
public class MissingFile extends BadInput {
    private static final long serialVersionUID = 1L;

    public MissingFile(String message) {
        super(message);
    }
}
