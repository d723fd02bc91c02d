package dev.roadrig.reports.tiny;

/** Why a figure does not follow from what was recorded. */
final class NotConcluded extends Exception {
    private static final long serialVersionUID = 1L;

    NotConcluded(String message) {
        super(message);
    }
}
