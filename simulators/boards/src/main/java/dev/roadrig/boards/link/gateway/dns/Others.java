package dev.roadrig.boards.link.gateway.dns;

/** What a board is told about the names that nobody configured. */
public enum Others {
    /** That they do not exist: nothing that the board says leaves the rig. */
    REFUSE("refuse"),
    /** What this host's own resolver answers. */
    FORWARD("forward");

    private final String word;

    Others(String word) {
        this.word = word;
    }

    /** As a rack file writes it. */
    public String word() {
        return word;
    }
}
