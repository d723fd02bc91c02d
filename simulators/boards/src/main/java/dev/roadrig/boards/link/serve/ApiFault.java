package dev.roadrig.boards.link.serve;

/** A request that is not done: what its answer's status and {@code error} say. */
final class ApiFault extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int BAD = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int SERVER = 500;

    private final int status;

    ApiFault(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    static ApiFault badBody(String reason) {
        return new ApiFault(BAD, "bad request body: " + reason);
    }

    static ApiFault missing(String field) {
        return new ApiFault(BAD, "missing required field: " + field);
    }

    static ApiFault badStream() {
        return new ApiFault(BAD, "stream was invalid, can be either upstream or downstream");
    }

    static ApiFault badType() {
        return new ApiFault(BAD, "invalid toxic type");
    }

    static ApiFault noProxy() {
        return new ApiFault(NOT_FOUND, "proxy not found");
    }

    static ApiFault noToxic() {
        return new ApiFault(NOT_FOUND, "toxic not found");
    }

    static ApiFault proxyExists() {
        return new ApiFault(CONFLICT, "proxy already exists");
    }

    static ApiFault toxicExists() {
        return new ApiFault(CONFLICT, "toxic already exists");
    }

    /** The host does not do what is asked for, such as a port that is taken. */
    static ApiFault host(String reason) {
        return new ApiFault(SERVER, reason);
    }
}
